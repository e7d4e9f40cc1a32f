//! Chaque programme du livre est montré par une page ; celle qui montre un
//! programme refusé nomme le code de son erreur.

use super::page::Page;
use mdbook_cours::page::calls::calls;
use mdbook_cours::program::refusal::Refusal;
use std::path::Path;
use walkdir::WalkDir;

/// Un programme que rustc refuse.
pub struct Refused {
    /// « chapitre/nom ».
    pub reference: String,
    /// Le code de son erreur, par exemple « E0382 », si rustc lui en donne un ; le
    /// reproche s'il ne se lit pas.
    pub code: Result<Option<String>, String>,
}

/// Les programmes refusés, `<chapitre>/refus/<nom>.rs` sous `listings_dir`.
pub fn refused(listings_dir: &Path) -> Vec<Refused> {
    WalkDir::new(listings_dir)
        .min_depth(3)
        .max_depth(3)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("listings/ se parcourt").into_path())
        .filter_map(|path| {
            let chapter = path.strip_prefix(listings_dir).ok()?.iter().next()?;
            let is_refused = path.parent()?.ends_with("refus") && path.extension()? == "rs";
            let name = path.file_stem()?;
            is_refused.then(|| format!("{}/{}", chapter.display(), name.display()))
        })
        .map(|reference| Refused {
            code: Refusal::load(listings_dir, &reference)
                .map(|refus| refus.code)
                .map_err(|messages| messages.join("\n")),
            reference,
        })
        .collect()
}

/// Les programmes dont la mission n'est pas écrite : celle que suggère le graphe n'apprend
/// souvent rien.
pub fn without_mission(listings: &[String], listings_dir: &Path) -> Vec<String> {
    let missing = listings.iter().filter(|reference| {
        let mission = listings_dir.join(format!("{reference}.mission.toml"));
        !mission.is_file()
    });
    missing
        .map(|reference| {
            format!(
                "listings/{reference}.rs:1 : il n'a pas de mission : écrivez listings/{reference}.mission.toml"
            )
        })
        .collect()
}

/// Les programmes qu'aucune page ne montre, et les codes qu'aucune ne nomme.
pub fn check(listings: &[String], refused: &[Refused], pages: &[Page]) -> Vec<String> {
    let mut errors = Vec::new();
    for reference in listings {
        if shown(pages, "listing", reference).is_empty() {
            errors.push(format!(
                "listings/{reference}.rs:1 : aucune page ne le montre : ajoutez-y `{{{{#listing {reference}}}}}`"
            ));
        }
    }
    for program in refused {
        let reference = &program.reference;
        let file = reference.replace('/', "/refus/");
        let code = match &program.code {
            Ok(code) => code,
            Err(message) => {
                errors.push(format!("listings/{file}.rs:1 : {message}"));
                continue;
            }
        };
        let pages = shown(pages, "refus", reference);
        if pages.is_empty() {
            errors.push(format!(
                "listings/{file}.rs:1 : aucune page ne le montre : ajoutez-y `{{{{#refus {reference}}}}}`"
            ));
        }
        let Some(code) = code else { continue };
        for (page, line) in pages {
            if !names(&page.text, code) {
                errors.push(page.error(
                    line,
                    &format!("« {reference} » est refusé avec {code} : le texte de la page doit nommer ce code"),
                ));
            }
        }
    }
    errors
}

/// Les pages qui montrent `reference` par la directive `name`, et la ligne de
/// celle-ci.
fn shown<'a>(pages: &'a [Page], name: &str, reference: &str) -> Vec<(&'a Page, usize)> {
    pages
        .iter()
        .filter_map(|page| {
            let directive = calls(&page.text)
                .into_iter()
                .find(|directive| directive.name == name && directive.argument == reference)?;
            Some((page, directive.line))
        })
        .collect()
}

/// Vrai si `code` est un mot de `text`.
fn names(text: &str, code: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| word == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Vec<String> {
        let refused = Refused {
            reference: "c/b".to_owned(),
            code: Ok(Some("E0382".to_owned())),
        };
        let page = Page::new("src/p.md", text);
        check(&["c/a".to_owned()], &[refused], &[page])
    }

    #[test]
    fn un_programme_montre_et_un_code_nomme_suffisent() {
        let text = "{{#listing c/a}}\n{{#refus c/b}}\nL'erreur `E0382` dit…\n";
        assert_eq!(run(text), [""; 0]);
    }

    #[test]
    fn un_programme_sans_mission_est_nomme() {
        let dir = testing::tree([("c/a.mission.toml", "")]);
        let listings = ["c/a", "c/b"].map(ToOwned::to_owned);
        let errors = without_mission(&listings, dir.path());
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(errors[0].starts_with("listings/c/b.rs:1 : "), "{errors:?}");
    }

    #[test]
    fn un_programme_oublie_est_nomme() {
        let errors = run("{{#listing c/ab}}\n\\{{#refus c/b}} {{#refus c/a}}\n");
        assert_eq!(errors.len(), 2, "{errors:?}");
        assert!(errors[0].starts_with("listings/c/a.rs:1 : "), "{errors:?}");
        assert!(
            errors[1].starts_with("listings/c/refus/b.rs:1 : "),
            "{errors:?}"
        );
    }

    #[test]
    fn un_code_que_la_page_ne_nomme_pas_est_dit() {
        let errors = run("{{#listing c/a}}\n{{#refus c/b}}\nE03820, E0383\n");
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(errors[0].starts_with("src/p.md:2 : "), "{errors:?}");
        assert!(errors[0].contains("E0382"), "{errors:?}");
    }

    #[test]
    fn un_message_de_refus_illisible_est_dit() {
        let refused = Refused {
            reference: "c/b".to_owned(),
            code: Err("il manque b.stderr".to_owned()),
        };
        let errors = check(&[], &[refused], &[]);
        assert_eq!(errors, ["listings/c/refus/b.rs:1 : il manque b.stderr"]);
    }
}
