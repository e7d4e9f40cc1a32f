//! Lire puis écrire : une mise à jour peut se perdre

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static COMPTEUR: AtomicU32 = AtomicU32::new(0);

fn main() {
    let fils = [(), ()].map(|()| {
        thread::spawn(|| {
            let valeur = COMPTEUR.load(SeqCst);
            COMPTEUR.store(valeur + 1, SeqCst);
        })
    });
    for fil in fils {
        fil.join().unwrap();
    }
    println!("{}", COMPTEUR.load(SeqCst));
}
