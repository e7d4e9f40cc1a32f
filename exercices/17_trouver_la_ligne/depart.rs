//! Exercice 17 : trouver la ligne

use std::sync::Mutex;
use std::thread::{self, Builder};

/// Un dossier, et ceux qu'il contient.
pub struct Dossier {
    /// Son nom.
    pub nom: &'static str,
    /// Les dossiers qu'il contient.
    pub dossiers: Vec<Dossier>,
}

/// Dit combien de fichiers contient le dossier de ce nom ; c'est long.
pub type Lire<'a> = &'a (dyn Fn(&str) -> usize + Sync);

/// Le nombre de fichiers de `dossiers` et de tous ceux qu'ils contiennent,
/// lus par deux fils.
pub fn compter(dossiers: Vec<Dossier>, lire: Lire) -> usize {
    let (file, total) = (Mutex::new(dossiers), Mutex::new(0));
    thread::scope(|s| {
        for nom in ["lecteur 1", "lecteur 2"] {
            Builder::new()
                .name(nom.into())
                .spawn_scoped(s, || lecteur(&file, &total, lire))
                .expect("le système a lancé le fil");
        }
    });
    total.into_inner().unwrap()
}

/// Prend un dossier, le lit, met les siens dans la file, et recommence.
fn lecteur(file: &Mutex<Vec<Dossier>>, total: &Mutex<usize>, lire: Lire) {
    while let Some(dossier) = file.lock().unwrap().pop() {
        let fichiers = lire(dossier.nom);
        for contenu in dossier.dossiers {
            file.lock().unwrap().push(contenu);
        }
        *total.lock().unwrap() += fichiers;
    }
}
