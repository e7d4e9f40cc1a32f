//! Les canaux de la bibliothèque standard : un par ouvrier, et l'ouvrier libre se nomme
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, TryRecvError};
use std::collections::BTreeSet;
use std::sync::mpsc;
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
    let (mut attendent, mut pages) = (vec![depart], Vec::new());
    let mut a_temps = true;
    thread::scope(|s| {
        let (rendu, visites) = mpsc::channel();
        let mut ouvriers = Vec::new();
        for rang in 0..a_la_fois {
            let (envoi, travaux) = mpsc::channel();
            ouvriers.push(envoi);
            let (rendu, liens) = (rendu.clone(), &liens);
            s.spawn(move || {
                for page in travaux {
                    rendu.send((rang, page, liens(page))).unwrap();
                }
            });
        }
        let mut libres: Vec<usize> = (0..a_la_fois).collect();
        loop {
            while a_temps && !libres.is_empty() && !attendent.is_empty() {
                a_temps = echeance.try_recv() == Err(TryRecvError::Empty);
                if a_temps {
                    let rang = libres.pop().unwrap();
                    ouvriers[rang].send(attendent.pop().unwrap()).unwrap();
                }
            }
            if libres.len() == a_la_fois {
                return;
            }
            let (rang, page, trouvees) = visites.recv().unwrap();
            libres.push(rang);
            pages.push(page);
            attendent.extend(trouvees.into_iter().filter(|page| connues.insert(page)));
        }
    });
    pages.sort_unstable();
    Rapport {
        pages,
        complet: attendent.is_empty(),
    }
}
