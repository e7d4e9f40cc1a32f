//! La visite se fait sous le verrou : une seule à la fois
//!
//! Rejet : natif, deux_visites_a_la_fois
//! Message : ne finit pas

use crossbeam_channel::{Receiver, TryRecvError};
use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Instant;

struct Etat {
    connues: BTreeSet<&'static str>,
    attendent: Vec<&'static str>,
    en_cours: usize,
    pages: Vec<&'static str>,
    a_temps: bool,
}

#[derive(Debug, PartialEq)]
pub struct Rapport {
    pub pages: Vec<&'static str>,
    pub complet: bool,
}

pub fn explorer(
    depart: &'static str,
    liens: impl Fn(&'static str) -> Vec<&'static str> + Sync,
    a_la_fois: usize,
    echeance: &Receiver<Instant>,
) -> Rapport {
    let etat = Mutex::new(Etat {
        connues: BTreeSet::from([depart]),
        attendent: vec![depart],
        en_cours: 0,
        pages: Vec::new(),
        a_temps: true,
    });
    let change = Condvar::new();
    let ouvrier = || {
        let mut vu = etat.lock().unwrap();
        loop {
            let rien = |etat: &mut Etat| etat.attendent.is_empty() && etat.en_cours > 0;
            vu = change.wait_while(vu, rien).unwrap();
            if vu.attendent.is_empty() {
                return;
            }
            vu.a_temps = vu.a_temps && echeance.try_recv() == Err(TryRecvError::Empty);
            if !vu.a_temps {
                return;
            }
            let page = vu.attendent.pop().unwrap();
            vu.en_cours += 1;
            let trouvees = liens(page);
            vu.en_cours -= 1;
            vu.pages.push(page);
            for page in trouvees {
                if vu.connues.insert(page) {
                    vu.attendent.push(page);
                }
            }
            change.notify_all();
        }
    };
    thread::scope(|s| {
        for _ in 0..a_la_fois {
            s.spawn(ouvrier);
        }
    });
    let mut etat = etat.into_inner().unwrap();
    etat.pages.sort_unstable();
    Rapport {
        complet: etat.attendent.is_empty(),
        pages: etat.pages,
    }
}
