//! La donnée est dans le verrou : on ne peut pas l'atteindre sans le tenir. La
//! lecture et l'écriture se font sous la même prise, donc aucun autre fil ne
//! passe entre les deux. `fetch_add`, qui est une seule opération atomique,
//! convient aussi bien ; le verrou s'étend mieux le jour où le total devient
//! une structure.

use std::sync::Mutex;

/// Un total que plusieurs fils augmentent en même temps.
pub struct Total {
    mots: Mutex<usize>,
}

impl Total {
    /// Un total nul.
    pub fn new() -> Self {
        Self {
            mots: Mutex::new(0),
        }
    }

    /// Ajoute `n` au total.
    pub fn ajouter(&self, n: usize) {
        *self.mots.lock().unwrap() += n;
    }

    /// Le total à cet instant.
    pub fn valeur(&self) -> usize {
        *self.mots.lock().unwrap()
    }
}
