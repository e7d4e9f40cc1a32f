//! Le plan d'un site publié, et où le trouver.

use crate::address::Address;
use crate::folders::File;
use crate::page::html::escape;
use crate::theme::head::PageMeta;

/// Le plan, selon le protocole de sitemaps.org, et `robots.txt`, qui y mène : tout
/// peut être lu par les moteurs de recherche. Chemins depuis la racine du site.
pub fn files(pages: &[&PageMeta], address: &Address) -> [File; 2] {
    let urls: String = pages
        .iter()
        .enumerate()
        .map(|(rank, page)| match rank {
            // La première page est l'accueil.
            0 => address.page("index.md"),
            _ => address.page(&page.path),
        })
        .map(|url| format!("  <url><loc>{}</loc></url>\n", escape(&url)))
        .collect();
    let map = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    );
    let robots = format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        address.file("sitemap.xml")
    );
    [("sitemap.xml", map), ("robots.txt", robots)].map(|(name, text)| (name.into(), text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::assert_contains;

    #[test]
    fn le_plan_nomme_chaque_page_une_fois() {
        let page = |path: &str| PageMeta {
            path: path.into(),
            title: String::new(),
            description: String::new(),
        };
        let pages = [page("avant.md"), page("c/p.md")];
        let address = Address::parse("https://x.org").unwrap();
        let [map, robots] = files(&[&pages[0], &pages[1]], &address)
            .map(|(_, text)| String::from_utf8(text).unwrap());
        assert_eq!(map.matches("<loc>").count(), 2, "{map}");
        assert_contains(
            &map,
            &[
                "<loc>https://x.org/</loc>",
                "<loc>https://x.org/c/p.html</loc>",
            ],
        );
        assert!(robots.ends_with("Sitemap: https://x.org/sitemap.xml\n"));
    }
}
