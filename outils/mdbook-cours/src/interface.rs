//! Le thème de mdBook, en français.
//!
//! mdBook n'a pas de mécanisme de traduction (rust-lang/mdBook n° 5). Les deux
//! fichiers qui portent ses textes, `index.hbs` et `book.js`, sont pris dans
//! son thème intégré, traduits par des remplacements **comptés**, et écrits
//! dans `theme/`, que mdBook lit après les préprocesseurs. Si une nouvelle
//! version de mdBook change un de ces textes, la construction s'arrête et
//! nomme la règle.

use crate::coupe;
use crate::fichiers::write_if_changed;
use anyhow::{Context, Result, bail};
use mdbook_html::theme::Theme;
use mdbook_preprocessor::config::HtmlConfig;
use std::fs;
use std::path::Path;

/// Un remplacement : le texte d'origine, le nouveau, et combien de fois le
/// premier doit apparaître, ni plus ni moins.
pub struct Rule {
    /// Texte du thème intégré.
    pub from: &'static str,
    /// Texte du livre.
    pub to: &'static str,
    /// Nombre exact d'apparitions de `from`.
    pub count: usize,
}

const fn rule(from: &'static str, to: &'static str, count: usize) -> Rule {
    Rule { from, to, count }
}

/// Les remplacements dans le gabarit des pages.
pub const INDEX_HBS: &[Rule] = &[
    rule("Keyboard shortcuts", "Raccourcis clavier", 1),
    rule(
        "<p>Press <kbd>←</kbd> or <kbd>→</kbd> to navigate between chapters</p>",
        "<p><kbd>←</kbd> et <kbd>→</kbd>\u{a0}: page précédente, page suivante</p>",
        1,
    ),
    rule(
        "<p>Press <kbd>S</kbd> or <kbd>/</kbd> to search in the book</p>",
        "<p><kbd>S</kbd> ou <kbd>/</kbd>\u{a0}: chercher dans le livre</p>",
        1,
    ),
    rule(
        "<p>Press <kbd>?</kbd> to show this help</p>",
        "<p><kbd>?</kbd>\u{a0}: montrer cette aide</p>",
        1,
    ),
    rule(
        "<p>Press <kbd>Esc</kbd> to hide this help</p>",
        "<p><kbd>Échap</kbd>\u{a0}: fermer cette aide</p>",
        1,
    ),
    rule(
        "aria-label=\"Table of contents\"",
        "aria-label=\"Table des matières\"",
        1,
    ),
    // Sans JavaScript, la table des matières est un cadre : il lui faut un nom.
    rule(
        "<iframe class=\"sidebar-iframe-outer\"",
        "<iframe class=\"sidebar-iframe-outer\" title=\"Table des matières\"",
        1,
    ),
    rule(
        "title=\"Toggle Table of Contents\" aria-label=\"Toggle Table of Contents\"",
        "title=\"Afficher ou masquer la table des matières\" aria-label=\"Afficher ou masquer la table des matières\"",
        1,
    ),
    rule(
        "title=\"Change theme\" aria-label=\"Change theme\"",
        "title=\"Changer de thème\" aria-label=\"Changer de thème\"",
        1,
    ),
    rule("aria-label=\"Themes\"", "aria-label=\"Thèmes\"", 1),
    rule(">Auto<", ">Selon le système<", 1),
    rule(">Light<", ">Clair<", 1),
    rule(">Rust<", ">Rouille<", 1),
    rule(">Coal<", ">Charbon<", 1),
    rule(">Navy<", ">Marine<", 1),
    rule(">Ayu<", ">Nuit<", 1),
    rule(
        "title=\"Search (`/`)\" aria-label=\"Toggle Searchbar\"",
        "title=\"Chercher (`/`)\" aria-label=\"Afficher ou masquer la recherche\"",
        1,
    ),
    rule(
        "placeholder=\"Search this book ...\"",
        "placeholder=\"Chercher dans le livre…\" aria-label=\"Chercher dans le livre\"",
        1,
    ),
    rule(
        "title=\"Print this book\" aria-label=\"Print this book\"",
        "title=\"Imprimer le livre\" aria-label=\"Imprimer le livre\"",
        1,
    ),
    rule(
        "title=\"Git repository\" aria-label=\"Git repository\"",
        "title=\"Dépôt du livre\" aria-label=\"Dépôt du livre\"",
        1,
    ),
    rule(
        "title=\"Suggest an edit\" aria-label=\"Suggest an edit\" rel=\"edit\"",
        "title=\"Modifier cette page\" aria-label=\"Modifier cette page\"",
        1,
    ),
    rule(
        "aria-label=\"Page navigation\"",
        "aria-label=\"Pages voisines\"",
        2,
    ),
    rule(
        "title=\"Previous chapter\" aria-label=\"Previous chapter\"",
        "title=\"Page précédente\" aria-label=\"Page précédente\"",
        2,
    ),
    rule(
        "title=\"Next chapter\" aria-label=\"Next chapter\"",
        "title=\"Page suivante\" aria-label=\"Page suivante\"",
        2,
    ),
];

