//! Un fil par visite, et le fil qui appelle n'en lance pas plus qu'il n'en faut
//!
//! Verdict : prouvé

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
    let mut pages = BTreeSet::new();
    let mut a_temps = true;
    let (rendu, visites) = bounded(a_la_fois);
    thread::scope(|s| {
        loop {
            if en_cours < a_la_fois && a_temps && !attendent.is_empty() {
                a_temps = echeance.try_recv() == Err(TryRecvError::Empty);
                if a_temps && let Some(page) = attendent.pop() {
                    en_cours += 1;
                    let (rendu, liens) = (rendu.clone(), &liens);
                    s.spawn(move || rendu.send((page, liens(page))));
                }
            } else if en_cours > 0 {
                let (page, trouvees) = visites.recv().unwrap();
                en_cours -= 1;
                pages.insert(page);
                attendent.extend(trouvees.into_iter().filter(|page| connues.insert(page)));
            } else {
                break;
            }
        }
    });
    Rapport {
        pages: pages.into_iter().collect(),
        complet: attendent.is_empty(),
    }
}
