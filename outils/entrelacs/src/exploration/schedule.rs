//! Un calendrier : qui avance, dans quel ordre.

use crate::model::transitions::Transition;
use recit::event::Event;
use serde::Serialize;

/// Un calendrier : la suite des étapes d'une exécution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// Les étapes, telles que les attend [`crate::Exploration::replay`].
    #[serde(skip)]
    pub transitions: Vec<Transition>,
    /// Les mêmes, décrites.
    pub steps: Vec<Event>,
}