/// Les remplacements dans le script des pages.
pub const BOOK_JS: &[Rule] = &[
    rule("Show hidden lines", "Montrer les lignes cachées", 4),
    rule("'Hide lines'", "'Cacher les lignes'", 2),
    // L'icône cliquée n'a pas de titre : mdBook écrivait « undefined ».
    rule(
        "this.setAttribute('aria-label', e.target.title);",
        "this.setAttribute('aria-label', this.title);",
        2,
    ),
    rule(
        "buttons.firstChild.addEventListener('click', function(e) {",
        "buttons.firstChild.addEventListener('click', function() {",
        1,
    ),
];

/// Écrit le thème français dans le dossier `theme/` de la racine `root`.
///
/// # Errors
///
/// Une règle qui ne s'applique plus le nombre de fois prévu, ou un fichier
/// impossible à écrire.
pub fn write_theme(root: &Path) -> Result<()> {
    let builtin = tempfile::tempdir().context("impossible de créer un dossier temporaire")?;
    Theme::copy_theme(&HtmlConfig::default(), builtin.path())
        .context("impossible de lire le thème intégré de mdBook")?;
    for (name, rules) in [("index.hbs", INDEX_HBS), ("book.js", BOOK_JS)] {
        let source = fs::read_to_string(builtin.path().join("theme").join(name))
            .with_context(|| format!("le thème intégré de mdBook n'a pas de {name}"))?;
        let source = coupe::apply(name, &source)?;
        let text = apply(name, &source, rules)?;
        write_if_changed(&root.join("theme").join(name), text.as_bytes())?;
    }
    Ok(())
}

/// Applique `rules` au fichier `name` du thème, de contenu `source`.
///
/// # Errors
///
/// La première règle dont le texte n'apparaît pas exactement `count` fois.
pub fn apply(name: &str, source: &str, rules: &[Rule]) -> Result<String> {
    let mut text = source.to_owned();
    for rule in rules {
        let found = text.matches(rule.from).count();
        if found != rule.count {
            bail!(
                "outils/mdbook-cours/src/interface.rs : la règle « {} » trouve {found} passage(s) dans {name} de mdBook, {} attendu(s) ; \
                 mdBook a changé, adaptez la règle",
                rule.from.lines().next().unwrap_or_default().trim(),
                rule.count
            );
        }
        text = text.replace(rule.from, rule.to);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_theme_integre_se_traduit_en_entier() {
        let dir = tempfile::tempdir().unwrap();
        write_theme(dir.path()).unwrap();
        let index = fs::read_to_string(dir.path().join("theme/index.hbs")).unwrap();
        let book = fs::read_to_string(dir.path().join("theme/book.js")).unwrap();
        assert!(index.contains("Table des matières"));
        for removed in ["play.rust-lang.org", "Copy to clipboard", "ClipboardJS("] {
            assert!(!book.contains(removed), "{removed}");
        }
        assert!(!index.contains("clipboard"));
    }

    #[test]
    fn une_regle_qui_ne_s_applique_plus_est_nommee() {
        let rules = [rule("absent", "", 1)];
        let message = apply("x.hbs", "texte", &rules).unwrap_err().to_string();
        assert!(message.contains("« absent »"), "{message}");
        assert!(message.contains("x.hbs"), "{message}");
        assert!(apply("x.hbs", "absent absent", &rules).is_err());
        assert_eq!(apply("x.hbs", "un absent", &rules).unwrap(), "un ");
    }
}
