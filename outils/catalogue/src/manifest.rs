//! `exercice.toml` : ce que l'on sait d'un exercice.

use files::FileError;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Le nom du fichier.
pub(crate) const FILE: &str = "exercice.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    pub titre: String,
    pub minutes: u32,
    pub page: String,
    #[serde(default)]
    pub temps_ordonne: Vec<String>,
    #[serde(default)]
    pub seulement_explorees: Vec<String>,
    #[serde(default)]
    pub reveils_sans_raison: bool,
    #[serde(default)]
    pub serveur: Option<PathBuf>,
    #[serde(default)]
    pub palier: Vec<Level>,
    pub depart: Rejection,
}

/// Un palier d'un exercice : ce que le lecteur fait tenir avant de passer au suivant.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Ce par quoi commence le nom de ses vérifications, suivi de `_`.
    #[serde(rename = "nom")]
    pub name: String,
    /// Ce qui s'en dit, par exemple « le client lent ».
    #[serde(rename = "titre")]
    pub title: String,
    /// Les cas du banc des serveurs qui le jugent derrière de vraies connexions.
    #[serde(rename = "cas", default)]
    pub cases: Vec<String>,
}

impl Level {
    /// Vrai si cette vérification est de ce palier.
    pub fn holds(&self, test: &str) -> bool {
        test.strip_prefix(self.name.as_str())
            .is_some_and(|rest| rest.starts_with('_'))
    }
}

/// Ce qui rejette un fichier, et ce qu'en dit le message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// L'étape qui doit le rejeter.
    #[serde(rename = "rejet")]
    pub stage: Stage,
    /// La vérification qui le rejette, la première dans l'ordre du fichier, ou le
    /// cas du banc. `None` quand c'est le compilateur, ou n'importe laquelle.
    #[serde(rename = "verification", default)]
    pub test: Option<String>,
    /// Un morceau du message.
    pub message: String,
}

/// Une étape de la vérification d'un exercice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Le compilateur.
    #[serde(rename = "compilation")]
    Compile,
    /// Les vérifications, exécutées pour de vrai.
    #[serde(rename = "natif")]
    Native,
    /// Les vérifications, dans tous les entrelacements.
    #[serde(rename = "entrelacements")]
    Interleavings,
    /// Le banc des serveurs, derrière de vraies connexions.
    #[serde(rename = "connexions")]
    Connections,
}

impl Stage {
    /// L'étape de ce nom.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        match name {
            "compilation" => Some(Self::Compile),
            "natif" => Some(Self::Native),
            "entrelacements" => Some(Self::Interleavings),
            "connexions" => Some(Self::Connections),
            _ => None,
        }
    }
}

impl Manifest {
    pub fn read(directory: &Path) -> Result<Self, FileError> {
        crate::read_toml(&directory.join(FILE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_champ_inconnu_est_refuse_avec_sa_ligne() {
        let text = "titre = \"T\"\nminutes = 5\npage = \"a/b\"\ntemp_ordonne = []\n\n[depart]\nrejet = \"natif\"\nmessage = \"m\"\n";
        let error = Manifest::read(testing::tree([(FILE, text)]).path()).unwrap_err();
        assert_eq!(error.line, 4, "{error}");
        assert!(error.message.contains("temp_ordonne"), "{error}");
    }

    #[test]
    fn une_verification_est_de_son_palier() {
        let level = Level {
            name: "lent".to_owned(),
            title: "le client lent".to_owned(),
            cases: Vec::new(),
        };
        assert!(level.holds("lent_est_evince"));
        assert!(!level.holds("lente_est_evincee") && !level.holds("lent"));
    }

    #[test]
    fn les_etapes_se_lisent_des_deux_facons() {
        #[derive(Deserialize)]
        struct One {
            s: Stage,
        }
        for name in ["compilation", "natif", "entrelacements", "connexions"] {
            let read: One = toml::from_str(&format!("s = {name:?}")).unwrap();
            assert_eq!(Some(read.s), Stage::parse(name));
        }
        assert_eq!(Stage::parse("hasard"), None);
    }
}
