//! Les réglages d'une exploration.

use crate::runtime::memory::arena;
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

/// Quand les délais expirent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeModel {
    /// N'importe quand : aucune durée ne garantit rien. C'est ce que permet un
    /// système chargé.
    #[default]
    Arbitrary,
    /// Dans l'ordre, sur une horloge virtuelle : les calculs ne durent rien.
    ///
    /// Le temps passe dans un état quand plus rien d'autre n'y est possible, ou
    /// quand le programme ne fait plus que s'y répéter : tout ce qu'il peut
    /// encore faire à cette heure le laisse capable de revenir à cet état. Ainsi,
    /// `while !pret.load(..) {}` laisse dormir les autres fils et leur laisse le
    /// temps de se réveiller, mais un fil qui peut faire du nouveau le fait
    /// toujours à l'heure où il en est.
    ///
    /// Le temps passe alors, d'un coup, jusqu'à la plus proche des échéances que
    /// les fils attendent ou regardent. Un fil qui lit l'heure sans cesse la voit
    /// avancer d'au plus une milliseconde à la fois. À échéances égales, tous les
    /// ordres sont suivis. Un délai qui dépasse toute heure (`Duration::MAX`) ne
    /// finit jamais.
    ///
    /// Une boucle qui compte ses tours ne revient à aucun état : l'exploration
    /// la déroule à la même heure jusqu'à une borne, et elle est incomplète.
    Ordered,
}

/// Ce qui fait que deux étapes d'un fil sont la même : voir le module `memory`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Identity {
    /// La mémoire du fil. Là où l'arène ne peut pas être réservée, c'est
    /// l'histoire.
    #[default]
    Memory,
    /// Les réponses qu'il a reçues : juste partout, mais un fil n'oublie rien.
    History,
}

impl Identity {
    /// Celle qui s'emploie ici : l'histoire, là où la mémoire du programme ne peut
    /// pas être réservée.
    #[must_use]
    pub fn here(self) -> Self {
        match self {
            Self::Memory if arena::prepare() => Self::Memory,
            _ => Self::History,
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
