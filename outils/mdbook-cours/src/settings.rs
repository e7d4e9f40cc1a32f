//! Les réglages du cours : la table `[preprocessor.cours]` de `book.toml`.

use crate::address::Address;
use crate::error::PageError;
use mdbook_preprocessor::config::Config;
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
    pub fn load(root: &Path, config: &Config) -> Result<Self, PageError> {
        Self::from_config(config).map_err(|(key, message)| {
            let text = fs::read_to_string(root.join("book.toml")).unwrap_or_default();
            // Une variable d'environnement n'a pas de ligne.
            let line = text
                .lines()
                .position(|line| line.trim_start().starts_with(&key));
            PageError::new("book.toml", line.map_or(0, |line| line + 1), message)
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
        let at = |key: &str| {
            let key = key.to_owned();
            move |message| (key, message)
        };
        let address = table.get("adresse").map(address).transpose();
        let solutions = table.get("solutions").map(solutions).transpose();
        let generated = table.get("genere").map(folder).transpose();
        let styles = table.get("styles").map(files).transpose();
        let scripts = table.get("scripts").map(files).transpose();
        Ok(Self {
            address: address.map_err(at("adresse"))?,
            generated: generated
                .map_err(at("genere"))?
                .unwrap_or_else(|| GENERATED.into()),
            styles: styles.map_err(at("styles"))?.unwrap_or_default(),
            scripts: scripts.map_err(at("scripts"))?.unwrap_or_default(),
            solutions: solutions.map_err(at("solutions"))?.unwrap_or(true),
        })
    }
}

fn address(value: &Value) -> Result<Address, String> {
    let text = value.as_str().map(str::to_owned);
    Address::parse(&text.unwrap_or_else(|| value.to_string()))
        .map_err(|message| format!("{TABLE}.adresse : {message}"))
}

fn folder(value: &Value) -> Result<PathBuf, String> {
    let folder = value.as_str().map(PathBuf::from);
    folder.ok_or_else(|| format!("« {TABLE}.genere = {value} » : attendu un dossier"))
}

fn files(value: &Value) -> Result<Vec<String>, String> {
    serde_json::from_value(value.clone())
        .map_err(|_| format!("« {value} » : attendu une liste de fichiers, [\"theme/x.css\"]"))
}

fn solutions(value: &Value) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| {
        format!(
            "« {TABLE}.solutions = {value} » : attendu true (les solutions sont dans le livre) \
             ou false (elles n'y sont pas)"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> Result<Settings, PageError> {
        let text =
            format!("[preprocessor.cours]\ncommand = \"x\"\nbefore = [\"links\"]\n{table}\n");
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("book.toml"), &text).unwrap();
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
            ("styles = \"a.css\"", "« \"a.css\" » : attendu une liste"),
            ("scripts = [3]", "« [3] » : attendu une liste"),
            ("adresse = 3", "adresse publique « 3 »"),
            ("adresse = \"exemple.org\"", "preprocessor.cours.adresse"),
        ] {
            let error = read(table).unwrap_err();
            assert_eq!(error.line, 4, "{error}");
            assert!(error.message.contains(expected), "{error}");
        }
    }
}
