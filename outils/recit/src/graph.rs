//! Le graphe d'un programme, tel que le gardent et le lisent le livre et la page :
//! le format `*.graphe.json`, version [`VERSION`].
//!
//! Les champs vides sont omis. Ailleurs que dans les tableaux `events`, `threads`,
//! `objects` et `outputs`, un de leurs éléments est son rang. Les champs `text`,
//! `name`, `label`, `noun`, `operation` et `reason` sont des phrases, pour qui les montre ;
//! les autres sont des faits, pour qui calcule. `graphe.schema.json`, à la racine de ce
//! paquet, dit la même chose en `JSON Schema`.

use crate::ending::{Blocked, OutcomeKind, Panicked, Stopped};
use crate::event::Event;
use crate::object::{ObjectView, is_zero};
use serde::{Deserialize, Serialize};

/// La version de ce format.
pub const VERSION: u32 = 2;

/// Un graphe.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Graph {
    /// [`VERSION`].
    pub version: u32,
    /// Le nom du programme.
    pub program: String,
    /// Son texte, tel qu'il a été exploré à `reduced` près.
    pub source: String,
    /// Les constantes réduites pour l'exploration.
    pub reduced: Vec<Reduced>,
    /// Faux si une borne a arrêté l'exploration : des issues peuvent manquer.
    pub complete: bool,
    /// Ce qui l'a arrêtée : `states`, `steps`, `time`, `memory`, `interrupted`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<String>,
    /// `arbitrary` ou `ordered`.
    pub time: String,
    /// Les nombres que cite le livre.
    pub counts: Counts,
    /// Les issues, de la plus proche à la plus lointaine.
    pub outcomes: Vec<OutcomeRow>,
    /// Les étapes distinctes.
    pub events: Vec<EventRow>,
    /// Les fils, dans chacune de leurs situations.
    pub threads: Vec<ThreadRow>,
    /// Les objets, dans chacun de leurs états.
    pub objects: Vec<ObjectRow>,
    /// Les textes affichés.
    pub outputs: Vec<String>,
    /// Les états ; le premier est l'état initial.
    pub states: Vec<StateRow>,
    /// Les transitions : `[état de départ, état d'arrivée, étape]`.
    pub edges: Vec<(usize, usize, usize)>,
}

/// Une constante réduite pour l'exploration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Reduced {
    /// Son nom.
    pub constant: String,
    /// Sa valeur dans le programme.
    pub original: String,
    /// Sa valeur explorée.
    pub explored: String,
}

/// Des nombres.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Counts {
    /// Les états.
    pub states: usize,
    /// Les transitions.
    pub edges: usize,
    /// Les issues.
    pub outcomes: usize,
    /// Les exécutions, en décimal ; `None` s'il y en a une infinité.
    pub paths: Option<String>,
}

/// Une issue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OutcomeRow {
    /// Comment le programme finit.
    pub kind: OutcomeKind,
    /// Son signe et son nom.
    pub label: String,
    /// Le nom d'une mauvaise fin, avec son article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noun: Option<String>,
    /// Ce qu'il a affiché.
    pub stdout: String,
    /// Les fils qui attendent sans fin.
    pub blocked: Vec<BlockedRow>,
    /// Les fils qui ont paniqué.
    pub panicked: Vec<Panicked>,
    /// Ce qui a mis fin au processus, pour une erreur ou un arrêt brutal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
    /// Le nombre d'exécutions qui y mènent, comme dans [`Counts`].
    pub paths: Option<String>,
    /// Son état.
    pub state: usize,
    /// Un plus court chemin : des rangs dans `edges`.
    pub schedule: Vec<usize>,
}

/// Un fil qui attend sans fin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BlockedRow {
    /// Ce qu'il en est.
    #[serde(flatten)]
    pub blocked: Blocked,
    /// Ce qu'il voudrait faire.
    pub operation: String,
    /// Pourquoi il attend.
    pub reason: String,
}

/// Une étape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EventRow {
    /// Ce qu'il en est.
    #[serde(flatten)]
    pub event: Event,
    /// Ce qui se passe.
    pub text: String,
}

/// Où en est un fil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ThreadState {
    /// Il peut avancer.
    Ready,
    /// Il attend.
    Waiting,
    /// Il a fini.
    Ended,
    /// Une panique l'a arrêté.
    Panicked,
}

impl ThreadState {
    /// Ce qu'on dit d'un fil qui n'avancera plus ; `None` s'il avancera peut-être.
    pub fn ended(self) -> Option<&'static str> {
        match self {
            Self::Ready | Self::Waiting => None,
            Self::Ended => Some("terminé"),
            Self::Panicked => Some("arrêté par une panique"),
        }
    }
}

/// Un fil dans un état.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ThreadRow {
    /// Son nom.
    pub name: String,
    /// Où il en est.
    pub state: ThreadState,
    /// Sa ligne, 0 s'il a fini ou si elle est inconnue.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub line: u32,
    /// Sa prochaine opération, ou comment il a fini.
    pub text: String,
    /// Pourquoi il attend.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Un objet dans un état.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ObjectRow {
    /// Ce qu'il en est.
    #[serde(flatten)]
    pub view: ObjectView,
    /// Son nom.
    pub name: String,
    /// Le nom de sa sorte.
    pub label: String,
}

/// Un état.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StateRow {
    /// Ses fils : des rangs dans `threads`.
    pub t: Vec<usize>,
    /// Ses objets : des rangs dans `objects`.
    pub o: Vec<usize>,
    /// Ce qui a été affiché : un rang dans `outputs`.
    pub out: usize,
    /// L'issue, si le programme finit là : un rang dans `outcomes`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::Graph;
    use schemars::Schema;
    use schemars::transform::{RecursiveTransform, Transform as _};
    use std::path::Path;
    use std::{env, fs};

    /// Un objet n'a que les champs que dit son type.
    fn close(schema: &mut Schema) {
        if schema.get("properties").is_some() && schema.get("const").is_none() {
            schema.insert("unevaluatedProperties".to_owned(), false.into());
        }
    }

    #[test]
    fn le_schema_ecrit_est_celui_du_format() {
        let mut schema = schemars::schema_for!(Graph);
        RecursiveTransform(close).transform(&mut schema);
        let expected = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphe.schema.json");
        if fs::read_to_string(&kept).is_ok_and(|text| text == expected) {
            return;
        }
        let fresh = env::temp_dir().join("graphe.schema.json");
        fs::write(&fresh, expected).unwrap();
        panic!(
            "le format a changé : `VERSION` change aussi, puis lancez « cp {} {} »",
            fresh.display(),
            kept.display()
        );
    }
}
