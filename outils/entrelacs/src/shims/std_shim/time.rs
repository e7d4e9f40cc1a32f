//! `std::time` : les durées, et une horloge virtuelle.

use crate::model::op::{Op, Response};
use crate::model::rules::TimeModel;
use crate::model::time::{ORIGIN, hour};
use crate::runtime::inspect;
use crate::runtime::operation;
use crate::runtime::session;
use ::std::cmp::Ordering;
use ::std::fmt;
use ::std::hash::{Hash, Hasher};
use ::std::ops::{Add, AddAssign, Sub, SubAssign};

pub use ::std::time::Duration;

/// Une heure de l'horloge virtuelle, en temps ordonné.
///
/// Celle que donne un canal minuteur n'est connue que si le programme s'en
/// sert : la plupart l'ignorent, et la distinguer multiplierait les états.
#[derive(Clone, Copy)]
pub struct Instant(Option<Duration>);

impl Instant {
    /// L'heure virtuelle. Le programme est refusé en temps arbitraire, où
    /// aucune heure n'a de sens.
    #[track_caller]
    pub fn now() -> Self {
        require_clock("`Instant::now` n'a");
        match operation::perform(Op::Now) {
            Response::Number(nanos) => Self(Some(hour(Duration::from_nanos(nanos)))),
            other => unreachable!("réponse inattendue : {other:?}"),
        }
    }

    /// Le temps écoulé depuis cette heure.
    #[track_caller]
    pub fn elapsed(&self) -> Duration {
        Self::now().duration_since(*self)
    }

    /// Le temps écoulé entre `earlier` et cette heure, zéro si elle est avant.
    #[track_caller]
    pub fn duration_since(&self, earlier: Self) -> Duration {
        self.known().saturating_sub(earlier.known())
    }

    /// Le temps écoulé entre `earlier` et cette heure, zéro si elle est avant.
    #[track_caller]
    pub fn saturating_duration_since(&self, earlier: Self) -> Duration {
        self.duration_since(earlier)
    }

    /// Le temps écoulé entre `earlier` et cette heure, si elle est après.
    #[track_caller]
    pub fn checked_duration_since(&self, earlier: Self) -> Option<Duration> {
        self.known().checked_sub(earlier.known())
    }

    /// Cette heure, plus tard.
    #[track_caller]
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        self.known().checked_add(duration).map(Self::at)
    }

    /// Cette heure, plus tôt.
    #[track_caller]
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        self.known().checked_sub(duration).map(Self::at)
    }

    /// Cette heure, telle que la connaît le modèle : voir [`hour`].
    #[track_caller]
    pub(crate) fn known(&self) -> Duration {
        self.0.unwrap_or_else(|| {
            require_clock("l'heure que donne un minuteur n'a");
            unreachable!("avec l'horloge, un minuteur donne son heure")
        })
    }

    fn at(hour: Duration) -> Self {
        Self(Some(hour))
    }

    /// L'heure que donne un canal minuteur, si l'horloge compte.
    pub(crate) fn of_timer(hour: Option<Duration>) -> Self {
        Self(hour)
    }
}

/// Recommence l'exploration avec l'horloge si elle n'en tenait pas compte, ou
/// refuse le programme si elle n'a pas de sens.
#[track_caller]
fn require_clock(what: &str) {
    if session::time_model() == TimeModel::Arbitrary {
        operation::unsupported(format!(
            "{what} de sens qu'avec une horloge : explorez avec `--ordonne`"
        ));
    }
    operation::require(|granularity| granularity.clock = true);
}

impl PartialEq for Instant {
    #[track_caller]
    fn eq(&self, other: &Self) -> bool {
        self.known() == other.known()
    }
}

impl Eq for Instant {}

impl PartialOrd for Instant {
    #[track_caller]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Instant {
    #[track_caller]
    fn cmp(&self, other: &Self) -> Ordering {
        self.known().cmp(&other.known())
    }
}

impl Hash for Instant {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.known().hash(state);
    }
}

impl fmt::Debug for Instant {
    /// Le modèle affiche les valeurs pour les nommer ; un programme qui affiche
    /// une heure en montre une autre à chaque exécution, et il est refusé.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !inspect::is_inspecting() {
            operation::unsupported(
                "afficher une heure (`Instant`) donne un autre texte à chaque exécution : affichez une durée, \
                 comme `debut.elapsed()`",
            );
        }
        match self.0 {
            Some(hour) => write!(f, "Instant({:?})", hour.saturating_sub(ORIGIN)),
            None => f.write_str("Instant(..)"),
        }
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    #[track_caller]
    fn add(self, duration: Duration) -> Self {
        self.checked_add(duration)
            .expect("overflow when adding duration to instant")
    }
}

impl AddAssign<Duration> for Instant {
    #[track_caller]
    fn add_assign(&mut self, duration: Duration) {
        *self = *self + duration;
    }
}

impl Sub<Duration> for Instant {
    type Output = Self;

    #[track_caller]
    fn sub(self, duration: Duration) -> Self {
        self.checked_sub(duration)
            .expect("overflow when subtracting duration from instant")
    }
}

impl SubAssign<Duration> for Instant {
    #[track_caller]
    fn sub_assign(&mut self, duration: Duration) {
        *self = *self - duration;
    }
}

impl Sub for Instant {
    type Output = Duration;

    #[track_caller]
    fn sub(self, earlier: Self) -> Duration {
        self.duration_since(earlier)
    }
}
