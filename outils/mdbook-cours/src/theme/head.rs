//! L'en-tête de chaque page : description, aperçu, adresse canonique.
//!
//! mdBook ne connaît qu'une description, celle du livre. Mais son gabarit
//! inclut `theme/head.hbs` dans chaque page et lui donne le chemin de la page :
//! ce module génère ce fichier, un cas par page.

use crate::address::Address;
use crate::page::html::escape;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Le plus de caractères d'une description : ce qu'un moteur de recherche montre.
const MAX_LENGTH: usize = 200;

/// L'image d'aperçu, relative à la racine du site.
const PREVIEW: &str = "images/apercu.png";

/// Ce que l'en-tête dit d'une page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageMeta {
    /// Chemin du fichier Markdown, relatif à `src/`.
    pub path: String,
    /// Nom de la page dans le sommaire.
    pub title: String,
    /// Ce qu'on y apprend, en une phrase.
    pub description: String,
}

/// Le fichier `theme/head.hbs` du livre `book_title`, dont la description est
/// `book_description`. Sans adresse publique, pas d'adresse canonique ni
/// d'image : les deux veulent une adresse entière.
pub fn head(
    pages: &[&PageMeta],
    book_title: &str,
    book_description: &str,
    address: Option<&Address>,
) -> String {
    let mut head = String::from("{{!-- Écrit par mdbook-cours. --}}\n");
    for (i, page) in pages.iter().enumerate() {
        if i > 0 {
            head.push_str(&case(page, &page.path, &page.path, "article", address));
            continue;
        }
        // mdBook copie la première page dans index.html : c'est l'accueil.
        let home = PageMeta {
            title: book_title.into(),
            description: book_description.into(),
            ..(*page).clone()
        };
        head.push_str(&case(&home, "index.md", "index.md", "website", address));
        if home.path != "index.md" {
            head.push_str(&case(&home, &home.path, "index.md", "website", address));
        }
    }
    head.push_str(&format!(
        "{{{{#if (eq path \"404.md\")}}}}\n<meta name=\"robots\" content=\"noindex\">\n{{{{/if}}}}\n\
         {{{{#if is_print}}}}\n<meta name=\"description\" content=\"{}\">\n{{{{/if}}}}\n\
         <meta property=\"og:site_name\" content=\"{}\">\n<meta property=\"og:locale\" content=\"fr_FR\">\n",
        text(book_description),
        text(book_title),
    ));
    if let Some(address) = address {
        let image = text(&address.file(PREVIEW));
        head.push_str(&format!(
            "<meta property=\"og:image\" content=\"{image}\">\n\
             <meta property=\"og:image:alt\" content=\"Une page du livre : un programme Rust à côté du texte qui l'explique\">\n\
             <meta name=\"twitter:card\" content=\"summary_large_image\">\n"
        ));
    }
    head
}

/// Le cas de la page de chemin `path`, dont l'adresse canonique est celle de
/// `canonical`.
fn case(
    page: &PageMeta,
    path: &str,
    canonical: &str,
    kind: &str,
    address: Option<&Address>,
) -> String {
    let title = text(&page.title);
    let description = text(&page.description);
    let mut case = format!(
        "{{{{#if (eq path \"{}\")}}}}\n\
         <meta name=\"description\" content=\"{description}\">\n\
         <meta property=\"og:type\" content=\"{kind}\">\n\
         <meta property=\"og:title\" content=\"{title}\">\n\
         <meta property=\"og:description\" content=\"{description}\">\n",
        path.replace('"', "")
    );
    if let Some(address) = address {
        let url = text(&address.page(canonical));
        case.push_str(&format!(
            "<link rel=\"canonical\" href=\"{url}\">\n<meta property=\"og:url\" content=\"{url}\">\n"
        ));
    }
    case.push_str("{{/if}}\n");
    case
}

/// Un texte d'attribut que le gabarit laisse tel quel.
fn text(text: &str) -> String {
    escape(text).replace('{', "&#123;")
}

