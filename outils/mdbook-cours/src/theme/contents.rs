//! La table des matières d'une page sans JavaScript : `toc.html`.
//!
//! Avec JavaScript, mdBook la met dans la marge ; sans, un lien y mène. Celle
//! de mdBook n'a pas de titre et n'est pas du HTML valide : celle-ci est à nous.

use crate::page::html::escape;
use mdbook_preprocessor::book::{BookItem, Chapter};

/// Le gabarit `toc.html.hbs` du livre `book_title` ; `style_links` charge notre
/// style.
pub fn template(items: &[BookItem], book_title: &str, style_links: &str) -> String {
    format!(
        "<!DOCTYPE html>
<html lang=\"fr\" class=\"{{{{ default_theme }}}}\">
<head>
<meta charset=\"UTF-8\">
<title>Table des matières - {}</title>
<meta name=\"robots\" content=\"noindex\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
{{{{#if favicon_svg}}}}
<link rel=\"icon\" href=\"{{{{ resource \"favicon.svg\" }}}}\">
{{{{/if}}}}
<link rel=\"stylesheet\" href=\"{{{{ resource \"css/variables.css\" }}}}\">
<link rel=\"stylesheet\" href=\"{{{{ resource \"css/general.css\" }}}}\">
<link rel=\"stylesheet\" href=\"{{{{ resource \"fonts/fonts.css\" }}}}\">
{style_links}</head>
<body class=\"content\">
<main class=\"contents\">
<h1>Table des matières</h1>
{}</main>
</body>
</html>
",
        escape(book_title),
        list(items)
    )
}

fn list(items: &[BookItem]) -> String {
    let mut html = String::from("<ol>\n");
    for item in items {
        match item {
            BookItem::Chapter(chapter) => html.push_str(&entry(chapter)),
            BookItem::PartTitle(title) => {
                html.push_str(&format!("<li><strong>{}</strong></li>\n", escape(title)));
            }
            BookItem::Separator => {}
        }
    }
    html.push_str("</ol>\n");
    html
}

fn entry(chapter: &Chapter) -> String {
    let number = match &chapter.number {
        Some(number) => format!("{number} "),
        None => String::new(),
    };
    let name = escape(&format!("{number}{}", chapter.name));
    let link = match &chapter.path {
        Some(path) => format!(
            "<a href=\"{}\" target=\"_parent\">{name}</a>",
            escape(
                &path
                    .with_extension("html")
                    .to_string_lossy()
                    .replace('\\', "/")
            )
        ),
        None => name,
    };
    match chapter.sub_items.is_empty() {
        true => format!("<li>{link}</li>\n"),
        false => format!("<li>{link}\n{}</li>\n", list(&chapter.sub_items)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::assert_contains;

    #[test]
    fn la_table_suit_le_sommaire() {
        let mut chapter = Chapter::new("C & D", String::new(), "c/index.md", vec![]);
        chapter.sub_items.push(BookItem::Chapter(Chapter::new(
            "P",
            String::new(),
            "c/p.md",
            vec![],
        )));
        let items = [BookItem::Chapter(chapter), BookItem::Separator];
        let html = template(&items, "Livre", "<link>\n");
        assert!(
            html.contains(
                "<ol>\n<li><a href=\"c/index.html\" target=\"_parent\">C &amp; D</a>\n\
                 <ol>\n<li><a href=\"c/p.html\" target=\"_parent\">P</a></li>\n</ol>\n</li>\n</ol>"
            ),
            "{html}"
        );
        assert_contains(&html, &["<link>\n</head>"]);
    }
}
