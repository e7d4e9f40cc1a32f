//! Un verrou pour tout l'état, et une condition : « quelque chose a changé ». Le
//! calcul se fait verrou libéré, sans quoi une clé ferait attendre toutes les
//! autres ; la clé est alors dans `en_cours`, et qui la demande attend qu'elle
//! n'y soit plus. Au réveil, on regarde de nouveau ce qui est gardé : la valeur
//! a pu déjà s'en aller, et la boucle en refait le calcul.
//!
//! Seul ce qui est gardé prend une place. L'ordre de la liste est celui des
//! demandes : lire une valeur la remet à la fin, et c'est la première qui part.

use std::sync::{Condvar, Mutex};

struct Etat {
    /// De la moins à la plus récemment demandée.
    gardees: Vec<(u32, u32)>,
    en_cours: Vec<u32>,
}

/// Les valeurs déjà calculées, `places` au plus : quand il n'y en a plus, la
/// moins récemment demandée s'en va.
pub struct Cache {
    places: usize,
    etat: Mutex<Etat>,
    change: Condvar,
}

impl Cache {
    /// Un cache vide, de `places` places, une au moins.
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

    /// La valeur de `cle`. Si elle n'est pas gardée, `calculer` la donne, et elle
    /// est gardée. Plusieurs fils qui la demandent à la fois n'en font qu'un
    /// calcul : les autres attendent. Deux clés se calculent à la fois.
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
        self.change.notify_all();
        valeur
    }

    /// Les clés gardées, de la moins à la plus récemment demandée.
    pub fn cles(&self) -> Vec<u32> {
        let etat = self.etat.lock().unwrap();
        etat.gardees.iter().map(|(cle, _)| *cle).collect()
    }
}
