//! Ce que répond `GET /etat`.

use serde::Serialize;

/// L'état d'un serveur.
#[derive(Debug, Serialize)]
pub struct State {
    /// Lequel des trois : `fils`, `axum`, `go`.
    #[serde(rename = "serveur")]
    pub server: &'static str,
    /// Ceux qui ont un nom.
    #[serde(rename = "membres")]
    pub members: usize,
    /// Ceux qui lisent le flux.
    #[serde(rename = "lecteurs")]
    pub readers: usize,
    /// Les fils du processus, là où le système les montre.
    #[serde(rename = "fils")]
    pub threads: Option<usize>,
    /// Les tâches vivantes, s'il y en a.
    #[serde(rename = "taches")]
    pub tasks: Option<usize>,
    /// Les annonces faites depuis le départ.
    #[serde(rename = "annonces")]
    pub announced: u64,
}

impl State {
    /// Sa forme JSON.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Combien de fils a ce processus.
#[must_use]
pub fn threads() -> Option<usize> {
    std::fs::read_dir("/proc/self/task")
        .map(Iterator::count)
        .ok()
}
