//! Exercice 18 : jeter la plus vieille, et le dire

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};

/// Ce que lit un membre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recu {
    /// Une annonce.
    Annonce(u32),
    /// Tant d'annonces manquent ici, juste avant la suivante.
    Jetees(u32),
}

/// Le salon. Détruit, il ferme toutes les files.
#[derive(Default)]
pub struct Salon {
    // À vous : la file de chaque membre.
}

/// Un membre, et sa file.
pub struct Membre {
    // À vous.
}

impl Salon {
    /// Donne au nouveau membre une file de `places` places, une au moins.
    pub fn entrer(&mut self, places: usize) -> Membre {
        todo!("donner une file à ce membre")
    }

    /// Met l'annonce dans toutes les files, sans attendre personne. Dans une file
    /// pleine, la plus vieille s'en va.
    pub fn annoncer(&mut self, annonce: u32) {
        todo!("annoncer {annonce}")
    }
}

impl Membre {
    /// La suite ; attend s'il n'y a rien. `None` quand le salon est détruit et que tout
    /// est lu.
    pub fn lire(&mut self) -> Option<Recu> {
        todo!("lire la suite")
    }
}
