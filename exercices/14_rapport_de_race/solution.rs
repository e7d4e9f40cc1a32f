//! Le rapport nomme deux lignes de `Retirer` : celle qui compare le solde, et
//! celle qui le change, sous le verrou. La première ne l'a pas pris. Dans le
//! verrou, la donnée ne peut plus se lire sans lui ; et la garde est tenue de
//! la comparaison à la soustraction. Deux prises feraient taire `-race`, et
//! laisseraient un autre retrait passer entre elles.

use std::sync::Mutex;

/// Une caisse, que plusieurs fils remplissent et vident.
pub struct Caisse {
    solde: Mutex<i64>,
}

impl Caisse {
    /// Une caisse qui contient `solde`.
    pub fn new(solde: i64) -> Self {
        Self {
            solde: Mutex::new(solde),
        }
    }

    /// Ajoute `somme` à la caisse.
    pub fn deposer(&self, somme: i64) {
        *self.solde.lock().unwrap() += somme;
    }

    /// Retire `somme`, si la caisse la contient. Rend vrai si c'est fait.
    pub fn retirer(&self, somme: i64) -> bool {
        let mut solde = self.solde.lock().unwrap();
        if *solde < somme {
            return false;
        }
        *solde -= somme;
        true
    }

    /// Ce que la caisse contient à cet instant.
    pub fn solde(&self) -> i64 {
        *self.solde.lock().unwrap()
    }
}
