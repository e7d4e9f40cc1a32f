//! `std::time` : une horloge sans rapport avec la vraie. Chaque lecture peut la
//! trouver une heure plus tard, au hasard de shuttle : un délai expire ou non.

use ::std::cell::Cell;
use ::std::ops::{Add, Sub};
use shuttle::rand::Rng;

pub use ::std::time::Duration;

::std::thread_local! {
    static CLOCK: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// Remet l'horloge à zéro, au début d'une exécution.
pub fn reset() {
    CLOCK.set(Duration::ZERO);
}

/// Une heure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);

impl Instant {
    pub fn now() -> Self {
        if shuttle::rand::thread_rng().gen_ratio(1, 3) {
            CLOCK.set(CLOCK.get() + Duration::from_secs(3600));
        }
        Self(CLOCK.get())
    }

    pub fn elapsed(&self) -> Duration {
        Self::now().0.saturating_sub(self.0)
    }

    pub fn duration_since(&self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    pub fn saturating_duration_since(&self, earlier: Self) -> Duration {
        self.duration_since(earlier)
    }

    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        self.0.checked_add(duration).map(Self)
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0 + duration)
    }
}

impl Sub<Duration> for Instant {
    type Output = Self;

    fn sub(self, duration: Duration) -> Self {
        Self(self.0 - duration)
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        self.duration_since(earlier)
    }
}
