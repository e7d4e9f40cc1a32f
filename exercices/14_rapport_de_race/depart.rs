//! Exercice 14 : lire un rapport de `-race`

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

/// Une caisse, que plusieurs fils remplissent et vident.
pub struct Caisse {
    verrou: Mutex<()>,
    solde: AtomicI64,
}

impl Caisse {
    /// Une caisse qui contient `solde`.
    pub fn new(solde: i64) -> Self {
        Self {
            verrou: Mutex::new(()),
            solde: AtomicI64::new(solde),
        }
    }

    /// Ajoute `somme` à la caisse.
    pub fn deposer(&self, somme: i64) {
        let _garde = self.verrou.lock().unwrap();
        self.solde.fetch_add(somme, Ordering::SeqCst);
    }

    /// Retire `somme`, si la caisse la contient. Rend vrai si c'est fait.
    pub fn retirer(&self, somme: i64) -> bool {
        if self.solde.load(Ordering::SeqCst) < somme {
            return false;
        }
        let _garde = self.verrou.lock().unwrap();
        self.solde.fetch_sub(somme, Ordering::SeqCst);
        true
    }

    /// Ce que la caisse contient à cet instant.
    pub fn solde(&self) -> i64 {
        self.solde.load(Ordering::SeqCst)
    }
}
