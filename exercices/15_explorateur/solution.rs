//! Un seul fil, celui qui appelle, tient l'état : les pages connues, celles qui
//! attendent, le nombre de visites en cours. Les ouvriers n'ont que deux canaux,
//! et il n'y a rien à verrouiller. Une page est connue dès qu'un lien la nomme :
//! elle n'attend donc qu'une fois. C'est fini quand plus rien n'attend **et**
//! que plus rien n'est en cours : une visite peut encore trouver des pages.
//!
//! L'échéance n'est lue que par ce fil, juste avant chaque visite : son message,
//! s'il n'y en a qu'un, ne se perd pas chez un ouvrier.

use crossbeam_channel::{Receiver, TryRecvError, bounded};
use std::collections::BTreeSet;
use std::thread;
use std::time::Instant;

/// Ce que l'exploration a donné.
#[derive(Debug, PartialEq)]
pub struct Rapport {
    /// Les pages visitées, chacune une fois, dans l'ordre alphabétique.
    pub pages: Vec<&'static str>,
    /// Faux si l'échéance a laissé des pages de côté.
    pub complet: bool,
}

/// Visite `depart`, puis toutes les pages où mènent les liens. `liens` rend ceux
/// d'une page : l'appeler, c'est la visiter. `a_la_fois` visites, au moins une,
/// se font en même temps, jamais plus.
///
/// Dès qu'`echeance` donne un message, ou se ferme, plus aucune visite ne
/// commence ; celles qui ont commencé finissent, et comptent.
pub fn explorer(
    depart: &'static str,
    liens: impl Fn(&'static str) -> Vec<&'static str> + Sync,
    a_la_fois: usize,
    echeance: &Receiver<Instant>,
) -> Rapport {
    let mut connues = BTreeSet::from([depart]);
    let (mut attendent, mut en_cours) = (vec![depart], 0);
    let mut pages = Vec::new();
    let mut a_temps = true;

    let (envoi, travaux) = bounded::<&'static str>(0);
    let (rendu, visites) = bounded(0);
    thread::scope(|s| {
        for _ in 0..a_la_fois {
            let (travaux, rendu, liens) = (travaux.clone(), rendu.clone(), &liens);
            s.spawn(move || {
                for page in travaux {
                    rendu.send((page, liens(page))).unwrap();
                }
            });
        }
        loop {
            while a_temps && en_cours < a_la_fois && !attendent.is_empty() {
                a_temps = echeance.try_recv() == Err(TryRecvError::Empty);
                if a_temps {
                    envoi.send(attendent.pop().unwrap()).unwrap();
                    en_cours += 1;
                }
            }
            if en_cours == 0 {
                break;
            }
            let (page, trouvees) = visites.recv().unwrap();
            en_cours -= 1;
            pages.push(page);
            attendent.extend(trouvees.into_iter().filter(|page| connues.insert(page)));
        }
        drop(envoi); // plus de travail : les ouvriers finissent
    });
    pages.sort_unstable();
    Rapport {
        pages,
        complet: attendent.is_empty(),
    }
}
