//! Exercice 2 : un bilan pour plusieurs fils

use std::sync::atomic::{AtomicUsize, Ordering};

/// Ce que l'on sait des textes déjà comptés : plusieurs fils le complètent en
/// même temps.
pub struct Bilan {
    total: AtomicUsize,
    record: AtomicUsize,
}

impl Bilan {
    /// Le bilan d'avant le premier texte.
    pub fn new() -> Self {
        Self {
            total: AtomicUsize::new(0),
            record: AtomicUsize::new(0),
        }
    }

    /// Un texte de plus, qui a `n` mots.
    pub fn noter(&self, n: usize) {
        self.total.fetch_add(n, Ordering::SeqCst);
        // Ces lignes perdent parfois un record, et le bilan que lit un autre
        // fil est parfois à moitié fait : corrigez l'ensemble.
        if n > self.record.load(Ordering::SeqCst) {
            self.record.store(n, Ordering::SeqCst);
        }
    }

    /// Le nombre de mots de tous les textes, et celui du plus long.
    pub fn lire(&self) -> (usize, usize) {
        let total = self.total.load(Ordering::SeqCst);
        (total, self.record.load(Ordering::SeqCst))
    }
}
