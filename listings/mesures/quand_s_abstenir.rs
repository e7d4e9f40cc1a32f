//! Des calculs qui ne gagnent rien à être partagés, ou qui y perdent.
//!
//! ```text
//! cargo bench -p listings --bench quand_s_abstenir
//! ```
//!
//! Le résultat est un rapport, entre la durée avec un fil et celle avec
//! plusieurs : au-dessous de 1, les fils font perdre du temps.

mod outils;

use outils::{calculer, cellule, coeurs, demandee, machine, rapport};
use std::hint::black_box;
use std::sync::Mutex;
use std::thread;

/// Le nombre de tours, de chaque façon en alternance.
const TOURS: usize = 101;
/// Un tableau que le cache d'un cœur ne contient pas : 64 Mio.
const GRAND: usize = 8 << 20;

fn main() {
    if !demandee("quand_s_abstenir") {
        return;
    }
    // Étroit : la page le montre aussi sur un téléphone.
    println!("Durée avec 1 fil / avec {} ;", coeurs());
    println!("le meilleur de {TOURS} tours.");
    println!("{}\n", machine());

    let petit: Vec<u64> = (0..1000).collect();
    ligne("trop peu : 1000 nombres", TOURS, |fils| {
        additionner(&petit, fils);
    });
    let nombres: Vec<u64> = (0..20_000).collect();
    ligne("un verrou par nombre", TOURS, |fils| {
        sous_verrou(&nombres, fils)
    });
    ligne("tout sous le verrou", TOURS, |fils| {
        let verrou = Mutex::new(());
        partager(&nombres, fils, |part| {
            let _garde = verrou.lock().unwrap();
            calculer(50 * part.len());
        });
    });
    let grand = vec![1_u64; GRAND];
    // Chaque tour est long : moins de tours.
    ligne("lire 64 Mio", TOURS / 5, |fils| additionner(&grand, fils));
    ligne("calculer (pour comparer)", TOURS, |fils| {
        partager(&nombres, fils, |part| calculer(50 * part.len()));
    });
}

/// Une ligne du tableau : `facon` avec un fil, puis avec autant que de cœurs.
fn ligne(titre: &str, tours: usize, facon: impl Fn(usize)) {
    let plusieurs = coeurs().max(2);
    let gain = rapport(tours, || facon(1), || facon(plusieurs));
    println!("{titre:26}{:>8}", cellule(gain));
}

/// Donne à chaque fil sa part ; avec un fil, n'en lance pas.
fn partager(nombres: &[u64], fils: usize, travail: impl Fn(&[u64]) + Sync) {
    if fils == 1 {
        return travail(nombres);
    }
    let travail = &travail;
    thread::scope(|s| {
        for part in nombres.chunks(nombres.len().div_ceil(fils)) {
            s.spawn(move || travail(part));
        }
    });
}

fn additionner(nombres: &[u64], fils: usize) {
    partager(nombres, fils, |part| {
        black_box(part.iter().sum::<u64>());
    });
}

fn sous_verrou(nombres: &[u64], fils: usize) {
    let total = Mutex::new(0);
    partager(nombres, fils, |part| {
        for nombre in part {
            *total.lock().unwrap() += nombre;
        }
    });
    black_box(total.into_inner().unwrap());
}
