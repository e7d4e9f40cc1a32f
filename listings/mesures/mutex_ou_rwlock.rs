//! Ce que gagne, ou perd, un `RwLock` à la place d'un `Mutex`.
//!
//! ```text
//! cargo bench -p listings --bench mutex_ou_rwlock
//! ```
//!
//! Une durée seule ne vaut que pour une machine et un moment : le résultat est
//! un rapport. Au-dessus de 1, `RwLock` est plus rapide. Chaque durée est la plus
//! courte de plusieurs tours, car ce qui dérange une mesure ne fait que l'allonger.

mod outils;

use outils::{cellule, machine};
use std::hint::black_box;
use std::process::ExitCode;
use std::sync::{Barrier, Mutex, RwLock};
use std::time::{Duration, Instant};
use std::{env, thread};

/// Le nombre de tours, de chaque verrou en alternance.
const TOURS: usize = 51;
/// Les fils qui se partagent le verrou.
const FILS: usize = 4;
/// La taille du tableau que protège le verrou.
const TAILLE: usize = 10_000;
/// Une opération sur tant est une écriture.
const ECRITURES: [usize; 2] = [100, 2];

/// Ce que fait un lecteur pendant qu'il tient le verrou.
struct Lecture {
    titre: &'static str,
    /// Les opérations de chaque fil : assez pour que la durée se mesure bien.
    operations: usize,
    lire: fn(&[u64]) -> u64,
}

const LECTURES: [Lecture; 3] = [
    Lecture {
        titre: "lire un nombre",
        operations: 20_000,
        lire: |tableau| tableau[0],
    },
    Lecture {
        titre: "en additionner 10 000",
        operations: 200,
        lire: |tableau| tableau.iter().map(|nombre| black_box(*nombre)).sum(),
    },
    Lecture {
        titre: "lire, et attendre 1 ms",
        operations: 20,
        lire: |tableau| {
            thread::sleep(Duration::from_millis(1));
            tableau[0]
        },
    },
];

fn main() -> ExitCode {
    if !env::args().any(|argument| argument == "--bench") {
        // `cargo test --all-targets` lance aussi ce programme.
        println!("pour mesurer : cargo bench -p listings --bench mutex_ou_rwlock");
        return ExitCode::SUCCESS;
    }
    // Étroit : la page le montre aussi sur un téléphone.
    println!("Durée avec Mutex / avec RwLock ;");
    println!("le meilleur de {TOURS} tours.");
    println!("{FILS} fils, {}\n", machine());
    print!("{:22}", "une écriture sur");
    for part in ECRITURES {
        print!("{part:>6}");
    }
    println!("\npendant une lecture :");
    for lecture in &LECTURES {
        print!("{:22}", lecture.titre);
        for part in ECRITURES {
            print!("{:>6}", cellule(rapport(lecture, part)));
        }
        println!();
    }
    ExitCode::SUCCESS
}

/// Combien de fois plus dure le même travail avec un `Mutex`.
fn rapport(lecture: &Lecture, part: usize) -> f64 {
    let (mut mutex, mut rwlock) = (Duration::MAX, Duration::MAX);
    for _ in 0..TOURS {
        mutex = mutex.min(avec_mutex(lecture, part));
        rwlock = rwlock.min(avec_rwlock(lecture, part));
    }
    mutex.as_secs_f64() / rwlock.as_secs_f64()
}

fn avec_mutex(lecture: &Lecture, part: usize) -> Duration {
    let verrou = Mutex::new(vec![1; TAILLE]);
    duree(lecture.operations, part, |ecrire| {
        let mut garde = verrou.lock().unwrap();
        if ecrire {
            garde[0] += 1;
        } else {
            black_box((lecture.lire)(&garde));
        }
    })
}

fn avec_rwlock(lecture: &Lecture, part: usize) -> Duration {
    let verrou = RwLock::new(vec![1; TAILLE]);
    duree(lecture.operations, part, |ecrire| {
        if ecrire {
            verrou.write().unwrap()[0] += 1;
        } else {
            black_box((lecture.lire)(&verrou.read().unwrap()));
        }
    })
}

/// Du premier fil parti au dernier arrivé : tous font leurs opérations ensemble.
fn duree(operations: usize, part: usize, operation: impl Fn(bool) + Sync) -> Duration {
    let depart = Barrier::new(FILS);
    let instants: Vec<[Instant; 2]> = thread::scope(|s| {
        let (depart, operation) = (&depart, &operation);
        let un_fil = |fil| {
            s.spawn(move || {
                depart.wait();
                let debut = Instant::now();
                // Décalés : les fils n'écrivent pas tous au même moment.
                (fil..fil + operations).for_each(|rang| operation(rang % part == 0));
                [debut, Instant::now()]
            })
        };
        let fils: Vec<_> = (0..FILS).map(un_fil).collect();
        fils.into_iter().map(|fil| fil.join().unwrap()).collect()
    });
    let debut = instants.iter().map(|[debut, _]| *debut).min().unwrap();
    let fin = instants.iter().map(|[_, fin]| *fin).max().unwrap();
    fin - debut
}
