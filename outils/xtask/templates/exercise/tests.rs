//! Ce que l'exercice {number} doit faire

use super::*;

/// À ÉCRIRE : ce que promet cette vérification
pub fn la_reponse_est_un() {
    assert_eq!(reponse(), 1, "À ÉCRIRE : ce que dit l'échec");
}
