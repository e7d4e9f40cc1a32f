//! Les styles et les scripts du thème.
//!
//! `styles` et `scripts`, dans `book.toml`, nomment les fichiers, dans l'ordre. Les
//! styles sont réunis en un. Chaque script reste à part : celui qu'un navigateur ne
//! sait pas lire laisse marcher les autres. Tous sont allégés. Le nom d'un fichier change avec son
//! contenu : aucun cache n'en sert un autre.

use super::light;
use crate::folders::File;
use crate::settings::Settings;
use crate::stamp::stamp;
use anyhow::{Result, bail};
use files::FileError;
use std::fs;
use std::path::Path;

/// Les fichiers du thème, chemins depuis la racine du site.
#[derive(Debug, Default)]
pub struct Assembled {
    /// La feuille de style, si `book.toml` en demande.
    pub style: Option<File>,
    /// Les scripts, dans l'ordre où la page les charge.
    pub scripts: Vec<File>,
}

impl Assembled {
    /// Lit ce que nomment les réglages du livre dont la racine est `root`.
    ///
    /// # Errors
    ///
    /// Un fichier nommé par `book.toml` qui ne se lit pas, avec la ligne qui le
    /// nomme.
    pub fn new(root: &Path, settings: &Settings) -> Result<Self> {
        let mut assembled = Self::default();
        if !settings.styles.is_empty() {
            let mut sheet = String::new();
            for name in &settings.styles {
                sheet.push_str(&read(root, name)?);
            }
            assembled.style = Some(named("styles", "css", &light::style(&sheet)));
        }
        for name in &settings.scripts {
            let stem = Path::new(name).file_stem().unwrap_or_default();
            let script = light::script(name, &read(root, name)?)?;
            let script = named(&stem.to_string_lossy(), "js", &script);
            assembled.scripts.push(script);
        }
        Ok(assembled)
    }

    /// Ajoute un script `name`, chargé avant les autres.
    pub fn with_data(mut self, name: &str, script: &str) -> Self {
        self.scripts.insert(0, named(name, "js", script));
        self
    }

    /// Ce qui charge le style, dans une page d'où `root` mène à la racine du site.
    pub fn style_links(&self, root: &str) -> String {
        let link = |(path, _): &File| {
            format!(
                "<link rel=\"stylesheet\" href=\"{root}{}\">\n",
                path.display()
            )
        };
        self.style.iter().map(link).collect()
    }

    /// Le gabarit `template` de mdBook, qui charge aussi ces fichiers : le style
    /// après les siens, les scripts après le sien. Ceux-ci passent dans leur ordre, une
    /// fois la page lue : aucun ne la retient.
    ///
    /// # Errors
    ///
    /// Un gabarit sans l'endroit où mdBook met les styles et les scripts ajoutés.
    pub fn link(&self, template: &str) -> Result<String> {
        const ROOT: &str = "{{ path_to_root }}";
        let script = |(path, _): &File| {
            format!("<script defer src=\"{ROOT}{}\"></script>\n", path.display())
        };
        let mut text = template.to_owned();
        for (place, html) in [
            ("{{#each additional_css}}", self.style_links(ROOT)),
            (
                "{{#each additional_js}}",
                self.scripts.iter().map(script).collect(),
            ),
        ] {
            if text.matches(place).count() != 1 {
                bail!("le gabarit de mdBook n'a pas, ou plus, un seul « {place} »");
            }
            text = text.replace(place, &format!("{html}{place}"));
        }
        Ok(text)
    }
}

/// Un fichier du site dont le nom dit le contenu.
fn named(name: &str, extension: &str, text: &str) -> File {
    let path = format!("genere/{name}-{}.{extension}", stamp(text));
    (path.into(), text.into())
}

/// Le texte du fichier `name`, que nomme `book.toml`.
fn read(root: &Path, name: &str) -> Result<String, FileError> {
    fs::read_to_string(root.join(name)).map_err(|error| {
        let settings = fs::read_to_string(root.join("book.toml")).unwrap_or_default();
        let quoted = format!("\"{name}\"");
        let line = settings.lines().position(|line| line.contains(&quoted));
        FileError::new(
            "book.toml",
            line.map_or(0, |line| line + 1),
            format!("« {name} » ne se lit pas : {error}"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::{assert_contains, tree};

    fn settings(styles: &[&str], scripts: &[&str]) -> Settings {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Settings {
            address: None,
            generated: "target/livre".into(),
            solutions: true,
            styles: owned(styles),
            scripts: owned(scripts),
        }
    }

    #[test]
    fn les_fichiers_se_suivent_dans_l_ordre_voulu() {
        let root = tree([
            ("theme/b.css", "b {}\n"),
            ("theme/a.css", "a {}\n"),
            ("theme/a.js", "f();\n"),
            ("theme/b.js", "g();\n"),
        ]);
        let all = settings(
            &["theme/b.css", "theme/a.css"],
            &["theme/b.js", "theme/a.js"],
        );
        let all = Assembled::new(root.path(), &all).unwrap();
        let text = |(_, text): &File| String::from_utf8(text.clone()).unwrap();
        let style = all.style.as_ref().unwrap();
        assert_eq!(text(style), "b {}\na {}\n");
        let scripts: Vec<String> = all.scripts.iter().map(text).collect();
        assert_eq!(scripts, ["g();", "f();"], "chacun à part");
    }

    #[test]
    fn le_gabarit_charge_ces_fichiers_et_eux_seuls() {
        const TEMPLATE: &str = "a {{#each additional_css}} b {{#each additional_js}} c";
        let root = tree([("theme/a.css", "a {}\n")]);
        let none = Assembled::new(root.path(), &settings(&[], &[])).unwrap();
        assert_eq!(none.link(TEMPLATE).unwrap(), TEMPLATE);
        assert!(none.link("a").is_err());

        let all = Assembled::new(root.path(), &settings(&["theme/a.css"], &[])).unwrap();
        let page = all.with_data("lessons", "x").link(TEMPLATE).unwrap();
        for (asset, after) in [("styles-", "css"), ("lessons-", "js")] {
            let (start, end) = (page.find(asset).unwrap(), format!("additional_{after}"));
            assert!(start < page.find(&end).unwrap(), "{page}");
        }
        assert_contains(&page, &["{{ path_to_root }}genere/styles-"]);
    }

    #[test]
    fn un_fichier_absent_est_nomme_avec_sa_ligne() {
        let root = tree([(
            "book.toml",
            "[a]\nstyles = [\n    \"theme/absent.css\",\n]\n",
        )]);
        let error = Assembled::new(root.path(), &settings(&["theme/absent.css"], &[])).unwrap_err();
        let message = error.to_string();
        assert!(
            message.starts_with("book.toml:3: « theme/absent.css » ne se lit pas"),
            "{message}"
        );
    }
}
