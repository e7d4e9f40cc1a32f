//! Ce que gagne un calcul dont une part se partage entre plusieurs fils, et ce
//! que prévoit la formule d'Amdahl.
//!
//! ```text
//! cargo bench -p listings --bench gain_des_fils
//! ```
//!
//! Une durée seule ne vaut que pour une machine et un moment : le résultat est
//! un rapport, entre la durée avec un fil et celle avec plusieurs.

mod outils;

use outils::{calculer, cellule, coeurs, demandee, machine, rapport};
use std::thread;

/// Le nombre de tours, de chaque façon en alternance.
const TOURS: usize = 101;
/// Le calcul entier : assez pour que lancer les fils ne compte pas.
const ETAPES: usize = 2_000_000;
/// Combien de centièmes du calcul se partagent.
const PARTAGES: [usize; 3] = [100, 90, 60];
/// Le nombre de fils.
const FILS: [usize; 4] = [1, 2, 4, 8];

fn main() {
    if !demandee("gain_des_fils") {
        return;
    }
    // Étroit : la page le montre aussi sur un téléphone.
    println!("Durée avec 1 fil / avec plusieurs ;");
    println!("le meilleur de {TOURS} tours.");
    println!("{}\n", machine());
    ligne("part partagée", |part| format!("{part} %"));
    for fils in FILS {
        ligne(&format!("{fils} fil(s)"), |part| {
            let un = || partager(part, 1);
            cellule(rapport(TOURS, un, || partager(part, fils)))
        });
    }
    ligne(&format!("prévu sur {}", coeurs()), |part| {
        cellule(amdahl(part, coeurs()))
    });
}

/// Une ligne du tableau, une case par part.
fn ligne(titre: &str, case: impl Fn(usize) -> String) {
    print!("{titre:15}");
    for part in PARTAGES {
        print!("{:>6}", case(part));
    }
    println!();
}

/// Le calcul : ce qui ne se partage pas, puis le reste, entre `fils` fils.
fn partager(part: usize, fils: usize) {
    let partage = ETAPES / 100 * part;
    calculer(ETAPES - partage);
    thread::scope(|s| {
        for _ in 0..fils {
            s.spawn(|| calculer(partage / fils));
        }
    });
}

/// L'accélération que permettent `coeurs` cœurs.
fn amdahl(part: usize, coeurs: usize) -> f64 {
    let partage = part as f64 / 100.0;
    1.0 / (1.0 - partage + partage / coeurs as f64)
}
