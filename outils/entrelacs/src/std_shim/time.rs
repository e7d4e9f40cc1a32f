//! `std::time` : les durées, et une horloge virtuelle.

use crate::config::TimeModel;
use crate::op::{Op, Response};
use crate::session;
use ::std::ops::{Add, AddAssign, Sub, SubAssign};

pub use ::std::time::Duration;

/// Une heure de l'horloge virtuelle : le temps écoulé depuis le début du
/// programme, en temps ordonné ; sans valeur en temps arbitraire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);

impl Instant {
    /// L'heure virtuelle. Le programme est refusé en temps arbitraire, où
    /// aucune heure n'a de sens.
    #[track_caller]
    pub fn now() -> Self {
        if session::time_model() == TimeModel::Arbitrary {
            session::unsupported(
                "`Instant::now` n'a de sens qu'avec une horloge : explorez avec `--ordered`",
            );
        }
        session::require(|granularity| granularity.clock = true);
        match session::perform(Op::Now) {
            Response::Number(nanos) => Self(Duration::from_nanos(nanos)),
            other => unreachable!("réponse inattendue : {other:?}"),
        }
    }

    /// Le temps écoulé depuis cette heure.
    #[track_caller]
    pub fn elapsed(&self) -> Duration {
        Self::now().0.saturating_sub(self.0)
    }

    /// Le temps écoulé entre `earlier` et cette heure, zéro si elle est avant.
    pub fn duration_since(&self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    /// Le temps écoulé entre `earlier` et cette heure, zéro si elle est avant.
    pub fn saturating_duration_since(&self, earlier: Self) -> Duration {
        self.duration_since(earlier)
    }

    /// Le temps écoulé entre `earlier` et cette heure, si elle est après.
    pub fn checked_duration_since(&self, earlier: Self) -> Option<Duration> {
        self.0.checked_sub(earlier.0)
    }

    /// Cette heure, plus tard.
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        self.0.checked_add(duration).map(Self)
    }

    /// Cette heure, plus tôt.
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        self.0.checked_sub(duration).map(Self)
    }

    /// Une heure d'expiration, telle que la donne un canal minuteur.
    pub(crate) fn of_timer() -> Self {
        Self(session::clock())
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0 + duration)
    }
}

impl AddAssign<Duration> for Instant {
    fn add_assign(&mut self, duration: Duration) {
        self.0 += duration;
    }
}

impl Sub<Duration> for Instant {
    type Output = Self;

    fn sub(self, duration: Duration) -> Self {
        Self(self.0 - duration)
    }
}

impl SubAssign<Duration> for Instant {
    fn sub_assign(&mut self, duration: Duration) {
        self.0 -= duration;
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        self.duration_since(earlier)
    }
}
