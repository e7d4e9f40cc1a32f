//! Les scripts dont une page n'a que faire : elle ne les charge pas.

use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Ceux de `theme/` qui ne servent qu'à ce que contient une page, et à quoi il s'y
/// reconnaît.
const OCCASIONAL: [(&str, &[&str]); 11] = [
    // Un diagramme dont le dessin manque.
    ("diagrams", &["<pre class=\"mermaid\">"]),
    // Une prédiction, ou son réglage.
    (
        "prediction",
        &[
            "<listing-prediction",
            "prediction-setting",
            "class=\"overview",
        ],
    ),
    ("variants", &["<li class=\"variant\""]),
    // Un programme, qui s'exécute, se modifie, se compare.
    ("editor", RUST),
    ("outcomes", RUST),
    ("tokens", RUST),
    ("colors", RUST),
    // Des questions, ou la page qui en choisit.
    ("quiz", &["<quiz-page", "<review-page"]),
    // Il retient ce que l'on répond à celles d'une page.
    (
        "review",
        &["<quiz-page", "<review-page", "class=\"overview"],
    ),
    ("plan", &["class=\"plan-unfold\""]),
    // Le bilan.
    ("overview", &["class=\"overview"]),
];

/// Un programme de la page, ou le bureau d'un exercice.
const RUST: &[&str] = &["language-rust", "class=\"desk\""];

/// La page `html`, sans les scripts dont elle n'a que faire.
pub fn unload(html: &str) -> Cow<'_, str> {
    static LOADED: LazyLock<[(Regex, &[&str]); OCCASIONAL.len()]> = LazyLock::new(|| {
        OCCASIONAL.map(|(script, used)| {
            let loaded =
                format!("<script defer src=\"[^\"]*genere/{script}-[0-9a-f]+\\.js\"></script>\\n?");
            (Regex::new(&loaded).expect("l'expression est juste"), used)
        })
    });
    let mut page = Cow::Borrowed(html);
    for (loaded, used) in LOADED.iter() {
        if !used.iter().any(|mark| html.contains(mark))
            && let Cow::Owned(lighter) = loaded.replace(&page, "")
        {
            page = Cow::Owned(lighter);
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_script_reste_la_ou_il_sert() {
        let tag = |name| format!("<script defer src=\"../genere/{name}-0a1b2c.js\"></script>\n");
        let others = tag("helpers");
        for (script, used) in OCCASIONAL {
            let page = |body| format!("{}{others}{body}", tag(script));
            assert_eq!(unload(&page("<p></p>")), format!("{others}<p></p>"));
            for mark in used {
                let needed = page(mark);
                assert_eq!(unload(&needed), needed);
            }
        }
    }
}
