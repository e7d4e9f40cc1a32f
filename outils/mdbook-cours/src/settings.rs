//! Les réglages du cours : la table `[preprocessor.cours]` de `book.toml`.

use crate::address::Address;
use files::FileError;
use mdbook_preprocessor::config::Config;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const TABLE: &str = "preprocessor.cours";

/// Les clefs que lit mdBook.
const MDBOOK_KEYS: [&str; 5] = ["command", "before", "after", "optional", "renderers"];
/// Les nôtres.
const KEYS: [&str; 5] = ["adresse", "genere", "scripts", "solutions", "styles"];

/// Où va ce qui est généré, sauf réglage.
pub const GENERATED: &str = "target/livre";

/// Ce que règle `[preprocessor.cours]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `adresse` : l'adresse publique du site, s'il en a une.
    pub address: Option<Address>,
    /// `genere` : le dossier de ce qui est généré, chemin depuis la racine.
    pub generated: PathBuf,
    /// `solutions` : les pages montrent-elles les solutions des exercices ? Oui
    /// par défaut. `cargo xtask publish --sans-solutions` dit non.
    pub solutions: bool,
    /// `styles` : les feuilles de style à réunir, chemins depuis la racine.
    pub styles: Vec<String>,
    /// `scripts` : les scripts à réunir, chemins depuis la racine.
    pub scripts: Vec<String>,
}

impl Settings {
    /// Lit les réglages de `config`, ceux du livre dont la racine est `root`.
    ///
    /// # Errors
    ///
    /// Une clef inconnue (mal écrite, elle laisserait paraître ce qu'on voulait
    /// cacher) ou une valeur impossible, avec sa ligne de `book.toml` et ce qui
    /// est attendu.
    pub fn load(root: &Path, config: &Config) -> Result<Self, FileError> {
        Self::from_config(config).map_err(|(key, message)| {
            let text = fs::read_to_string(root.join("book.toml")).unwrap_or_default();
            // Une variable d'environnement n'a pas de ligne.
            let line = text
                .lines()
                .position(|line| line.trim_start().starts_with(&key));
            FileError::new("book.toml", line.map_or(0, |line| line + 1), message)
        })
    }

    /// L'erreur est une clef et un message.
    fn from_config(config: &Config) -> Result<Self, (String, String)> {
        let table = config
            .get::<BTreeMap<String, Value>>(TABLE)
            .map_err(|_| {
                (
                    "[preprocessor".to_owned(),
                    format!("« {TABLE} » doit être une table"),
                )
            })?
            .unwrap_or_default();
        for key in table.keys() {
            if !MDBOOK_KEYS.contains(&key.as_str()) && !KEYS.contains(&key.as_str()) {
                let message = format!(
                    "« {TABLE}.{key} » n'est pas un réglage du cours ; les réglages sont {}",
                    KEYS.join(", ")
                );
                return Err((key.clone(), message));
            }
        }
        let address = read::<String>(&table, "adresse", "« https://domaine/chemin/ »")?
            .map(|address| Address::parse(&address))
            .transpose()
            .map_err(|message| ("adresse".to_owned(), format!("{TABLE}.adresse : {message}")))?;
        let files = |key| read(&table, key, "une liste de fichiers, [\"theme/x.css\"]");
        let solutions = read(
            &table,
            "solutions",
            "true (les solutions sont dans le livre) ou false (elles n'y sont pas)",
        )?;
        Ok(Self {
            address,
            generated: read(&table, "genere", "un dossier")?.unwrap_or_else(|| GENERATED.into()),
            styles: files("styles")?.unwrap_or_default(),
            scripts: files("scripts")?.unwrap_or_default(),
            solutions: solutions.unwrap_or(true),
        })
    }
}

/// La valeur de `key`, si elle est là ; `expected` dit ce qu'elle doit être.
fn read<T: DeserializeOwned>(
    table: &BTreeMap<String, Value>,
    key: &str,
    expected: &str,
) -> Result<Option<T>, (String, String)> {
    let Some(value) = table.get(key) else {
        return Ok(None);
    };
    serde_json::from_value(value.clone()).map_err(|_| {
        let message = format!("« {TABLE}.{key} = {value} » : attendu {expected}");
        (key.to_owned(), message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> Result<Settings, FileError> {
        let text =
            format!("[preprocessor.cours]\ncommand = \"x\"\nbefore = [\"links\"]\n{table}\n");
        let root = testing::tree([("book.toml", &text)]);
        Settings::load(root.path(), &text.parse().unwrap())
    }

    #[test]
    fn les_solutions_paraissent_sauf_reglage() {
        let solutions = |table| read(table).unwrap().solutions;
        assert!(solutions(""));
        assert!(solutions("solutions = true"));
        assert!(!solutions("solutions = false"));
        let empty = Settings::load(Path::new("/absent"), &Config::default());
        assert!(empty.unwrap().solutions);
    }

    #[test]
    fn l_adresse_est_lue() {
        assert_eq!(read("").unwrap().address, None);
        let settings = read("adresse = \"https://exemple.org/c\"").unwrap();
        assert_eq!(
            settings.address.unwrap().page("a.md"),
            "https://exemple.org/c/a.html"
        );
    }

    #[test]
    fn un_reglage_fautif_est_nomme() {
        for (table, expected) in [
            (
                "solutions = \"non\"",
                "« preprocessor.cours.solutions = \"non\" » : attendu true",
            ),
            ("solutions = 0", "« preprocessor.cours.solutions = 0 »"),
            (
                "solution = false",
                "« preprocessor.cours.solution » n'est pas un réglage du cours",
            ),
            ("genere = 3", "« preprocessor.cours.genere = 3 »"),
            (
                "styles = \"a.css\"",
                "« preprocessor.cours.styles = \"a.css\" » : attendu une liste",
            ),
            ("scripts = [3]", "scripts = [3] » : attendu une liste"),
            ("adresse = 3", "adresse = 3 » : attendu « https"),
            ("adresse = \"exemple.org\"", "preprocessor.cours.adresse"),
        ] {
            let error = read(table).unwrap_err();
            assert_eq!(error.line, 4, "{error}");
            assert!(error.message.contains(expected), "{error}");
        }
    }
}
