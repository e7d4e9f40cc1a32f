//! Ce que contient une page, dit par sa racine.
//!
//! Un style qui en dépend le lit sur `<html>`. `:has()` le chercherait aussi, mais
//! de nouveau à chaque élément que la page lit ou ajoute : des milliers de fois.

use std::borrow::Cow;

/// La classe de la racine, et à quoi se reconnaît la page qui la porte.
const TRAITS: [(&str, &str); 2] = [
    // Des programmes à côté de leur prose.
    ("page-duos", "class=\"has-duos\""),
    // Des notes de l'enseignant.
    ("page-notes", "class=\"teacher-note\""),
];

/// La page `html`, sa racine classée.
pub fn mark(html: &str) -> Cow<'_, str> {
    let classes: String = TRAITS
        .iter()
        .filter(|(_, found)| html.contains(found))
        .map(|(class, _)| format!("{class} "))
        .collect();
    const CLASS: &str = "class=\"";
    let root = html.find("<html").and_then(|at| {
        let end = at + html[at..].find('>')?;
        let class = html[at..end].find(CLASS)?;
        Some(at + class + CLASS.len())
    });
    match root {
        Some(at) if !classes.is_empty() => {
            Cow::Owned(format!("{}{classes}{}", &html[..at], &html[at..]))
        }
        _ => Cow::Borrowed(html),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_racine_dit_ce_que_la_page_contient() {
        let page = |body| format!("<!DOCTYPE HTML>\n<html lang=\"fr\" class=\"light\">\n{body}");
        assert_eq!(
            mark(&page("<h1 class=\"has-duos\">A</h1>")),
            "<!DOCTYPE HTML>\n<html lang=\"fr\" class=\"page-duos light\">\n<h1 class=\"has-duos\">A</h1>"
        );
        let both = page("<h1 class=\"has-duos\"></h1><details class=\"teacher-note\">");
        assert!(mark(&both).contains("class=\"page-duos page-notes light\""));
        let plain = page("<p class=\"light\"></p>");
        assert_eq!(mark(&plain), plain);
    }
}
