//! L'adresse publique du livre, celle qu'aura le site publié.

use std::fmt;

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

    /// Son chemin sur son serveur : « /cours/ ».
    pub fn path(&self) -> &str {
        let (_, host) = self.0.split_once("://").unwrap_or_default();
        host.find('/').map_or("/", |start| &host[start..])
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
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
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
        assert_eq!(address.to_string(), "https://exemple.org/cours/");
        assert_eq!(address.path(), "/cours/");
        assert_eq!(Address::parse("http://exemple.org").unwrap().path(), "/");
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
}
