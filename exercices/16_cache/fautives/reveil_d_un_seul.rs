//! Un seul de ceux qui attendent est réveillé
//!
//! Rejet : entrelacements, tous_ceux_qui_attendent_sont_reveilles
//! Message : interblocage

use std::sync::{Condvar, Mutex};

struct Etat {
    gardees: Vec<(u32, u32)>,
    en_cours: Vec<u32>,
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
            etat: Mutex::new(Etat {
                gardees: Vec::new(),
                en_cours: Vec::new(),
            }),
            change: Condvar::new(),
        }
    }

    pub fn lire(&self, cle: u32, calculer: impl FnOnce() -> u32) -> u32 {
        let etat = self.etat.lock().unwrap();
        let en_cours = |etat: &mut Etat| etat.en_cours.contains(&cle);
        let mut etat = self.change.wait_while(etat, en_cours).unwrap();

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
        self.change.notify_one();
        valeur
    }

    pub fn cles(&self) -> Vec<u32> {
        let etat = self.etat.lock().unwrap();
        etat.gardees.iter().map(|(cle, _)| *cle).collect()
    }
}