/// La description d'une page : « Après cette page, vous saurez » et `goals`, les
/// points de son encadré OBJECTIF, sinon le premier paragraphe de `markdown` ;
/// coupée entre deux points, ou entre deux mots.
pub fn description(goals: &str, markdown: &str) -> String {
    let goals = items(goals);
    if goals.is_empty() {
        return cut(&first_paragraph(markdown), ' ', "…");
    }
    let mut text = String::from("Après cette page, vous saurez ");
    for (i, goal) in goals.iter().enumerate() {
        let goal = goal.trim_end_matches([' ', ';', '.', '\u{a0}']);
        if i > 0 && text.chars().count() + goal.chars().count() + 3 > MAX_LENGTH {
            break;
        }
        if i > 0 {
            text.push_str("\u{a0}; ");
        }
        text.push_str(goal);
    }
    cut(&format!("{text}."), ' ', "…")
}

fn cut(text: &str, at: char, mark: &str) -> String {
    if text.chars().count() <= MAX_LENGTH {
        return text.to_owned();
    }
    let start: String = text.chars().take(MAX_LENGTH - 1).collect();
    let end = start.rfind(at).unwrap_or(start.len());
    format!("{}{mark}", &start[..end])
}

/// Les points d'une liste, sans mise en forme.
fn items(list: &str) -> Vec<String> {
    let mut items = Vec::new();
    for event in Parser::new(list) {
        match event {
            Event::Start(Tag::Item) => items.push(String::new()),
            event => push_text(items.last_mut(), &event),
        }
    }
    items
}

fn first_paragraph(markdown: &str) -> String {
    let mut paragraph = String::new();
    let mut inside = false;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Paragraph) => inside = true,
            Event::End(TagEnd::Paragraph) if !paragraph.is_empty() => break,
            event if inside => push_text(Some(&mut paragraph), &event),
            _ => {}
        }
    }
    paragraph
}

fn push_text(target: Option<&mut String>, event: &Event) {
    let Some(target) = target else { return };
    match event {
        Event::Text(text) | Event::Code(text) => target.push_str(text),
        Event::SoftBreak | Event::HardBreak => target.push(' '),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::assert_contains;

    fn pages() -> Vec<PageMeta> {
        [("avant.md", "Avant"), ("c/p.md", "P & Q")]
            .map(|(path, title)| PageMeta {
                path: path.into(),
                title: title.into(),
                description: format!("Tout sur {title}"),
            })
            .into()
    }

    #[test]
    fn la_description_vient_de_l_objectif() {
        assert_eq!(
            description("- lire *une* `page`\n  entière ;\n- finir.\n", "# T\n"),
            "Après cette page, vous saurez lire une page entière\u{a0}; finir."
        );
        assert_eq!(
            description("", "# T\n\nUn *début*.\n\nSuite.\n"),
            "Un début."
        );
    }

    #[test]
    fn une_description_longue_est_coupee() {
        let goal = "savoir ".repeat(20);
        let goals = format!("- {goal};\n- {goal};\n- {goal}.\n");
        assert_eq!(description(&goals, "").matches(';').count(), 0);
        let long = description("", &"mot ".repeat(100));
        assert!(
            long.chars().count() <= MAX_LENGTH && long.ends_with("mot…"),
            "{long}"
        );
    }

    #[test]
    fn chaque_page_a_son_en_tete() {
        let head = head(
            &pages().iter().collect::<Vec<_>>(),
            "Livre",
            "Un livre",
            None,
        );
        assert_contains(&head, &["(eq path \"c/p.md\")"]);
        assert_contains(&head, &["content=\"Tout sur P &amp; Q\""]);
        assert_contains(&head, &["\"og:title\" content=\"P &amp; Q\""]);
        assert!(
            !head.contains("canonical") && !head.contains("og:image"),
            "{head}"
        );
    }

    #[test]
    fn l_adresse_publique_donne_les_adresses_canoniques() {
        let address = Address::parse("https://exemple.org/cours").unwrap();
        let head = head(
            &pages().iter().collect::<Vec<_>>(),
            "Livre",
            "Un livre",
            Some(&address),
        );
        assert_contains(&head, &["href=\"https://exemple.org/cours/c/p.html\""]);
        // La première page et l'accueil sont la même.
        assert_eq!(
            head.matches("rel=\"canonical\" href=\"https://exemple.org/cours/\"")
                .count(),
            2
        );
        assert_contains(&head, &["https://exemple.org/cours/images/apercu.png"]);
    }

    #[test]
    fn une_accolade_ne_trouble_pas_le_gabarit() {
        assert_eq!(text("{{x}}"), "&#123;&#123;x}}");
    }
}
