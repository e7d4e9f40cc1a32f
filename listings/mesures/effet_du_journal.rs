//! Ce qu'un journal change à la fréquence d'une faute, et le journal d'une
//! exécution où elle arrive.
//!
//! ```text
//! cargo bench -p listings --bench effet_du_journal
//! ```
//!
//! La faute est celle de `diagnostiquer/dernier_parti` : deux fils croient être le
//! dernier. Les fréquences dépendent de la machine et du moment.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};
use std::{env, fmt, thread};

/// Les essais de chaque sorte.
const ESSAIS: usize = 10_000;
const NOMS: [&str; 2] = ["Ana", "Luc"];

/// Ce que retient le journal : quand, qui, quoi.
type Ligne = (Duration, &'static str, String);

/// Une soirée par essai : qui est encore là, qui a éteint, et son journal.
struct Soiree {
    presents: AtomicU32,
    eteignent: AtomicU32,
    journal: Mutex<Vec<Ligne>>,
}

/// Les deux fils passent ensemble d'une soirée à la suivante.
fn essayer(essais: usize, avec_journal: bool) -> Vec<Soiree> {
    let soirees: Vec<Soiree> = (0..essais)
        .map(|_| Soiree {
            presents: AtomicU32::new(2),
            eteignent: AtomicU32::new(0),
            journal: Mutex::new(Vec::new()),
        })
        .collect();
    let (debut, arrivees) = (Instant::now(), AtomicUsize::new(0));
    let partir = |nom: &'static str, soiree: &Soiree| {
        let noter = |quoi: fmt::Arguments| {
            if avec_journal {
                let ligne = (debut.elapsed(), nom, quoi.to_string());
                soiree.journal.lock().unwrap().push(ligne);
            }
        };
        soiree.presents.fetch_sub(1, SeqCst);
        noter(format_args!("s'en va"));
        let restent = soiree.presents.load(SeqCst);
        noter(format_args!("voit {restent} présent(s)"));
        if restent == 0 {
            soiree.eteignent.fetch_add(1, SeqCst);
            noter(format_args!("éteint"));
        }
    };
    thread::scope(|s| {
        for nom in NOMS {
            let (soirees, arrivees) = (&soirees, &arrivees);
            s.spawn(move || {
                for (rang, soiree) in soirees.iter().enumerate() {
                    // Se donner rendez-vous : la faute demande d'être ensemble.
                    arrivees.fetch_add(1, SeqCst);
                    while arrivees.load(SeqCst) < NOMS.len() * (rang + 1) {
                        thread::yield_now();
                    }
                    partir(nom, soiree);
                }
            });
        }
    });
    soirees
}

fn heure_qui_recule(soiree: &Soiree) -> bool {
    let journal = soiree.journal.lock().unwrap();
    journal.windows(2).any(|lignes| lignes[1].0 < lignes[0].0)
}

fn main() {
    // `cargo test --benches` : sans mesurer.
    let essais = match env::args().any(|argument| argument == "--bench") {
        true => ESSAIS,
        false => 10,
    };
    println!("{:<12}{:>7}{:>16}", "", "essais", "deux éteignent");
    let mut montree = None;
    for (titre, avec_journal) in [("sans journal", false), ("avec journal", true)] {
        let mut soirees = essayer(essais, avec_journal);
        soirees.retain(|soiree| soiree.eteignent.load(SeqCst) == 2);
        println!("{titre:<12}{essais:>7}{:>16}", soirees.len());
        // De préférence une où une ligne en suit une autre qui est plus tardive.
        let rang = soirees.iter().position(heure_qui_recule).unwrap_or(0);
        montree = soirees.into_iter().nth(rang);
    }
    println!();
    let journal = montree.map(|soiree| soiree.journal.into_inner().unwrap());
    for (quand, nom, quoi) in journal.unwrap_or_default() {
        println!("{:>8.3} ms {nom} {quoi}", quand.as_secs_f64() * 1e3);
    }
}
