//! Exercice 16 : un cache borné, partagé par plusieurs fils

use std::sync::{Condvar, Mutex};

/// Les valeurs déjà calculées, `places` au plus : quand il n'y en a plus, la
/// moins récemment demandée s'en va.
pub struct Cache {
    places: usize,
    // À vous : ce qui est gardé, ce qui se calcule, qui attend.
}

impl Cache {
    /// Un cache vide, de `places` places, une au moins.
    pub fn new(places: usize) -> Self {
        Self { places }
    }

    /// La valeur de `cle`. Si elle n'est pas gardée, `calculer` la donne, et elle
    /// est gardée. Plusieurs fils qui la demandent à la fois n'en font qu'un
    /// calcul : les autres attendent. Deux clés se calculent à la fois.
    pub fn lire(&self, cle: u32, calculer: impl FnOnce() -> u32) -> u32 {
        todo!("garder la valeur de {cle}")
    }

    /// Les clés gardées, de la moins à la plus récemment demandée.
    pub fn cles(&self) -> Vec<u32> {
        todo!("les clés gardées")
    }
}
