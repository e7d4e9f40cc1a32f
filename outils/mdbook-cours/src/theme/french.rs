//! Le thème de mdBook, en français.
//!
//! Les deux fichiers de mdBook qui portent ses textes, `index.hbs` et `book.js`,
//! sont pris dans son thème intégré et traduits par les règles de
//! `theme/francais.toml`, des remplacements **comptés** : si une nouvelle version
//! de mdBook change un de ces textes, la construction s'arrête et nomme la règle.

use anyhow::{Context, Result, bail};
use files::line_of;
use mdbook_html::theme::Theme;
use mdbook_preprocessor::config::HtmlConfig;
use serde::Deserialize;
use std::fs;
use toml::Spanned;

/// Les règles, et leur chemin depuis la racine du dépôt.
const RULES: &str = include_str!("../../../../theme/francais.toml");
const RULES_FILE: &str = "theme/francais.toml";

/// Les fichiers du thème intégré que traduisent les règles.
pub const FILES: [&str; 2] = ["index.hbs", "book.js"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    #[serde(rename = "regle")]
    rules: Vec<Rule>,
}

/// Un remplacement : `theme/francais.toml` en décrit les champs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    #[serde(rename = "fichier")]
    file: String,
    #[serde(rename = "texte")]
    from: Spanned<String>,
    #[serde(rename = "jusqu_a")]
    until: Option<String>,
    #[serde(rename = "remplacement", default)]
    to: String,
    #[serde(rename = "fois", default = "once")]
    count: usize,
    /// La ligne de `from`.
    #[serde(skip)]
    line: usize,
}

fn once() -> usize {
    1
}

/// Les [`FILES`], en français : leur nom, leur texte.
///
/// # Errors
///
/// Une règle mal écrite, ou qui ne s'applique plus le nombre de fois prévu.
pub fn files() -> Result<[(&'static str, String); 2]> {
    let rules = rules(RULES)?;
    let mut files = builtin(FILES)?;
    for (name, text) in &mut files {
        for rule in rules.iter().filter(|rule| rule.file == *name) {
            *text = apply(text, rule)?;
        }
    }
    Ok(files)
}

fn rules(text: &str) -> Result<Vec<Rule>> {
    let Rules { mut rules } = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        anyhow::anyhow!("{RULES_FILE}:{line}: {}", error.message())
    })?;
    for rule in &mut rules {
        rule.line = line_of(text, rule.from.span().start);
    }
    if let Some(rule) = rules.iter().find(|it| !FILES.contains(&it.file.as_str())) {
        bail!(
            "{RULES_FILE}:{}: « {} » n'est pas traduit",
            rule.line,
            rule.file
        );
    }
    Ok(rules)
}

/// Les fichiers `names` du thème intégré de mdBook : leur nom, leur texte.
///
/// # Errors
///
/// Un fichier qu'il n'a pas, ou plus.
pub fn builtin<const N: usize>(names: [&'static str; N]) -> Result<[(&'static str, String); N]> {
    let builtin = tempfile::tempdir().context("impossible de créer un dossier temporaire")?;
    Theme::copy_theme(&HtmlConfig::default(), builtin.path())
        .context("impossible de lire le thème intégré de mdBook")?;
    let mut files = names.map(|name| (name, String::new()));
    for (name, text) in &mut files {
        *text = fs::read_to_string(builtin.path().join("theme").join(*name))
            .with_context(|| format!("le thème intégré de mdBook n'a pas de {name}"))?;
    }
    Ok(files)
}

