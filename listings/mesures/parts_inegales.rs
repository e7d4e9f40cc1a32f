//! Trois façons de partager des travaux, égaux ou inégaux, entre autant de
//! fils que de cœurs.
//!
//! ```text
//! cargo bench -p listings --bench parts_inegales
//! ```
//!
//! Le résultat est un rapport, entre la durée avec un fil et celle avec
//! plusieurs : au mieux, le nombre de cœurs.

mod outils;

use outils::{calculer, cellule, coeurs, demandee, machine, rapport};
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Le nombre de tours, de chaque façon en alternance.
const TOURS: usize = 101;
/// Les travaux à partager.
const TRAVAUX: usize = 400;
/// Les étapes d'un travail moyen.
const ETAPES: usize = 5_000;

/// Une façon de faire des travaux, chacun de ce nombre d'étapes.
type Facon = fn(&[usize]);

fn main() {
    if !demandee("parts_inegales") {
        return;
    }
    let egaux = vec![ETAPES; TRAVAUX];
    // Autant d'étapes en tout, et le dernier travail est le plus long.
    let inegaux: Vec<usize> = (0..TRAVAUX).map(|n| 2 * ETAPES * n / TRAVAUX).collect();

    // Étroit : la page le montre aussi sur un téléphone.
    println!("Durée avec 1 fil / avec {} ;", coeurs());
    println!("le meilleur de {TOURS} tours.");
    println!("{}\n", machine());
    println!("{:18}{:>8}{:>8}", "travaux", "égaux", "inégaux");
    let facons: [(&str, Facon); 3] = [
        ("un bloc par fil", un_bloc_par_fil),
        ("prendre la suite", prendre_la_suite),
        ("rayon", avec_rayon),
    ];
    for (titre, facon) in facons {
        print!("{titre:18}");
        for travaux in [&egaux, &inegaux] {
            let seul = || travaux.iter().for_each(|etapes| calculer(*etapes));
            print!("{:>8}", cellule(rapport(TOURS, seul, || facon(travaux))));
        }
        println!();
    }
}

fn un_bloc_par_fil(travaux: &[usize]) {
    thread::scope(|s| {
        for bloc in travaux.chunks(travaux.len().div_ceil(coeurs())) {
            s.spawn(|| bloc.iter().for_each(|etapes| calculer(*etapes)));
        }
    });
}

fn prendre_la_suite(travaux: &[usize]) {
    let suivant = AtomicUsize::new(0);
    thread::scope(|s| {
        for _ in 0..coeurs() {
            s.spawn(|| {
                let prendre = || travaux.get(suivant.fetch_add(1, Ordering::Relaxed));
                while let Some(etapes) = prendre() {
                    calculer(*etapes);
                }
            });
        }
    });
}

fn avec_rayon(travaux: &[usize]) {
    travaux.par_iter().for_each(|etapes| calculer(*etapes));
}
