//! Les styles et les scripts du thème, réunis.
//!
//! Un fichier par sujet se lit mieux ; un seul se charge plus vite, car chaque
//! requête d'un téléphone coûte un aller-retour. `styles` et `scripts`, dans
//! `book.toml`, nomment les fichiers, dans l'ordre ; `theme/assemble.css` et
//! `theme/assemble.js` les contiennent tous.

use crate::error::PageError;
use crate::files::write_if_changed;
use crate::settings::Settings;
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Écrit les deux fichiers du livre dont la racine est `root`, chacun s'il a de
/// quoi être écrit.
///
/// # Errors
///
/// Un fichier nommé par `book.toml` qui ne se lit pas, avec la ligne qui le
/// nomme ; l'erreur d'écriture.
pub fn write(root: &Path, settings: &Settings) -> Result<()> {
    if !settings.styles.is_empty() {
        let sheet = join(root, &settings.styles, |style| style.to_owned())?;
        write_if_changed(&root.join("theme/assemble.css"), sheet.as_bytes())?;
    }
    if !settings.scripts.is_empty() {
        let script = join(root, &settings.scripts, isolate)?;
        let script = format!("'use strict';\n{script}");
        write_if_changed(&root.join("theme/assemble.js"), script.as_bytes())?;
    }
    Ok(())
}

/// Un script qui échoue n'arrête pas les suivants, comme s'ils étaient à part.
fn isolate(script: &str) -> String {
    format!("try {{\n{script}}} catch (error) {{\n    reportError(error);\n}}\n")
}

fn join(root: &Path, names: &[String], wrap: impl Fn(&str) -> String) -> Result<String, PageError> {
    names
        .iter()
        .map(|name| {
            let text = fs::read_to_string(root.join(name)).map_err(|error| {
                let settings = fs::read_to_string(root.join("book.toml")).unwrap_or_default();
                let quoted = format!("\"{name}\"");
                let line = settings.lines().position(|line| line.contains(&quoted));
                PageError::new(
                    "book.toml",
                    line.map_or(0, |line| line + 1),
                    format!("« {name} », à réunir, ne se lit pas : {error}"),
                )
            })?;
            Ok(format!("/* {name} */\n{}", wrap(&text)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("theme")).unwrap();
        for (name, text) in files {
            fs::write(root.path().join(name), text).unwrap();
        }
        root
    }

    fn settings(styles: &[&str], scripts: &[&str]) -> Settings {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Settings {
            address: None,
            solutions: true,
            styles: owned(styles),
            scripts: owned(scripts),
        }
    }

    #[test]
    fn les_fichiers_se_suivent_dans_l_ordre_voulu() {
        let root = book(&[
            ("theme/b.css", "b {}\n"),
            ("theme/a.css", "a {}\n"),
            ("theme/a.js", "f();\n"),
        ]);
        let all = settings(&["theme/b.css", "theme/a.css"], &["theme/a.js"]);
        write(root.path(), &all).unwrap();
        let read = |name: &str| fs::read_to_string(root.path().join(name)).unwrap();
        assert_eq!(
            read("theme/assemble.css"),
            "/* theme/b.css */\nb {}\n/* theme/a.css */\na {}\n"
        );
        assert_eq!(
            read("theme/assemble.js"),
            "'use strict';\n/* theme/a.js */\ntry {\nf();\n} catch (error) {\n    reportError(error);\n}\n"
        );
    }

    #[test]
    fn sans_reglage_rien_n_est_ecrit() {
        let root = book(&[]);
        write(root.path(), &settings(&[], &[])).unwrap();
        assert_eq!(fs::read_dir(root.path().join("theme")).unwrap().count(), 0);
    }

    #[test]
    fn un_fichier_absent_est_nomme_avec_sa_ligne() {
        let root = book(&[(
            "book.toml",
            "[a]\nstyles = [\n    \"theme/absent.css\",\n]\n",
        )]);
        let error = write(root.path(), &settings(&["theme/absent.css"], &[])).unwrap_err();
        let message = error.to_string();
        assert!(
            message.starts_with("book.toml:3: « theme/absent.css », à réunir, ne se lit pas"),
            "{message}"
        );
    }
}
