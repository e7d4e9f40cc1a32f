//! Les verrous, quel que soit ce qu'ils protègent, et ce qu'un fil en tient.

use crate::values::Inside;
use entrelacs::std_shim::sync::{
    Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
    TryLockError,
};
use entrelacs_generator::How;
use std::time::Duration;

/// Ce que dure une attente bornée.
pub const LIMIT: Duration = Duration::from_millis(1);

/// Un verrou.
pub trait Lock: Send + Sync {
    fn take(&self, how: How, tolerant: bool) -> Option<Box<dyn Held<'_> + '_>>;
    fn poisoned(&self) -> bool;
    fn forgive(&self);
}

/// Comment finit une attente.
pub enum Until {
    Notified,
    Timeout,
    While(i64),
}

/// Ce que tient un bloc.
pub trait Held<'e> {
    fn number(&self) -> i64 {
        unreachable!("rien à lire")
    }

    fn put(&mut self, _value: i64) {
        unreachable!("rien à écrire")
    }

    fn wait(
        self: Box<Self>,
        _condvar: &Condvar,
        _until: Until,
        _tolerant: bool,
    ) -> (Box<dyn Held<'e> + 'e>, bool) {
        unreachable!("rien à attendre")
    }
}

fn unpoisoned<G>(result: Result<G, PoisonError<G>>, tolerant: bool) -> G {
    match result {
        Ok(guard) => guard,
        Err(error) if tolerant => error.into_inner(),
        Err(_) => panic!("verrou empoisonné"),
    }
}

fn tried<G>(result: Result<G, TryLockError<G>>, tolerant: bool) -> Option<G> {
    match result {
        Ok(guard) => Some(guard),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Poisoned(error)) => Some(unpoisoned(Err(error), tolerant)),
    }
}

macro_rules! locks {
    ($($lock:ident { $($how:pat => $take:ident $method:ident,)+ })+) => {
        $(impl<T: Inside> Lock for $lock<T> {
            fn take(&self, how: How, tolerant: bool) -> Option<Box<dyn Held<'_> + '_>> {
                Some(match how {
                    $($how => Box::new($take(self.$method(), tolerant)?),)+
                    _ => unreachable!("un autre verrou"),
                })
            }

            fn poisoned(&self) -> bool {
                self.is_poisoned()
            }

            fn forgive(&self) {
                self.clear_poison();
            }
        })+
    };
}

fn waited<G>(result: Result<G, PoisonError<G>>, tolerant: bool) -> Option<G> {
    Some(unpoisoned(result, tolerant))
}

locks! {
    Mutex {
        How::Lock => waited lock,
        How::TryLock => tried try_lock,
    }
    RwLock {
        How::Read => waited read,
        How::Write => waited write,
        How::TryRead => tried try_read,
        How::TryWrite => tried try_write,
    }
}

impl<'e, T: Inside> Held<'e> for MutexGuard<'e, T> {
    fn number(&self) -> i64 {
        (**self).number()
    }

    fn put(&mut self, value: i64) {
        (**self).put(value);
    }

    fn wait(
        self: Box<Self>,
        condvar: &Condvar,
        until: Until,
        tolerant: bool,
    ) -> (Box<dyn Held<'e> + 'e>, bool) {
        let mut guard = *self;
        let mut timed_out = false;
        match until {
            Until::Notified => guard = unpoisoned(condvar.wait(guard), tolerant),
            Until::Timeout => {
                let both = unpoisoned(condvar.wait_timeout(guard, LIMIT), tolerant);
                timed_out = both.1.timed_out();
                guard = both.0;
            }
            Until::While(value) if tolerant => {
                while (*guard).number() == value {
                    guard = unpoisoned(condvar.wait(guard), tolerant);
                }
            }
            Until::While(value) => {
                let waited = condvar.wait_while(guard, |content| content.number() == value);
                guard = unpoisoned(waited, tolerant);
            }
        }
        (Box::new(guard), timed_out)
    }
}

impl<'e, T: Inside> Held<'e> for RwLockReadGuard<'e, T> {
    fn number(&self) -> i64 {
        (**self).number()
    }
}

impl<'e, T: Inside> Held<'e> for RwLockWriteGuard<'e, T> {
    fn number(&self) -> i64 {
        (**self).number()
    }

    fn put(&mut self, value: i64) {
        (**self).put(value);
    }
}

impl<'e> Held<'e> for Arc<String> {}

/// Ce que tient le fil, du plus ancien au plus récent, et qu'il rend à l'envers.
pub struct Guards<'e>(pub Vec<(usize, Box<dyn Held<'e> + 'e>)>);

impl Drop for Guards<'_> {
    fn drop(&mut self) {
        while let Some(last) = self.0.pop() {
            drop(last);
        }
    }
}

impl<'e> Guards<'e> {
    pub fn of(&mut self, lock: usize) -> &mut (dyn Held<'e> + 'e) {
        let found = self.0.iter_mut().rev().find(|(id, _)| *id == lock);
        &mut *found.expect("le fil tient ce verrou").1
    }
}
