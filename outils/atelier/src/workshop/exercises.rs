//! Les exercices du lecteur, dans la page.
//!
//! Son fichier est sur le disque, et c'est lui qui vaut : la page dit de quelle
//! version elle part, par son empreinte, et rien n'écrase une version qu'elle n'a
//! pas vue.

use super::{Job, Refusal};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Ce que l'atelier fait des exercices.
pub trait Exercises: Send + Sync + 'static {
    /// Tous, dans l'ordre du cours.
    ///
    /// # Errors
    ///
    /// Si leurs dossiers ne se lisent pas.
    fn all(&self) -> Result<Vec<Summary>, Denied>;

    /// Le fichier du lecteur pour l'exercice `name`.
    ///
    /// # Errors
    ///
    /// S'il n'y a pas de tel exercice, ou si le fichier ne se lit pas.
    fn read(&self, name: &str) -> Result<ReaderFile, Denied>;

    /// Enregistre `edit`.
    ///
    /// # Errors
    ///
    /// Celles de [`Exercises::read`], ou [`Denied::Changed`].
    fn save(&self, name: &str, edit: &Edit) -> Result<ReaderFile, Denied>;

    /// Enregistre `edit`, le garde à côté, et remet le fichier de départ. Rend aussi ce
    /// qui a été fait, en français.
    ///
    /// # Errors
    ///
    /// Celles de [`Exercises::save`].
    fn reset(&self, name: &str, edit: &Edit) -> Result<Restarted, Denied>;

    /// Juge la version `stamp` du fichier du lecteur ; dit à `job` chaque étape, puis
    /// la fin.
    ///
    /// # Errors
    ///
    /// Celles de [`Exercises::save`]. Rien n'a alors été dit.
    fn check(&self, name: &str, stamp: &str, job: Job<'_, Checking>) -> Result<(), Denied>;
}

/// Un exercice, dans la liste.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Son nom, `01_rendez_vous`.
    #[serde(rename = "nom")]
    pub name: String,
    /// Où il en est.
    #[serde(rename = "etat")]
    pub standing: Standing,
}

/// Où en est un exercice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Vrai s'il est résolu.
    #[serde(rename = "resolu")]
    pub solved: bool,
    /// Ce qu'en dit la liste du terminal ; vide s'il n'est pas commencé, ou prouvé.
    #[serde(rename = "dit")]
    pub word: String,
}

/// Le fichier du lecteur.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReaderFile {
    /// Son chemin, depuis la racine du dépôt.
    #[serde(rename = "fichier")]
    pub path: String,
    /// Son texte ; celui du départ s'il n'existe pas encore.
    #[serde(rename = "texte")]
    pub text: String,
    /// L'empreinte de cette version ; vide s'il n'existe pas encore.
    #[serde(rename = "empreinte")]
    pub stamp: String,
    /// Où il en est.
    #[serde(rename = "etat")]
    pub standing: Standing,
}

/// Ce que le lecteur a écrit dans la page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// Le texte.
    #[serde(rename = "texte")]
    pub text: String,
    /// L'empreinte de la version dont il part.
    #[serde(rename = "empreinte")]
    pub stamp: String,
    /// Vrai si cette version est à garder dans `sauvegardes` : le lecteur l'a vue, et
    /// a choisi la sienne.
    #[serde(rename = "garder", default)]
    pub keep: bool,
}

/// Un exercice recommencé.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Restarted {
    /// Le fichier de départ, à sa place.
    #[serde(flatten)]
    pub file: ReaderFile,
    /// Ce qui a été fait, en français.
    pub message: String,
}

/// Ce qu'apprend, à mesure, qui fait juger un exercice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Checking {
    /// Le fichier est enregistré.
    #[serde(rename = "enregistre")]
    Saved(ReaderFile),
    /// Ce qui se fait.
    #[serde(rename = "progres")]
    Progress(String),
    /// Ce que dit une étape.
    #[serde(rename = "etape")]
    Step(Step),
    /// La fin.
    #[serde(rename = "fin")]
    End {
        /// Vrai s'il est résolu.
        #[serde(rename = "resolu")]
        solved: bool,
        /// Faux s'il l'est sans que toutes ses exécutions aient été suivies.
        #[serde(rename = "prouve")]
        proven: bool,
        /// Ce qui vient ensuite, en français.
        message: String,
    },
}

/// Ce que dit une étape.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// Son rang, de 1 à 3.
    #[serde(rename = "rang")]
    pub rank: usize,
    /// Vrai si elle passe ; rien pour ce qui précise l'échec d'avant.
    #[serde(rename = "passe", skip_serializing_if = "Option::is_none")]
    pub passed: Option<bool>,
    /// Ce qui se dit, en une phrase.
    #[serde(rename = "titre")]
    pub title: String,
    /// La suite.
    #[serde(rename = "suite", skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// L'exécution qu'elle raconte.
    #[serde(rename = "execution", skip_serializing_if = "Option::is_none")]
    pub execution: Option<Execution>,
}

/// Une exécution à suivre pas à pas.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Execution {
    /// Le graphe, celui de `cargo xtask explore --json`.
    #[serde(rename = "graphe")]
    pub graph: Value,
    /// Le rang de son issue.
    #[serde(rename = "issue")]
    pub outcome: usize,
}

/// Pourquoi l'atelier ne fait pas ce qui lui est demandé d'un exercice.
#[derive(Debug, Clone, PartialEq)]
pub enum Denied {
    /// Il n'existe pas.
    Unknown(String),
    /// Le fichier n'est plus la version dont part la page ; le voici.
    Changed(Box<ReaderFile>),
    /// L'atelier n'a pas pu travailler.
    Failed(String),
}

impl Denied {
    /// Ce qui se dit, en français.
    pub fn message(&self) -> String {
        match self {
            Self::Unknown(name) => format!("il n'y a pas d'exercice « {name} »"),
            Self::Changed(file) => format!(
                "{} a changé hors de cette page ; rien n'est écrit",
                file.path
            ),
            Self::Failed(message) => message.clone(),
        }
    }
}

impl From<Denied> for Checking {
    fn from(denied: Denied) -> Self {
        Self::End {
            solved: false,
            proven: false,
            message: denied.message(),
        }
    }
}

/// La réponse d'un refus.
#[derive(Serialize)]
struct Body {
    message: String,
    #[serde(rename = "disque", skip_serializing_if = "Option::is_none")]
    disk: Option<ReaderFile>,
}

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Unknown(_) => StatusCode::NOT_FOUND,
            Self::Changed(_) => StatusCode::CONFLICT,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let message = self.message();
        let disk = match self {
            Self::Changed(file) => Some(*file),
            _ => None,
        };
        let mut response = (status, Json(Body { message, disk })).into_response();
        let never = HeaderValue::from_static("no-store");
        response.headers_mut().insert(header::CACHE_CONTROL, never);
        response
    }
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        Self::Failed(refusal.message)
    }
}
