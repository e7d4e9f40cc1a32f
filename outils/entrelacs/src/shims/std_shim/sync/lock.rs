//! Ce que `Mutex` et `RwLock` ont en commun.

use crate::model::op::Response;
use ::std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

/// `value`, dans `Err` si cette réponse dit que le verrou est empoisonné.
pub(super) fn told<T>(value: T, response: &Response) -> LockResult<T> {
    match response {
        Response::Content { poisoned: true, .. } => Err(PoisonError::new(value)),
        _ => Ok(value),
    }
}

/// La vraie garde ; le modèle garantit que personne d'autre ne tient la donnée.
pub(super) fn free<G>(tried: TryLockResult<G>) -> G {
    match tried {
        Ok(guard) => guard,
        Err(TryLockError::Poisoned(error)) => error.into_inner(),
        Err(TryLockError::WouldBlock) => unreachable!("le modèle a donné un verrou déjà pris"),
    }
}

/// Ce que `$lock`, dont `$look` regarde la donnée sans attendre, fait comme l'autre
/// verrou ; `$object` est l'objet d'un verrou libre.
macro_rules! lock {
    ($lock:ident, $look:ident, $object:path) => {
        impl<T> $lock<T> {
            const_new! {
                /// Un verrou libre.
                (value: T)
            }

            #[track_caller]
            fn created(value: T) -> Self {
                let content = session::fingerprint(&value);
                Self {
                    handle: Handle::lock::<Self, T>($object(content)),
                    data: sync::$lock::new(value),
                }
            }

            /// Un verrou libre, dans une `static`.
            #[doc(hidden)]
            pub const fn entrelacs_static(value: T) -> Self {
                Self {
                    handle: Handle::in_static(),
                    data: sync::$lock::new(value),
                }
            }

            /// Démonte le verrou et rend la donnée.
            ///
            /// # Errors
            ///
            /// La donnée, si le verrou est empoisonné.
            #[track_caller]
            pub fn into_inner(self) -> LockResult<T> {
                let response = operation::perform(Op::Own(self.id()));
                self.handle.emptied();
                let data = self.data.into_inner();
                lock::told(data.unwrap_or_else(PoisonError::into_inner), &response)
            }
        }

        impl<T: ?Sized> $lock<T> {
            #[track_caller]
            fn id(&self) -> ObjectId {
                let look = || inspect::inspect(&*lock::free(self.data.$look()));
                self.handle.id(look, $object)
            }

            /// Vrai si un fil a paniqué en modifiant la donnée.
            #[track_caller]
            pub fn is_poisoned(&self) -> bool {
                operation::perform(Op::IsPoisoned(self.id())) == Response::Flag(true)
            }

            /// Lève l'empoisonnement.
            #[track_caller]
            pub fn clear_poison(&self) {
                operation::perform(Op::ClearPoison(self.id()));
            }

            /// La donnée, dont l'appelant est seul maître.
            ///
            /// # Errors
            ///
            /// La donnée, si le verrou est empoisonné.
            #[track_caller]
            pub fn get_mut(&mut self) -> LockResult<&mut T> {
                let id = self.id();
                let response = operation::perform(Op::Borrow(id));
                session::borrow(id);
                let data = self.data.get_mut();
                lock::told(data.unwrap_or_else(PoisonError::into_inner), &response)
            }

            /// Note que le fil courant prend le verrou.
            fn held(&self) {
                let id = self.id();
                session::end_borrow(id);
                session::hold(id, &self.data);
            }
        }

        impl<T: Default> Default for $lock<T> {
            fn default() -> Self {
                Self::new(T::default())
            }
        }

        impl<T> From<T> for $lock<T> {
            #[track_caller]
            fn from(value: T) -> Self {
                Self::new(value)
            }
        }

        impl<T: ?Sized + fmt::Debug> fmt::Debug for $lock<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let poisoned = self.is_poisoned();
                let mut debug = f.debug_struct(stringify!($lock));
                match self.$look() {
                    Ok(guard) => debug.field("data", &&*guard),
                    Err(TryLockError::Poisoned(error)) => debug.field("data", &&**error.get_ref()),
                    Err(TryLockError::WouldBlock) => debug.field("data", &"<locked>"),
                };
                debug.field("poisoned", &poisoned);
                debug.finish_non_exhaustive()
            }
        }
    };
}
pub(super) use lock;

/// Une garde montre la donnée qu'elle tient, et libère le verrou par `unlock` quand
/// elle est détruite ; `mut` si elle laisse aussi la modifier.
macro_rules! guard {
    (mut $guard:ident) => {
        lock::guard!($guard);

        impl<T: ?Sized> DerefMut for $guard<'_, T> {
            fn deref_mut(&mut self) -> &mut T {
                self.data.as_mut().expect("la garde tient la donnée")
            }
        }
    };
    ($guard:ident) => {
        impl<T: ?Sized> Deref for $guard<'_, T> {
            type Target = T;

            fn deref(&self) -> &T {
                self.data.as_ref().expect("la garde tient la donnée")
            }
        }

        impl<T: ?Sized + fmt::Debug> fmt::Debug for $guard<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: ?Sized + fmt::Display> fmt::Display for $guard<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: ?Sized> Drop for $guard<'_, T> {
            #[track_caller]
            #[inline(never)]
            fn drop(&mut self) {
                memory::scrub();
                self.unlock();
            }
        }
    };
}
pub(super) use guard;
