//! Un compteur par fil, chacun sur sa ligne de cache

use crossbeam_utils::CachePadded;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

const INCREMENTS: u32 = 1000;

fn main() {
    // `CachePadded` éloigne chaque compteur de son voisin.
    let compteurs = [0, 0].map(|n| CachePadded::new(AtomicU32::new(n)));
    thread::scope(|s| {
        for compteur in &compteurs {
            s.spawn(|| {
                for _ in 0..INCREMENTS {
                    compteur.fetch_add(1, SeqCst);
                }
            });
        }
    });
    let comptes = compteurs.map(|compteur| compteur.load(SeqCst));
    println!("{}", comptes[0] + comptes[1] == 2 * INCREMENTS);
}
