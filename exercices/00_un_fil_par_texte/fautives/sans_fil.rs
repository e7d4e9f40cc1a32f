//! Compter dans le fil qui appelle
//!
//! Rejet : natif, un_texte_illisible_compte_pour_zero
//! Message : texte illisible

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    textes.iter().map(|texte| compter(texte)).collect()
}
