//! Exercice 13 : traduire un programme Go

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

/// Combien de textes ont chaque longueur, celle que rend `mesurer`. `n` fils, au
/// moins un, prennent les textes et les mesurent.
pub fn histogramme(
    textes: &[&str],
    n: usize,
    mesurer: impl Fn(&str) -> usize + Sync,
) -> BTreeMap<usize, usize> {
    todo!("traduire Histogramme")
}
