//! Lire puis écrire, ce n'est pas incrémenter : des ajouts se perdent

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

const FILS: u32 = 3;

static COMPTEUR: AtomicU32 = AtomicU32::new(0);

fn increment() {
    let valeur = COMPTEUR.load(SeqCst);
    // Un autre fil peut passer ici, et lire la même valeur.
    thread::yield_now();
    COMPTEUR.store(valeur + 1, SeqCst);
}

fn main() {
    thread::scope(|s| {
        for _ in 0..FILS {
            s.spawn(increment);
        }
    });
    println!("Valeur finale : {}", COMPTEUR.load(SeqCst));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seul_un_fil_ne_perd_rien() {
        let avant = COMPTEUR.load(SeqCst);
        increment();
        assert_eq!(COMPTEUR.load(SeqCst), avant + 1);
    }
}
