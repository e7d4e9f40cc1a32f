//! Ce que coûtent des compteurs côte à côte, que chaque fil incrémente pour lui.
//!
//! ```text
//! cargo bench -p listings --bench faux_partage
//! ```
//!
//! Le résultat est un rapport : combien de fois plus vite va le même compte
//! quand chaque compteur est loin des autres, ou reste dans son fil.

mod outils;

use crossbeam_utils::CachePadded;
use outils::{cellule, demandee, machine, rapport};
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

/// Le nombre de tours, de chaque façon en alternance.
const TOURS: usize = 101;
/// Les incréments de chaque fil.
const INCREMENTS: u64 = 200_000;
/// Le nombre de fils, et de compteurs.
const FILS: [usize; 2] = [1, 2];

fn main() {
    if !demandee("faux_partage") {
        return;
    }
    // Étroit : la page le montre aussi sur un téléphone.
    println!("Durée côte à côte / autrement ;");
    println!("le meilleur de {TOURS} tours.");
    println!("{}\n", machine());
    ligne("fils", |fils| fils.to_string());
    ligne("chacun sa ligne", |fils| {
        cellule(rapport(TOURS, || cote_a_cote(fils), || separes(fils)))
    });
    ligne("variable locale", |fils| {
        cellule(rapport(TOURS, || cote_a_cote(fils), || locales(fils)))
    });
}

/// Une ligne du tableau, une case par nombre de fils.
fn ligne(titre: &str, case: impl Fn(usize) -> String) {
    print!("{titre:16}");
    for fils in FILS {
        print!("{:>8}", case(fils));
    }
    println!();
}

fn cote_a_cote(fils: usize) {
    // Une seule ligne de cache : le premier compteur est à son début.
    let compteurs = CachePadded::new([const { AtomicU64::new(0) }; 2]);
    compter(fils, |rang| &compteurs[rang]);
}

fn separes(fils: usize) {
    let compteurs = [const { CachePadded::new(AtomicU64::new(0)) }; 2];
    compter(fils, |rang| &compteurs[rang]);
}

/// Chaque fil ajoute 1, à chaque tour, à son compteur.
fn compter<'a>(fils: usize, compteur: impl Fn(usize) -> &'a AtomicU64 + Sync) {
    thread::scope(|s| {
        for rang in 0..fils {
            let compteur = &compteur;
            s.spawn(move || {
                for _ in 0..INCREMENTS {
                    compteur(rang).fetch_add(1, Relaxed);
                }
            });
        }
    });
}

/// Chaque fil compte pour lui, et n'écrit qu'à la fin.
fn locales(fils: usize) {
    let compteurs = CachePadded::new([const { AtomicU64::new(0) }; 2]);
    thread::scope(|s| {
        for compteur in &compteurs[..fils] {
            s.spawn(|| {
                let mut compte = 0;
                for _ in 0..INCREMENTS {
                    compte = black_box(compte + 1);
                }
                compteur.fetch_add(compte, Relaxed);
            });
        }
    });
}
