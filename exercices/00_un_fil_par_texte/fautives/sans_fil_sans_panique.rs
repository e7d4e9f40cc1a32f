//! Compter dans le fil qui appelle, en rattrapant la panique
//!
//! Rejet : natif, les_comptes_se_font_a_la_fois
//! Message : ne finit pas

use std::panic::{AssertUnwindSafe, catch_unwind};

pub fn compter_chacun(textes: &[&str], compter: impl Fn(&str) -> usize + Sync) -> Vec<usize> {
    textes
        .iter()
        .map(|texte| catch_unwind(AssertUnwindSafe(|| compter(texte))).unwrap_or(0))
        .collect()
}
