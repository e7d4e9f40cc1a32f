//! Exercice 15 : un explorateur de pages

use crossbeam_channel::{Receiver, bounded, select};
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
    todo!("visiter les pages, {a_la_fois} à la fois")
}
