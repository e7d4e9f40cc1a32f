//! Les deux nombres sont dans le même verrou : on ne peut atteindre ni l'un ni
//! l'autre sans le tenir, et personne ne voit l'un changé sans l'autre. La
//! comparaison et l'écriture se font sous la même prise, donc aucun autre fil ne
//! passe entre les deux. `fetch_add` et `fetch_max`, chacun sur son atomique,
//! ne perdraient rien, mais laisseraient lire un bilan à moitié fait.

use std::sync::Mutex;

/// Ce que l'on sait des textes déjà comptés : plusieurs fils le complètent en
/// même temps.
pub struct Bilan {
    total_et_record: Mutex<(usize, usize)>,
}

impl Bilan {
    /// Le bilan d'avant le premier texte.
    pub fn new() -> Self {
        Self {
            total_et_record: Mutex::new((0, 0)),
        }
    }

    /// Un texte de plus, qui a `n` mots.
    pub fn noter(&self, n: usize) {
        let mut bilan = self.total_et_record.lock().unwrap();
        bilan.0 += n;
        bilan.1 = bilan.1.max(n);
    }

    /// Le nombre de mots de tous les textes, et celui du plus long.
    pub fn lire(&self) -> (usize, usize) {
        *self.total_et_record.lock().unwrap()
    }
}
