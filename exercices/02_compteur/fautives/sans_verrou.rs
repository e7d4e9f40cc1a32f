//! Un champ ordinaire, modifié par une référence partagée
//!
//! Rejet : compilation
//! Message : E0594

pub struct Total {
    mots: usize,
}

impl Total {
    pub fn new() -> Self {
        Self { mots: 0 }
    }

    pub fn ajouter(&self, n: usize) {
        self.mots += n;
    }

    pub fn valeur(&self) -> usize {
        self.mots
    }
}
