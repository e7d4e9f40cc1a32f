//! Les réglages d'une exploration.

use crate::model::rules::{Identity, TimeModel};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Les réglages d'une exploration.
#[derive(Clone, Debug)]
pub struct Config {
    /// Quand les délais expirent.
    pub time: TimeModel,
    /// Vrai pour que `Condvar::wait` et `park` puissent rendre la main sans
    /// raison, comme la bibliothèque standard le permet.
    pub spurious_wakeups: bool,
    /// Au-delà de ce nombre d'états, l'exploration est incomplète.
    pub max_states: usize,
    /// Quand ne suivre qu'un ordre de plusieurs étapes indépendantes.
    pub reduce: Reduce,
    /// Au-delà de ce nombre d'étapes dans une même exécution, l'exploration
    /// est incomplète.
    pub max_steps: usize,
    /// La taille de la pile d'un fil qui n'en demande pas une, en octets. Le
    /// système n'en réserve que ce qui sert.
    pub stack_size: usize,
    /// La taille de la pile de `main`, en octets.
    pub main_stack_size: usize,
    /// Ce qui fait que deux étapes d'un fil sont la même.
    pub identity: Identity,
    /// Le nombre d'exécutions réelles rejouées à la fin pour vérifier que le
    /// programme est déterministe.
    pub verifications: usize,
    /// Au-delà de cette durée passée dans un fil sans opération, le processus
    /// s'arrête avec un message : une boucle qui ne fait aucune opération ne
    /// rend jamais la main. `None` pour attendre sans fin.
    pub watchdog: Option<Duration>,
    /// Au-delà de cette mémoire physique du processus, en octets, l'exploration
    /// est incomplète. Sans effet où le système ne la dit pas (Windows).
    pub max_memory: Option<u64>,
    /// Au-delà de cette durée, l'exploration est incomplète.
    pub max_duration: Option<Duration>,
    /// Vrai pour dire sur la sortie d'erreur, après deux secondes, où en est
    /// l'exploration.
    pub progress: bool,
    /// Vrai dès que l'exploration doit s'arrêter à ce qu'elle sait.
    pub interrupted: Option<Arc<AtomicBool>>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            time: TimeModel::Arbitrary,
            spurious_wakeups: false,
            max_states: 200_000,
            reduce: Reduce::default(),
            max_steps: 2_000,
            stack_size: 2 << 20,
            main_stack_size: 8 << 20,
            identity: Identity::default(),
            verifications: 20,
            watchdog: None,
            max_memory: Some(2_000_000_000),
            max_duration: Some(Duration::from_secs(60)),
            progress: false,
            interrupted: None,
        }
    }
}

/// Quand ne suivre qu'un ordre de plusieurs étapes indépendantes : voir
/// [`crate::explore`]. Les issues sont les mêmes ; le graphe, plus petit, n'a pas
/// tous les entrelacements, et un chemin n'y est pas toujours un plus court.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduce {
    /// Jamais.
    Never,
    /// Si le graphe entier a plus que ce nombre d'états.
    Beyond(usize),
}

impl Default for Reduce {
    fn default() -> Self {
        Self::Beyond(30_000)
    }
}
