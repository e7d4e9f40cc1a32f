//! Ce qu'un site publié ajoute au livre : des adresses entières, un plan.

use crate::html::escape;

/// L'adresse publique du livre, par exemple `https://exemple.org/cours/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Lit une adresse ; la barre finale est ajoutée si elle manque.
    ///
    /// # Errors
    ///
    /// Une adresse qui n'est pas en http ou https, ou qui a une requête ou une
    /// ancre : le chemin d'une page ne pourrait pas la suivre.
    pub fn parse(address: &str) -> Result<Self, String> {
        let rest = address
            .strip_prefix("https://")
            .or_else(|| address.strip_prefix("http://"))
            .unwrap_or("");
        if rest.is_empty() || rest.starts_with('/') || rest.contains([' ', '?', '#', '"']) {
            return Err(format!(
                "adresse publique « {address} » : attendu « https://domaine/chemin/ »"
            ));
        }
        Ok(Self(format!("{}/", address.trim_end_matches('/'))))
    }

    /// L'adresse de la page dont le fichier Markdown est `path` : celle du
    /// dossier pour un `index.md`.
    pub fn page(&self, path: &str) -> String {
        let path = path.replace('\\', "/");
        let page = match path.strip_suffix(".md") {
            Some("index") => String::new(),
            Some(stem) => match stem.strip_suffix("/index") {
                Some(directory) => format!("{directory}/"),
                None => format!("{stem}.html"),
            },
            None => path,
        };
        format!("{}{page}", self.0)
    }

    /// L'adresse d'un fichier du site, relatif à sa racine.
    pub fn file(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// Le chemin de l'adresse sur son serveur, `/` compris au début et à la
    /// fin : la valeur de `site-url` pour mdBook.
    pub fn path(&self) -> &str {
        let host = self.0.find("://").map_or(0, |scheme| scheme + 3);
        let path = self.0[host..].find('/').unwrap_or(0);
        &self.0[host + path..]
    }
}

/// Le plan du site (`sitemap.xml`, protocole sitemaps.org 0.9) ; `pages` sont
/// les chemins des fichiers Markdown, dans l'ordre du sommaire. La première
/// page est aussi l'accueil : seul celui-ci y figure.
pub fn sitemap<'a>(address: &Address, pages: impl IntoIterator<Item = &'a str>) -> String {
    let mut map = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (i, page) in pages.into_iter().enumerate() {
        let url = address.page(if i == 0 { "index.md" } else { page });
        map.push_str(&format!("  <url><loc>{}</loc></url>\n", escape(&url)));
    }
    map.push_str("</urlset>\n");
    map
}

/// `robots.txt`, lu à la racine d'un domaine seulement : tout est permis, le
/// plan est là.
pub fn robots(address: &Address) -> String {
    format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        address.file("sitemap.xml")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_adresse_finit_par_une_barre() {
        let address = Address::parse("https://exemple.org/cours").unwrap();
        assert_eq!(address.page("a/b.md"), "https://exemple.org/cours/a/b.html");
        assert_eq!(address.page("a/index.md"), "https://exemple.org/cours/a/");
        assert_eq!(address.page("index.md"), "https://exemple.org/cours/");
        assert_eq!(address.path(), "/cours/");
        assert_eq!(Address::parse("http://x.org/").unwrap().path(), "/");
    }

    #[test]
    fn une_adresse_qui_n_en_est_pas_une_est_refusee() {
        for address in [
            "",
            "exemple.org",
            "ftp://x.org/",
            "https://",
            "https:///a",
            "https://x.org/?a",
        ] {
            assert!(Address::parse(address).is_err(), "{address}");
        }
    }

    #[test]
    fn le_plan_nomme_chaque_page_une_fois() {
        let address = Address::parse("https://x.org").unwrap();
        let map = sitemap(&address, ["avant.md", "c/index.md", "c/p.md"]);
        let pages = [
            "https://x.org/<",
            "https://x.org/c/<",
            "https://x.org/c/p.html<",
        ];
        assert_eq!(map.matches("<loc>").count(), pages.len());
        for page in pages {
            assert!(map.contains(page), "{map}");
        }
        assert!(robots(&address).ends_with("Sitemap: https://x.org/sitemap.xml\n"));
    }
}
