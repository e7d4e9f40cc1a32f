//! La forme idiomatique : un verrou local et des fils d'une portée

use std::{sync::Mutex, thread};

const INCREMENTS: u32 = 1000;

fn main() {
    let compteur = Mutex::new(0);

    thread::scope(|s| {
        for _ in 0..INCREMENTS {
            // La garde, temporaire, vit le temps de cette expression.
            s.spawn(|| *compteur.lock().unwrap() += 1);
        }
    });

    // Plus aucun fil : on peut consommer le verrou.
    let total: u32 = compteur.into_inner().unwrap();
    println!("Valeur finale : {total}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_garde_temporaire_libere_le_verrou() {
        let compteur = Mutex::new(0);
        *compteur.lock().unwrap() += 1;
        assert!(compteur.try_lock().is_ok());
    }

    /// La page « Vérifier, puis agir » le dit de l'édition 2024.
    #[test]
    fn le_else_d_un_if_let_a_deja_libere_le_verrou() {
        let compteur = Mutex::new(1);
        if let 0 = *compteur.lock().unwrap() {
            panic!("le compteur vaut 1");
        } else {
            assert!(compteur.try_lock().is_ok());
        }
    }
}
