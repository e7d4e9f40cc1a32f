//! Des jetons dans un canal : prendre le sien avant de visiter, le rendre avec les liens
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, TryRecvError, unbounded};
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
    let (mut attendent, mut pages) = (vec![depart], Vec::new());
    let (rendre, jetons) = unbounded::<Option<(&str, Vec<&str>)>>();
    // Un jeton revient avec la page et ses liens ; les premiers sont sans page.
    for _ in 0..a_la_fois {
        rendre.send(None).unwrap();
    }
    let (mut tenus, mut a_temps) = (0, true);
    thread::scope(|s| {
        loop {
            if let Some((page, trouvees)) = jetons.recv().unwrap() {
                pages.push(page);
                attendent.extend(trouvees.into_iter().filter(|page| connues.insert(page)));
            }
            tenus += 1;
            while tenus > 0 && a_temps && !attendent.is_empty() {
                a_temps = echeance.try_recv() == Err(TryRecvError::Empty);
                if !a_temps {
                    break;
                }
                let page = attendent.pop().unwrap();
                tenus -= 1;
                let (rendre, liens) = (rendre.clone(), &liens);
                s.spawn(move || rendre.send(Some((page, liens(page)))).unwrap());
            }
            if tenus == a_la_fois {
                return;
            }
        }
    });
    pages.sort_unstable();
    Rapport {
        pages,
        complet: attendent.is_empty(),
    }
}
