//! Un canal sans borne pour les pages à visiter ; la dernière visite en cours ferme
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, TryRecvError, unbounded};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

struct Etat {
    connues: BTreeSet<&'static str>,
    pages: Vec<&'static str>,
    restent: usize,
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
    let (envoi, travaux) = unbounded();
    envoi.send(Some(depart)).unwrap();
    let etat = Mutex::new(Etat {
        connues: BTreeSet::from([depart]),
        pages: Vec::new(),
        restent: 1,
        a_temps: true,
    });
    let commence = || {
        let mut etat = etat.lock().unwrap();
        etat.a_temps = etat.a_temps && echeance.try_recv() == Err(TryRecvError::Empty);
        etat.a_temps
    };
    thread::scope(|s| {
        for _ in 0..a_la_fois {
            s.spawn(|| {
                while let Ok(Some(page)) = travaux.recv() {
                    if !commence() {
                        break;
                    }
                    let trouvees = liens(page);
                    let mut etat = etat.lock().unwrap();
                    etat.pages.push(page);
                    for page in trouvees {
                        if etat.connues.insert(page) {
                            etat.restent += 1;
                            envoi.send(Some(page)).unwrap();
                        }
                    }
                    etat.restent -= 1;
                    if etat.restent == 0 {
                        break;
                    }
                }
                // Qui s'arrête le dit au suivant.
                envoi.send(None).unwrap();
            });
        }
    });
    let mut etat = etat.into_inner().unwrap();
    etat.pages.sort_unstable();
    Rapport {
        complet: etat.restent == 0,
        pages: etat.pages,
    }
}
