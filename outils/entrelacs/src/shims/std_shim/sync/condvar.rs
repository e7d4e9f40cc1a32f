//! `Condvar` : attendre qu'une condition change.

use super::mutex::MutexGuard;
use crate::model::id::{ObjectId, Token};
use crate::model::object::Object;
use crate::model::op::{Op, Response};
use crate::model::rules::TimeModel;
use crate::runtime::handle::{Handle, const_new};
use crate::runtime::operation;
use crate::runtime::session;
use crate::shims::std_shim::time::Instant;
use ::std::fmt;
use ::std::sync::{LockResult, PoisonError};
use ::std::time::Duration;

/// Une file de fils qui attendent une condition.
///
/// Attendre se fait en trois étapes : libérer le verrou et entrer dans la file
/// d'un seul geste, être réveillé, reprendre le verrou.
pub struct Condvar {
    handle: Handle,
}

opaque! {
    [] Condvar: "Condvar",
}

impl Condvar {
    const_new! {
        /// Une file vide.
        ()
    }

    #[track_caller]
    fn created() -> Self {
        Self {
            handle: Handle::new(object(Token::UNIT)),
        }
    }

    /// Une file vide, dans une `static`.
    #[doc(hidden)]
    pub const fn entrelacs_static() -> Self {
        Self {
            handle: Handle::in_static(),
        }
    }

    #[track_caller]
    fn id(&self) -> ObjectId {
        self.handle.id(|| None, object)
    }

    /// Libère le verrou, attend d'être réveillé, reprend le verrou.
    ///
    /// # Errors
    ///
    /// Le verrou, s'il est empoisonné.
    #[track_caller]
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        match self.sleep(guard, None) {
            Ok((guard, _)) => Ok(guard),
            Err(error) => Err(PoisonError::new(error.into_inner().0)),
        }
    }

    /// Attend tant que `condition` est vraie.
    ///
    /// # Errors
    ///
    /// Le verrou, s'il est empoisonné.
    #[track_caller]
    pub fn wait_while<'a, T, F>(
        &self,
        guard: MutexGuard<'a, T>,
        mut condition: F,
    ) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        let mut guard = guard;
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// Attend d'être réveillé, au plus `limit`.
    ///
    /// # Errors
    ///
    /// Le verrou, s'il est empoisonné.
    #[track_caller]
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        limit: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        self.sleep(guard, Some(limit))
    }

    /// Attend tant que `condition` est vraie, au plus `limit`.
    ///
    /// # Errors
    ///
    /// Le verrou, s'il est empoisonné.
    #[track_caller]
    pub fn wait_timeout_while<'a, T, F>(
        &self,
        guard: MutexGuard<'a, T>,
        limit: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>
    where
        F: FnMut(&mut T) -> bool,
    {
        let mut guard = guard;
        let clock = Watch::start();
        let mut left = limit;
        let mut timed_out = false;
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            if timed_out {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            let (next, result) = self.sleep(guard, Some(left))?;
            guard = next;
            timed_out = result.timed_out();
            if !timed_out {
                left = limit.saturating_sub(clock.elapsed());
                timed_out = left.is_zero();
            }
        }
    }

    #[track_caller]
    fn sleep<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Option<Duration>,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let condvar = self.id();
        let (mutex, id, content) = guard.release();
        operation::perform(Op::Enqueue {
            condvar,
            mutex: id,
            content,
        });
        let response = operation::perform(Op::Wait { condvar, timeout });
        let result = WaitTimeoutResult(response == Response::TimedOut);
        match mutex.lock() {
            Ok(guard) => Ok((guard, result)),
            Err(error) => Err(PoisonError::new((error.into_inner(), result))),
        }
    }

    /// Réveille un des fils qui attendent, n'importe lequel.
    #[track_caller]
    pub fn notify_one(&self) {
        let condvar = self.id();
        operation::perform(Op::Notify {
            condvar,
            all: false,
        });
    }

    /// Réveille tous les fils qui attendent.
    #[track_caller]
    pub fn notify_all(&self) {
        let condvar = self.id();
        operation::perform(Op::Notify { condvar, all: true });
    }
}

/// Le temps passé depuis le début d'une attente. Il ne compte qu'en temps
/// ordonné, et ne se lit que si l'attente reprend.
struct Watch(Option<Instant>);

impl Watch {
    #[track_caller]
    fn start() -> Self {
        let counts = session::time_model() == TimeModel::Ordered && session::granularity().clock;
        Self(counts.then(Instant::now))
    }

    #[track_caller]
    fn elapsed(&self) -> Duration {
        if session::time_model() == TimeModel::Arbitrary {
            return Duration::ZERO;
        }
        operation::require(|granularity| granularity.clock = true);
        self.0.map_or(Duration::ZERO, |start| start.elapsed())
    }
}

fn object(_: Token) -> Object {
    Object::Condvar {
        waiting: Vec::new(),
        notified: Vec::new(),
    }
}

impl Default for Condvar {
    fn default() -> Self {
        Self::new()
    }
}

/// Dit si une attente a pris fin parce que son délai est écoulé.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// Vrai si le délai est écoulé.
    pub fn timed_out(&self) -> bool {
        self.0
    }
}
