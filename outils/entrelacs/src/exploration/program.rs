//! Le programme à explorer.

use crate::runtime::statics::StaticArea;

/// Le programme à explorer : d'ordinaire un listing, décrit par
/// `entrelacs-import`.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// Son nom, par exemple « synchronisation/rendez_vous ».
    pub name: &'static str,
    /// Le chemin du fichier compilé, tel que le donne `file!()` ; vide pour
    /// tenir toute ligne pour une ligne du programme.
    pub file: &'static str,
    /// Son texte, pour nommer les objets par leurs variables.
    pub source: &'static str,
    /// Sa fonction principale.
    pub main: fn(),
    /// Ses variables `static`.
    pub statics: fn() -> Vec<StaticArea>,
    /// Fait connaître ses types ([`crate::register`]).
    pub register: fn(),
    /// Vrai s'il demande un ordre plus faible que `SeqCst` (`Relaxed`, `Acquire`,
    /// `Release`, `AcqRel`) : ce qui est prouvé l'est comme s'il ne demandait que
    /// `SeqCst`.
    pub weak_orderings: bool,
    /// Vrai s'il regarde des adresses : ce qui est prouvé l'est pour l'ordre
    /// qu'elles ont pendant l'exploration.
    pub addresses: bool,
    /// Ses constantes réduites pour l'exploration : nom, valeur dans le texte,
    /// valeur explorée.
    pub reduced: &'static [(&'static str, &'static str, &'static str)],
}

impl Program {
    /// Un programme réduit à une fonction, sans texte ni `static`.
    pub const fn new(main: fn()) -> Self {
        Self {
            name: "",
            file: "",
            source: "",
            main,
            statics: Vec::new,
            register: || {},
            weak_orderings: false,
            addresses: false,
            reduced: &[],
        }
    }
}
