//! À l'échéance, les visites en cours ne sont pas attendues
//!
//! Rejet : entrelacements, l_echeance_est_un_seul_message
//! Message : une visite, puis

use crossbeam_channel::{Receiver, TryRecvError, bounded};
use std::collections::BTreeSet;
use std::thread;
use std::time::Instant;

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
    let mut connues = BTreeSet::from([depart]);
    let (mut attendent, mut en_cours) = (vec![depart], 0);
    let mut pages = Vec::new();
    let mut a_temps = true;

    let (envoi, travaux) = bounded::<&'static str>(0);
    let (rendu, visites) = bounded(0);
    thread::scope(|s| {
        for _ in 0..a_la_fois {
            let (travaux, rendu, liens) = (travaux.clone(), rendu.clone(), &liens);
            s.spawn(move || {
                for page in travaux {
                    let _ = rendu.send((page, liens(page)));
                }
            });
        }
        loop {
            while a_temps && en_cours < a_la_fois && !attendent.is_empty() {
                a_temps = echeance.try_recv() == Err(TryRecvError::Empty);
                if a_temps {
                    envoi.send(attendent.pop().unwrap()).unwrap();
                    en_cours += 1;
                }
            }
            if en_cours == 0 || echeance.try_recv() != Err(TryRecvError::Empty) {
                break;
            }
            let (page, trouvees) = visites.recv().unwrap();
            en_cours -= 1;
            pages.push(page);
            attendent.extend(trouvees.into_iter().filter(|page| connues.insert(page)));
        }
        drop(visites);
        drop(envoi); // plus de travail : les ouvriers finissent
    });
    pages.sort_unstable();
    Rapport {
        pages,
        complet: attendent.is_empty(),
    }
}
