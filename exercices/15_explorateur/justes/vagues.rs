//! Par vagues : les pages trouvées ensemble, quelques-unes à la fois
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, TryRecvError};
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
    let mut attendent = vec![depart];
    let mut pages = Vec::new();
    while !attendent.is_empty() && echeance.try_recv() == Err(TryRecvError::Empty) {
        let vague = attendent.split_off(attendent.len().saturating_sub(a_la_fois));
        let trouvees = thread::scope(|s| {
            let visiter = |page: &&'static str| {
                let (page, liens) = (*page, &liens);
                s.spawn(move || liens(page))
            };
            let fils: Vec<_> = vague.iter().map(visiter).collect();
            let liens = fils.into_iter().map(|fil| fil.join().unwrap());
            liens.collect::<Vec<_>>().concat()
        });
        pages.extend(vague);
        attendent.extend(trouvees.into_iter().filter(|page| connues.insert(page)));
    }
    pages.sort_unstable();
    Rapport {
        pages,
        complet: attendent.is_empty(),
    }
}
