//! Chaque bloc de code a une vérification : skeptic pour `rust`, les tests des
//! programmes pour ce qui en est inclus, ce fichier pour le reste.

use super::markdown::{self, CodeBlock};
use super::page::{self, Page};
use crate::commands::shell;
use catalogue::FOLDER;
use mdbook_cours::page::calls::calls;
use std::path::Path;

/// Les mots qui peuvent suivre `rust`.
const RUST_ATTRIBUTES: [&str; 4] = ["no_run", "should_panic", "edition2024", "editable"];
const LANGUAGES: &str = "rust, toml, console, mermaid, et go ou text pour un fichier de listings/";

/// Les blocs de `page` que rien ne vérifie, ou qui se trompent.
pub fn check(page: &Page) -> Vec<String> {
    let mut errors = Vec::new();
    for block in markdown::blocks(&page.text) {
        for (line, message) in check_block(page, &block) {
            let opening = mdbook_cours::error::line_of(&page.text, block.start);
            errors.push(page.error(opening + line, &message));
        }
    }
    for (start, html) in markdown::html(&page.text) {
        if html.to_ascii_lowercase().contains("<pre") {
            errors.push(page.error_at(
                start,
                "du code dans `<pre>` : rien ne le vérifie, écrivez un bloc ```",
            ));
        }
    }
    errors
}

/// Les reproches faits à un bloc ; chacun a sa ligne, comptée depuis celle qui
/// ouvre le bloc.
fn check_block(page: &Page, block: &CodeBlock) -> Vec<(usize, String)> {
    let whole = |message: String| vec![(0, message)];
    let Some(info) = &block.info else {
        return whole(
            "bloc indenté : rien ne le vérifie, écrivez un bloc ``` avec son langage".to_owned(),
        );
    };
    let mut words = info.split([',', ' ', '\t']).filter(|word| !word.is_empty());
    let language = words.next().unwrap_or_default();
    let attributes: Vec<&str> = words.collect();
    if let Err(message) = check_attributes(language, &attributes) {
        return whole(message);
    }
    match language {
        "rust" | "go" | "text" if !page.in_book() => whole(format!(
            "bloc `{language}` hors du livre : rien ne le vérifie ; donnez plutôt un lien vers le fichier"
        )),
        "rust" | "mermaid" => Vec::new(),
        "go" | "text" if includes_a_listing(page, &block.body) => Vec::new(),
        "go" | "text" => whole(format!(
            "bloc `{language}` écrit à la main : rien ne le vérifie ; montrez le programme par \
             `{{{{#listing chapitre/nom}}}}`, ou n'y mettez qu'un `{{{{#include …}}}}` d'un fichier de listings/, ou de ce qu'un exercice montre : son programme Go, un relevé"
        )),
        "toml" => match block.body.parse::<toml::Table>() {
            Ok(_) => Vec::new(),
            Err(error) => whole(format!("ce n'est pas du TOML : {}", error.message())),
        },
        "console" => shell::check_block(&block.body),
        "" => whole(format!("bloc sans langage ; choisissez : {LANGUAGES}")),
        other => whole(format!(
            "bloc `{other}` : rien ne vérifie ce langage ; choisissez : {LANGUAGES}"
        )),
    }
}

fn check_attributes(language: &str, attributes: &[&str]) -> Result<(), String> {
    for attribute in attributes {
        match *attribute {
            "compile_fail" => {
                return Err(
                    "`compile_fail` n'est pas vérifié : mettez ce programme dans \
                     listings/<chapitre>/refus/ et montrez-le par `{{#refus chapitre/nom}}`"
                        .to_owned(),
                );
            }
            "ignore" => {
                return Err(
                    "`ignore` cache ce bloc aux tests : `no_run` s'il ne doit pas être lancé, \
                     `{{#refus chapitre/nom}}` s'il ne doit pas compiler"
                        .to_owned(),
                );
            }
            known if language == "rust" && RUST_ATTRIBUTES.contains(&known) => {}
            unknown if language == "rust" => {
                return Err(format!(
                    "attribut inconnu « {unknown} » ; après `rust` : {}",
                    RUST_ATTRIBUTES.join(", ")
                ));
            }
            // Le rapport d'un outil, qui se replie dans une colonne étroite.
            "rapport" if language == "text" => {}
            unknown => {
                return Err(format!(
                    "`{language}` ne prend pas d'attribut : enlevez « {unknown} »"
                ));
            }
        }
    }
    Ok(())
}

/// Vrai si `body` n'est qu'un `{{#include …}}` d'un fichier de `listings/`, ou du
/// programme Go d'un exercice, ou d'un de ses relevés, que ses tests comparent.
fn includes_a_listing(page: &Page, body: &str) -> bool {
    let found = calls(body);
    let [include] = &found[..] else { return false };
    let file = include.argument.split(':').next().unwrap_or_default();
    let path = page::clean(&page.directory().join(file));
    include.name == "include"
        && body[include.range.clone()] == *body.trim()
        && (path.starts_with("listings") || is_shown_by_an_exercise(&path))
        && testing::root().join(path).is_file()
}

