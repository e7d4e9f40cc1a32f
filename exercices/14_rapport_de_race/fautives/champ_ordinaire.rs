//! Un champ ordinaire, modifié par une référence partagée
//!
//! Rejet : compilation
//! Message : E0594

pub struct Caisse {
    solde: i64,
}

impl Caisse {
    pub fn new(solde: i64) -> Self {
        Self { solde }
    }

    pub fn deposer(&self, somme: i64) {
        self.solde += somme;
    }

    pub fn retirer(&self, somme: i64) -> bool {
        if self.solde < somme {
            return false;
        }
        self.solde -= somme;
        true
    }

    pub fn solde(&self) -> i64 {
        self.solde
    }
}
