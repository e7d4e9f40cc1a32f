//! L'historique de l'exercice, tel que le serveur s'en sert.

use crate::salon::Historique;
pub use serveurs::history::Missed;
use serveurs::history::{self, Announcement};

/// L'historique, et ce que le serveur en compte.
pub struct History {
    first: u64,
    next: u64,
    past: Historique,
}

impl History {
    /// Un historique vide, qui garde `kept` annonces.
    pub fn new(kept: usize) -> Self {
        let first = history::first();
        Self {
            first,
            next: first,
            past: Historique::new(first, kept),
        }
    }

    /// Donne son numéro à `text`, et le garde.
    pub fn record(&mut self, text: String) -> Announcement {
        let said = self.past.noter(text);
        self.next = said.0.saturating_add(1);
        said
    }

    /// Le numéro de la prochaine annonce.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// Combien d'annonces ont été faites.
    pub fn count(&self) -> u64 {
        self.next.saturating_sub(self.first)
    }

    /// Ce qui suit `seen` et précède `before`. Sans `seen`, rien ne manque.
    pub fn missed(&self, seen: Option<u64>, before: u64) -> Missed {
        seen.map_or_else(Missed::default, |seen| {
            let missed = self.past.reprendre(seen, before);
            Missed {
                hole: missed.trou,
                said: missed.annonces,
            }
        })
    }
}