/// Applique `rule` au texte d'un fichier.
fn apply(text: &str, rule: &Rule) -> Result<String> {
    let from = rule.from.get_ref().as_str();
    let named = format!(
        "{RULES_FILE}:{}: la règle « {} »",
        rule.line,
        from.lines().next().unwrap_or_default().trim()
    );
    let found = text.matches(from).count();
    if found != rule.count {
        bail!(
            "{named} trouve {found} passage(s) dans {} de mdBook, {} attendu(s) ; \
             mdBook a changé, adaptez la règle",
            rule.file,
            rule.count
        );
    }
    let Some(until) = &rule.until else {
        return Ok(text.replace(from, &rule.to));
    };
    let passage = text.split_once(from).and_then(|(before, inside)| {
        let (_, after) = inside.split_once(until)?;
        Some(format!("{before}{}{after}", rule.to))
    });
    passage.with_context(|| {
        format!(
            "{named} : son passage ne finit pas par « {until} » dans {} de mdBook ; \
             mdBook a changé, adaptez la règle",
            rule.file
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::assert_contains;

    fn rule(texte: &str, rest: &str) -> Rule {
        let text = format!("[[regle]]\nfichier = 'index.hbs'\ntexte = '{texte}'\n{rest}");
        rules(&text).unwrap().remove(0)
    }

    #[test]
    fn le_theme_integre_se_traduit_en_entier() {
        let [(_, index), (_, book)] = files().unwrap();
        assert!(index.contains("Table des matières"));
        for removed in [
            "play.rust-lang.org",
            "Copy to clipboard",
            "ClipboardJS(",
            "onunload",
        ] {
            assert!(!book.contains(removed), "{removed}");
        }
        assert!(!index.contains("clipboard"));
        assert!(
            !index.contains("search_enabled"),
            "reste de la recherche de mdBook"
        );
    }

    /// Ce que fait une mise à jour de mdBook qui change un texte : chaque règle,
    /// une à une, perd un passage de celui qu'elle cherche.
    #[test]
    fn chaque_regle_que_mdbook_ferait_mentir_arrete_tout_et_est_nommee() {
        let rules = rules(RULES).unwrap();
        assert!(rules.len() > 50, "{} règles", rules.len());
        for (name, mut text) in builtin(FILES).unwrap() {
            for rule in rules.iter().filter(|rule| rule.file == name) {
                let from = rule.from.get_ref();
                let Err(error) = apply(&text.replacen(from, "", 1), rule) else {
                    panic!("{name} : la règle « {from} » n'arrête rien");
                };
                let message = error.to_string();
                let named = from.lines().next().unwrap_or_default().trim();
                assert!(
                    message.contains(&format!("la règle « {named} »")) && message.contains(name),
                    "{message}"
                );
                text = apply(&text, rule).unwrap();
            }
        }
    }

    #[test]
    fn une_regle_qui_ne_s_applique_plus_est_nommee_avec_sa_ligne() {
        let absent = rule("absent", "");
        let message = apply("texte", &absent).unwrap_err().to_string();
        assert!(
            message.starts_with("theme/francais.toml:3: la règle « absent »"),
            "{message}"
        );
        assert_contains(&message, &["index.hbs"]);
        assert!(apply("absent absent", &absent).is_err());
        assert_eq!(apply("un absent", &absent).unwrap(), "un ");
    }

    #[test]
    fn un_passage_va_jusqu_a_sa_fin_ou_la_regle_est_nommee() {
        let passage = rule("<a>", "jusqu_a = '</a>'\nremplacement = 'x'");
        assert_eq!(apply("0<a>1</a>2</a>", &passage).unwrap(), "0x2</a>");
        let message = apply("<a>1", &passage).unwrap_err().to_string();
        assert_contains(&message, &["« <a> »"]);
        assert!(apply("<a></a><a></a>", &passage).is_err());
    }

    #[test]
    fn une_regle_mal_ecrite_est_refusee() {
        for (text, expected) in [
            (
                "[[regle]]\nfichier = 'index.hbs'\ntext = 'a'",
                "theme/francais.toml:3: ",
            ),
            (
                "[[regle]]\nfichier = 'x.hbs'\ntexte = 'a'",
                "« x.hbs » n'est pas traduit",
            ),
        ] {
            let message = rules(text).err().unwrap().to_string();
            assert!(message.contains(expected), "{message}");
        }
    }
}
