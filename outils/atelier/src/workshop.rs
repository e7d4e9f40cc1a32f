//! L'atelier : le programme du lecteur, exécuté et exploré sur sa machine.
//!
//! | demande | réponse |
//! |---|---|
//! | `POST /atelier/explorer` `{"programme": …, "temps"?: "ordonne" \| "quelconque", "constantes"?: {"N": 3}}` | le graphe, celui de `cargo xtask explore --json` |
//! | `POST /atelier/executer` `{"programme": …}` | un [`Event`] par ligne, en JSON, à mesure ; le dernier dit la fin |
//! | `GET /atelier/etat` | ce qui se fait, depuis quand, et combien attendent |
//! | `GET /atelier/exercices` | où en est chaque exercice, dans l'ordre du cours |
//! | `GET /atelier/exercices/<nom>` | le fichier du lecteur, et son empreinte |
//! | `POST /atelier/exercices/<nom>/enregistrer` `{"texte": …, "empreinte": …}` | le même, enregistré |
//! | `POST /atelier/exercices/<nom>/recommencer`, de même | le fichier de départ ; celui du lecteur est gardé |
//! | `POST /atelier/exercices/<nom>/verifier`, de même | un [`Checking`](exercises::Checking) par ligne, à mesure |
//!
//! Chacune porte le jeton dans l'en-tête `X-Atelier`. Une erreur est un [`Answer`] :
//! son `message` est en français. Fermer la connexion annule ce qu'elle demandait.

mod answer;
mod exercise_routes;
pub mod exercises;
mod queue;
mod routes;

use exercises::Exercises;

pub use answer::{Answer, Line, Refusal};
pub(crate) use routes::router;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::mpsc::Receiver;

/// Ce que l'atelier fait du programme d'un lecteur.
pub trait Workshop: Send + Sync + 'static {
    /// Explore `program` ; rend le graphe, en JSON.
    ///
    /// # Errors
    ///
    /// Pourquoi il ne peut pas l'être.
    fn explore(&self, program: &str, options: &Options, job: Job<'_>) -> Result<String, Refusal>;

    /// Compile et exécute `program` ; donne à `job` ce qu'il écrit, puis sa fin.
    ///
    /// # Errors
    ///
    /// Pourquoi il ne peut pas l'être. Rien n'a alors été exécuté.
    fn run(&self, program: &str, job: Job<'_>) -> Result<(), Refusal>;

    /// Les exercices.
    fn exercises(&self) -> &dyn Exercises;
}

/// Comment explorer un programme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Quand expirent ses délais.
    pub time: Time,
    /// La valeur à laquelle explorer certaines de ses constantes.
    pub constants: BTreeMap<String, u64>,
}

/// Quand expirent les délais du programme exploré.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Time {
    /// N'importe quand.
    #[default]
    #[serde(rename = "quelconque")]
    Arbitrary,
    /// Dans l'ordre.
    #[serde(rename = "ordonne")]
    Ordered,
}

/// Un travail de l'atelier, qui raconte des `E`.
pub struct Job<'a, E = Event> {
    /// Reçoit un message si le lecteur l'annule.
    pub cancelled: Receiver<()>,
    /// À appeler souvent, avec ce qui se fait.
    pub progress: &'a dyn Fn(&str),
    /// Ce que le lecteur apprend à mesure ; faux s'il n'écoute plus.
    pub tell: &'a dyn Fn(E) -> bool,
}

/// Ce qu'apprend, à mesure, qui exécute un programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Event {
    /// Il est compilé, et s'exécute.
    #[serde(rename = "debut")]
    Started {},
    /// Du texte de sa sortie standard.
    #[serde(rename = "sortie")]
    Stdout(String),
    /// Du texte de sa sortie d'erreur.
    #[serde(rename = "erreur")]
    Stderr(String),
    /// Sa fin.
    #[serde(rename = "fin")]
    End {
        /// Son statut, s'il a fini de lui-même.
        #[serde(rename = "statut")]
        status: Option<i32>,
        /// Comment il a fini, en français.
        message: String,
    },
}
