//! Compter dans le fil qui appelle
//!
//! Rejet : natif, les_comptes_se_font_a_la_fois
//! Message : ne finit pas

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    textes.iter().map(|texte| compter(texte)).collect()
}
