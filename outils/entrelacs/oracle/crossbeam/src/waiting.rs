//! Ce que la source de crossbeam prend ailleurs : l'attente active et le hasard.

use shuttle::rand::Rng;

/// Ce que crossbeam-channel demande à crossbeam-utils.
pub mod crossbeam_utils {
    pub use self::backoff::Backoff;
    pub use ::crossbeam_utils::{atomic, CachePadded};

    mod backoff {
        use std::cell::Cell;

        /// L'attente active : elle cède la main à chaque tour, sinon elle
        /// tournerait sans fin sur l'unique fil du système.
        #[derive(Debug, Default)]
        pub struct Backoff {
            rounds: Cell<u32>,
        }

        impl Backoff {
            pub fn new() -> Self {
                Self::default()
            }

            pub fn spin(&self) {
                self.snooze();
            }

            pub fn snooze(&self) {
                self.rounds.set(self.rounds.get() + 1);
                shuttle::thread::yield_now();
            }

            /// Vrai après un tour : l'essai suivant s'endort.
            pub fn is_completed(&self) -> bool {
                self.rounds.get() > 0
            }
        }
    }
}

/// Une graine que choisit shuttle, donc la même au rejeu.
pub fn seed() -> u32 {
    shuttle::rand::thread_rng().gen_range(1..u32::MAX)
}
