//! Le compte de ce qui est jeté est dans la file, sous le même verrou : le membre ne
//! peut pas voir l'un sans l'autre. Ce qui est jeté est toujours plus vieux que ce qui
//! reste ; il suffit donc d'un nombre, qui se lit d'abord.
//!
//! Le salon ne prend chaque verrou que le temps d'une écriture, et le membre rend le
//! sien pendant qu'il attend : personne n'attend un lecteur. Détruire le salon est
//! une annonce comme une autre, qui doit réveiller elle aussi.
//!
//! La file est au membre ; le salon n'en a qu'un témoin, `Weak`. Qui part l'emporte, et
//! l'annonce suivante ôte le témoin.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, Weak};

/// Ce que lit un membre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recu {
    /// Une annonce.
    Annonce(u32),
    /// Tant d'annonces manquent ici, juste avant la suivante.
    Jetees(u32),
}

#[derive(Default)]
struct Etat {
    gardees: VecDeque<u32>,
    /// Ce qui manque avant la première gardée.
    jetees: u32,
    fermee: bool,
}

struct File {
    places: usize,
    etat: Mutex<Etat>,
    change: Condvar,
}

/// Le salon. Détruit, il ferme toutes les files.
#[derive(Default)]
pub struct Salon {
    files: Vec<Weak<File>>,
}

/// Un membre, et sa file.
pub struct Membre {
    file: Arc<File>,
}

impl Salon {
    /// Donne au nouveau membre une file de `places` places, une au moins.
    pub fn entrer(&mut self, places: usize) -> Membre {
        let file = Arc::new(File {
            places,
            etat: Mutex::default(),
            change: Condvar::new(),
        });
        self.files.push(Arc::downgrade(&file));
        Membre { file }
    }

    /// Met l'annonce dans toutes les files, sans attendre personne. Dans une file
    /// pleine, la plus vieille s'en va.
    pub fn annoncer(&mut self, annonce: u32) {
        self.files.retain(|file| {
            let Some(file) = file.upgrade() else {
                return false;
            };
            let mut etat = file.etat.lock().unwrap();
            if etat.gardees.len() == file.places {
                etat.gardees.pop_front();
                etat.jetees += 1;
            }
            etat.gardees.push_back(annonce);
            file.change.notify_one();
            true
        });
    }
}

impl Drop for Salon {
    fn drop(&mut self) {
        for file in self.files.iter().filter_map(Weak::upgrade) {
            file.etat.lock().unwrap().fermee = true;
            file.change.notify_one();
        }
    }
}

impl Membre {
    /// La suite ; attend s'il n'y a rien. `None` quand le salon est détruit et que tout
    /// est lu.
    pub fn lire(&mut self) -> Option<Recu> {
        let rien = |etat: &mut Etat| etat.gardees.is_empty() && !etat.fermee;
        let etat = self.file.etat.lock().unwrap();
        let mut etat = self.file.change.wait_while(etat, rien).unwrap();
        if etat.jetees > 0 {
            return Some(Recu::Jetees(std::mem::take(&mut etat.jetees)));
        }
        etat.gardees.pop_front().map(Recu::Annonce)
    }
}
