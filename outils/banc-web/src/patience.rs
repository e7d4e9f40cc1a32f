//! Attendre, sur une machine qui peut s'arrêter un moment.
//!
//! Une attente se compte par tranches : si la machine s'endort, ou ne donne plus
//! la main, la tranche en cours ne compte que pour son double. Le serveur, qui
//! dormait aussi, garde le temps de répondre.

use std::time::{Duration, Instant};

/// Une tranche d'attente.
const SLICE: Duration = Duration::from_millis(100);

/// Ce qu'il reste à attendre.
#[derive(Debug)]
pub struct Patience {
    left: Duration,
}

impl Patience {
    /// Attendre `limit`, au plus.
    pub fn new(limit: Duration) -> Self {
        Self { left: limit }
    }

    /// La prochaine tranche, s'il en reste une.
    pub fn slice(&self) -> Option<Duration> {
        (!self.left.is_zero()).then(|| self.left.min(SLICE))
    }

    /// Compte une tranche commencée à `start`.
    pub fn spend(&mut self, start: Instant) {
        // Une tranche coûte toujours un peu : l'attente finit.
        let spent = start.elapsed().clamp(Duration::from_micros(50), SLICE * 2);
        self.left = self.left.saturating_sub(spent);
    }

    /// Dort une courte tranche ; faux s'il n'en reste plus.
    pub fn pause(&mut self) -> bool {
        let Some(slice) = self.slice() else {
            return false;
        };
        let start = Instant::now();
        std::thread::sleep(slice.min(Duration::from_millis(5)));
        self.spend(start);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_longue_absence_ne_compte_que_pour_deux_tranches() {
        let mut patience = Patience::new(Duration::from_secs(1));
        let long_ago = Instant::now() - Duration::from_secs(30);
        for _ in 0..4 {
            assert!(patience.slice().is_some());
            patience.spend(long_ago);
        }
        assert!(patience.slice().is_some());
        patience.spend(long_ago);
        assert_eq!(patience.slice(), None);
    }
}
