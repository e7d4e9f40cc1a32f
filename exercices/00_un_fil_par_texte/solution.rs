//! Deux temps. `collect` lance tous les fils et garde leurs poignées, dans
//! l'ordre des textes ; la seconde boucle les attend dans ce même ordre. Un fil
//! qui finit avant les autres garde son résultat jusqu'à ce qu'on l'attende. Le
//! premier `map` sans `collect` lancerait et attendrait un fil après l'autre.

use std::thread;

/// Applique `compter` à chaque texte, chacun dans son fil, tous à la fois. Rend
/// les nombres dans l'ordre des textes.
pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    let compter = &compter; // les fils l'empruntent
    thread::scope(|s| {
        let fils: Vec<_> = textes
            .iter()
            .map(|texte| s.spawn(move || compter(texte)))
            .collect();
        fils.into_iter().map(|fil| fil.join().unwrap()).collect()
    })
}