/// Ce qu'un énoncé peut montrer de son dossier.
const SHOWN: [&str; 3] = ["programme.go", "programme.txt", "piles.txt"];

/// Vrai si `path` est un de ces fichiers, dans le dossier d'un exercice.
fn is_shown_by_an_exercise(path: &Path) -> bool {
    let named = |name| path.file_name().is_some_and(|found| found == name);
    path.starts_with(FOLDER) && SHOWN.into_iter().any(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(file: &str, text: &str) -> Vec<String> {
        check(&Page::new(file, text))
    }

    fn fence(info: &str, body: &str) -> String {
        format!("# T\n\n```{info}\n{body}\n```\n")
    }

    #[test]
    fn ce_qui_est_verifie_ailleurs_est_permis() {
        for (info, body) in [
            ("rust", "fn main() {}"),
            ("rust,no_run", "fn main() {}"),
            ("rust, should_panic editable", "fn main() {}"),
            ("rust edition2024", "fn main() {}"),
            (
                "go",
                "{{#include ../../listings/synchronisation/waitgroup.go}}",
            ),
            (
                "text",
                "{{#include ../../listings/synchronisation/waitgroup.sortie:1:2}}",
            ),
            (
                "go",
                "{{#include ../../exercices/13_traduire_go/programme.go}}",
            ),
            (
                "text,rapport",
                "{{#include ../../exercices/17_trouver_la_ligne/piles.txt}}",
            ),
            (
                "text,rapport",
                "{{#include ../../listings/synchronisation/waitgroup.sortie}}",
            ),
            ("toml", "[dependencies]\ncrossbeam-channel = \"0.5\""),
            ("console", "cargo run --bin rendez_vous"),
            ("mermaid", "flowchart TB"),
        ] {
            assert_eq!(run("src/a/p.md", &fence(info, body)), [""; 0], "{info}");
        }
    }

    #[test]
    fn ce_que_rien_ne_verifie_est_refuse() {
        for (info, body, expected) in [
            ("", "x", "bloc sans langage"),
            ("python", "x", "bloc `python`"),
            ("Rust", "x", "bloc `Rust`"),
            ("rust,ignore", "x", "`ignore` cache ce bloc"),
            ("ignore", "x", "bloc `ignore`"),
            ("rust,compile_fail", "x", "{{#refus chapitre/nom}}"),
            ("rust,noplayground", "x", "« noplayground »"),
            ("mermaid,editable", "x", "« editable »"),
            ("go", "package main", "écrit à la main"),
            ("text", "Bonjour", "écrit à la main"),
            (
                "text",
                "{{#include ../../listings/absent.sortie}}",
                "écrit à la main",
            ),
            ("text", "{{#include ../../book.toml}}", "écrit à la main"),
            (
                "text",
                "{{#include ../../exercices/13_traduire_go/indices.md}}",
                "écrit à la main",
            ),
            (
                "go",
                "a\n{{#include ../../listings/synchronisation/waitgroup.go}}",
                "écrit à la main",
            ),
            ("toml", "a = ", "ce n'est pas du TOML"),
            ("console", "cargo rune", "cargo rune"),
        ] {
            let errors = run("src/a/p.md", &fence(info, body));
            assert_eq!(errors.len(), 1, "{info} : {errors:?}");
            assert!(errors[0].contains(expected), "{info} : {errors:?}");
            let line = if info == "console" { 4 } else { 3 };
            let place = format!("src/a/p.md:{line} : ");
            assert!(errors[0].starts_with(&place), "{errors:?}");
        }
    }

    #[test]
    fn un_bloc_indente_ou_en_html_est_refuse() {
        let errors = run("src/p.md", "# T\n\n    let x = 1;\n\n<pre>\nx\n</pre>\n");
        assert_eq!(errors.len(), 2, "{errors:?}");
        assert!(
            errors[0].starts_with("src/p.md:3 : bloc indenté"),
            "{errors:?}"
        );
        assert!(errors[1].starts_with("src/p.md:5 : du code"), "{errors:?}");
    }

    #[test]
    fn toutes_les_erreurs_sont_dites_a_la_fois() {
        let text = fence("", "x") + &fence("python", "x");
        assert_eq!(run("src/p.md", &text).len(), 2);
    }

    #[test]
    fn le_readme_n_a_pas_de_programme() {
        assert_eq!(
            run("README.md", &fence("console", "cargo xtask serve")),
            [""; 0]
        );
        for info in ["rust", "go", "text"] {
            let errors = run("README.md", &fence(info, "x"));
            assert!(errors[0].contains("hors du livre"), "{errors:?}");
        }
    }
}
