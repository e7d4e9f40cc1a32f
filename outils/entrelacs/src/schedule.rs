//! Un calendrier : qui avance, dans quel ordre.

use crate::transitions::Transition;
use serde::Serialize;

/// Un calendrier : la suite des étapes d'une exécution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// Les étapes, telles que les attend [`crate::Exploration::replay`].
    #[serde(skip)]
    pub transitions: Vec<Transition>,
    /// Les mêmes, racontées.
    pub steps: Vec<ToldStep>,
}

/// Une étape racontée.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToldStep {
    /// Le nom du fil qui avance ; vide quand c'est le temps qui passe.
    pub thread: String,
    /// La ligne du listing, 0 si elle est inconnue.
    pub line: u32,
    /// Ce qui se passe.
    pub text: String,
    /// Pour un rendez-vous, l'autre fil et sa ligne.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peer: Option<(String, u32)>,
}
