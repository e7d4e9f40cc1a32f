//! Regarder de nouveau, en cédant la main, tant que la clé se calcule
//!
//! Verdict : prouvé

use std::sync::Mutex;
use std::thread;

struct Etat {
    gardees: Vec<(u32, u32)>,
    en_cours: Vec<u32>,
}

pub struct Cache {
    places: usize,
    etat: Mutex<Etat>,
}

impl Cache {
    pub fn new(places: usize) -> Self {
        Self {
            places,
            etat: Mutex::new(Etat {
                gardees: Vec::new(),
                en_cours: Vec::new(),
            }),
        }
    }

    pub fn lire(&self, cle: u32, calculer: impl FnOnce() -> u32) -> u32 {
        let mut etat = self.etat.lock().unwrap();
        while etat.en_cours.contains(&cle) {
            drop(etat);
            thread::yield_now();
            etat = self.etat.lock().unwrap();
        }

        let rang = etat.gardees.iter().position(|(gardee, _)| *gardee == cle);
        if let Some(rang) = rang {
            let trouvee = etat.gardees.remove(rang);
            etat.gardees.push(trouvee);
            return trouvee.1;
        }
        etat.en_cours.push(cle);
        drop(etat); // les autres clés n'attendent pas ce calcul

        let valeur = calculer();
        let mut etat = self.etat.lock().unwrap();
        etat.en_cours.retain(|autre| *autre != cle);
        if etat.gardees.len() == self.places {
            etat.gardees.remove(0);
        }
        etat.gardees.push((cle, valeur));
        valeur
    }

    pub fn cles(&self) -> Vec<u32> {
        let etat = self.etat.lock().unwrap();
        etat.gardees.iter().map(|(cle, _)| *cle).collect()
    }
}
