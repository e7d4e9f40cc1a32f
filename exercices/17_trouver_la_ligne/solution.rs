//! Les deux lecteurs attendent le même verrou, et aucun autre fil n'est là pour
//! le tenir : c'est donc l'un d'eux. La garde que crée le `while let` vit
//! jusqu'à la fin du tour ; le `lock` de la boucle attend son propre fil, et
//! l'autre lecteur attend avec lui. La ligne que montre la pile n'est pas la
//! ligne à changer : il faut que la garde meure avant la lecture. Un `let` la
//! détruit à son point-virgule, et les deux lectures se font alors ensemble.

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
    loop {
        let pris = file.lock().unwrap().pop(); // la garde meurt ici
        let Some(dossier) = pris else { break };
        let fichiers = lire(dossier.nom);
        for contenu in dossier.dossiers {
            file.lock().unwrap().push(contenu);
        }
        *total.lock().unwrap() += fichiers;
    }
}
