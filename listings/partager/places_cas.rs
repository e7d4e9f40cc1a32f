//! Comparer puis échanger, et recommencer si un autre est passé

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// Prend une place s'il en reste ; rend le nombre d'essais.
fn reserver(places: &AtomicU32) -> u32 {
    let mut essais = 0;
    let mut vues = places.load(SeqCst);
    while vues > 0 {
        essais += 1;
        match places.compare_exchange(vues, vues - 1, SeqCst, SeqCst) {
            Ok(_) => break, // personne n'est passé entre-temps
            // Un autre est passé : on recommence avec ce qui reste.
            Err(restantes) => vues = restantes,
        }
    }
    essais
}

fn main() {
    let places = AtomicU32::new(2);

    let [ana, luc] = thread::scope(|s| {
        let fils = [(); 2].map(|()| s.spawn(|| reserver(&places)));
        fils.map(|fil| fil.join().unwrap())
    });

    println!("Essais : {ana} pour Ana, {luc} pour Luc");
    println!("Reste : {}", places.into_inner());
}
