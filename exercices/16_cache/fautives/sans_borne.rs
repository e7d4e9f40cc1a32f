//! Rien ne s'en va jamais
//!
//! Rejet : natif, la_moins_recemment_demandee_s_en_va
//! Message : la clé 2 s'en va

use std::sync::{Condvar, Mutex};

struct Etat {
    gardees: Vec<(u32, u32)>,
    en_cours: Vec<u32>,
}

pub struct Cache {
    etat: Mutex<Etat>,
    change: Condvar,
}

impl Cache {
    pub fn new(_places: usize) -> Self {
        Self {
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
        etat.gardees.push((cle, valeur));
        self.change.notify_all();
        valeur
    }

    pub fn cles(&self) -> Vec<u32> {
        let etat = self.etat.lock().unwrap();
        etat.gardees.iter().map(|(cle, _)| *cle).collect()
    }
}
