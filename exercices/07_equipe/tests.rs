//! Ce que l'exercice 7 doit faire

use super::*;

fn textes(textes: &[&str]) -> Vec<String> {
    textes.iter().map(|texte| (*texte).to_owned()).collect()
}

/// Un seul ouvrier fait tout le travail.
pub fn un_seul_ouvrier() {
    let comptes = compter_en_equipe(textes(&["un deux", "", "trois"]), 1);
    assert_eq!(comptes, [2, 0, 1]);
}

/// Deux ouvriers se partagent le travail ; l'ordre reste celui des textes.
pub fn deux_ouvriers_et_l_ordre_des_textes() {
    let comptes = compter_en_equipe(textes(&["un deux", "trois"]), 2);
    assert_eq!(comptes, [2, 1]);
}

/// Plus d'ouvriers que de textes : personne n'attend pour toujours.
pub fn plus_d_ouvriers_que_de_textes() {
    let comptes = compter_en_equipe(textes(&["un deux trois"]), 2);
    assert_eq!(comptes, [3]);
}

/// Sans texte, le résultat est vide.
pub fn aucun_texte() {
    assert!(compter_en_equipe(Vec::new(), 2).is_empty());
}

/// Un texte de plus que d'ouvriers : l'un d'eux recommence.
pub fn un_texte_de_plus_que_d_ouvriers() {
    let comptes = compter_en_equipe(textes(&["un", "un deux", ""]), 2);
    assert_eq!(comptes, [1, 2, 0]);
}

/// Trois ouvriers finissent tous, même celui qui n'a pas de texte.
pub fn trois_ouvriers() {
    let comptes = compter_en_equipe(textes(&["un", "un deux"]), 3);
    assert_eq!(comptes, [1, 2]);
}
