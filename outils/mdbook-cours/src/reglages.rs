//! Les réglages du cours : la table `[preprocessor.cours]` de `book.toml`.

use crate::adresse::Address;
use anyhow::{Context, Result, bail};
use mdbook_preprocessor::config::Config;
use std::collections::BTreeMap;

const TABLE: &str = "preprocessor.cours";

/// Les clefs que lit mdBook.
const MDBOOK_KEYS: [&str; 5] = ["command", "before", "after", "optional", "renderers"];
/// Les nôtres.
const KEYS: [&str; 2] = ["adresse", "solutions"];

/// Ce que règle `[preprocessor.cours]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `adresse` : l'adresse publique du site, s'il en a une.
    pub address: Option<Address>,
    /// `solutions` : les pages montrent-elles les solutions des exercices ? Oui
    /// par défaut. `cargo xtask publish --sans-solutions` dit non.
    pub solutions: bool,
}

impl Settings {
    /// Lit les réglages de `config`.
    ///
    /// # Errors
    ///
    /// Une clef inconnue (mal écrite, elle laisserait paraître ce qu'on voulait
    /// cacher) ou une valeur impossible, avec ce qui est attendu.
    pub fn from_config(config: &Config) -> Result<Self> {
        type Table = BTreeMap<String, serde_json::Value>;
        let table = config
            .get::<Table>(TABLE)
            .with_context(|| format!("book.toml : « {TABLE} » doit être une table"))?
            .unwrap_or_default();
        for key in table.keys() {
            if !MDBOOK_KEYS.contains(&key.as_str()) && !KEYS.contains(&key.as_str()) {
                bail!(
                    "book.toml : « {TABLE}.{key} » n'est pas un réglage du cours ; les réglages sont {}",
                    KEYS.join(", ")
                );
            }
        }
        let address = match table.get("adresse") {
            None => None,
            Some(value) => {
                let address = value.as_str().map(str::to_owned);
                let address = address.unwrap_or_else(|| value.to_string());
                match Address::parse(&address) {
                    Ok(address) => Some(address),
                    Err(message) => bail!("book.toml : {TABLE}.adresse : {message}"),
                }
            }
        };
        let solutions = match table.get("solutions") {
            None => true,
            Some(serde_json::Value::Bool(shown)) => *shown,
            Some(value) => bail!(
                "book.toml : « {TABLE}.solutions = {value} » : attendu true (les solutions sont dans le livre) \
                 ou false (elles n'y sont pas)"
            ),
        };
        Ok(Self { address, solutions })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> Result<Settings> {
        let text =
            format!("[preprocessor.cours]\ncommand = \"x\"\nbefore = [\"links\"]\n{table}\n");
        Settings::from_config(&text.parse().unwrap())
    }

    #[test]
    fn les_solutions_paraissent_sauf_reglage() {
        let solutions = |table| read(table).unwrap().solutions;
        assert!(solutions(""));
        assert!(solutions("solutions = true"));
        assert!(!solutions("solutions = false"));
        assert!(Settings::from_config(&Config::default()).unwrap().solutions);
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
            ("adresse = 3", "adresse publique « 3 »"),
            ("adresse = \"exemple.org\"", "preprocessor.cours.adresse"),
        ] {
            let message = read(table).unwrap_err().to_string();
            assert!(message.contains(expected), "{message}");
        }
    }
}
