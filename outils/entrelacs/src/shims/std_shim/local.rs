//! `thread_local!` : une valeur par fil.
//!
//! Les valeurs d'un fil sont rangées dans ses [`Locals`](crate::runtime::locals).

use crate::runtime::locals::Slot;
use crate::runtime::session;
use ::std::cell::{Cell, RefCell};
use ::std::error::Error;
use ::std::fmt;
use ::std::mem;
use ::std::rc::Rc;

/// Une variable dont chaque fil a la sienne.
pub struct LocalKey<T: 'static> {
    init: fn() -> T,
}

/// La valeur du fil courant est déjà détruite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessError;

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("already destroyed")
    }
}

impl Error for AccessError {}

impl<T: 'static> LocalKey<T> {
    /// Une variable que `init` calcule, à son premier emploi par chaque fil.
    #[doc(hidden)]
    pub const fn new(init: fn() -> T) -> Self {
        Self { init }
    }

    /// La valeur du fil courant, s'il en a une ; une erreur si elle est détruite.
    fn find(&'static self) -> Result<Option<Rc<T>>, AccessError> {
        let key = ::std::ptr::from_ref(self) as usize;
        let locals = session::locals();
        let values = locals.values.borrow();
        let Some(slot) = values.iter().find(|slot| slot.key == key) else {
            return Ok(None);
        };
        let value = slot.value.clone().ok_or(AccessError)?;
        Ok(Some(value.downcast().expect("une clé, un type")))
    }

    fn store(&'static self, value: T) -> Rc<T> {
        let value = Rc::new(value);
        let slot = Slot {
            key: ::std::ptr::from_ref(self) as usize,
            value: Some(value.clone()),
            drops: mem::needs_drop::<T>(),
        };
        session::locals().values.borrow_mut().push(slot);
        value
    }

    /// Donne à `f` la valeur du fil courant.
    ///
    /// # Panics
    ///
    /// Si elle est déjà détruite : le fil finit.
    #[track_caller]
    pub fn with<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        self.try_with(f).unwrap_or_else(|error| destroyed(error))
    }

    /// Comme [`Self::with`].
    ///
    /// # Errors
    ///
    /// La valeur est déjà détruite : le fil finit.
    pub fn try_with<F, R>(&'static self, f: F) -> Result<R, AccessError>
    where
        F: FnOnce(&T) -> R,
    {
        let value = match self.find()? {
            Some(value) => value,
            None => self.store((self.init)()),
        };
        let result = f(&value);
        Ok(result)
    }

    /// Donne à `f` la valeur du fil courant ; `initial` l'est si elle n'existait
    /// pas, et revient sinon à `f`.
    #[track_caller]
    fn with_initial<R>(&'static self, initial: T, f: impl FnOnce(Option<T>, &T) -> R) -> R {
        match self.find() {
            Ok(Some(value)) => f(Some(initial), &value),
            Ok(None) => f(None, &self.store(initial)),
            Err(error) => destroyed(error),
        }
    }
}

#[track_caller]
fn destroyed(error: AccessError) -> ! {
    panic!("cannot access a Thread Local Storage value during or after destruction: {error:?}")
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// Remplace la valeur, sans calculer la première s'il n'y en avait pas.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.with_initial(Cell::new(value), |value, cell| {
            if let Some(value) = value {
                cell.set(value.into_inner());
            }
        });
    }

    /// Une copie de la valeur.
    #[track_caller]
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// Prend la valeur et laisse celle par défaut.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// Remplace la valeur et rend l'ancienne.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// Prête la valeur à `f`.
    #[track_caller]
    pub fn with_borrow<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        self.with(|cell| f(&cell.borrow()))
    }

    /// Prête la valeur à `f`, à modifier.
    #[track_caller]
    pub fn with_borrow_mut<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&mut T) -> R,
    {
        self.with(|cell| f(&mut cell.borrow_mut()))
    }

    /// Remplace la valeur, sans calculer la première s'il n'y en avait pas.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.with_initial(RefCell::new(value), |value, cell| {
            if let Some(value) = value {
                *cell.borrow_mut() = value.into_inner();
            }
        });
    }

    /// Prend la valeur et laisse celle par défaut.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }

    /// Remplace la valeur et rend l'ancienne.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

opaque! {
    [T] LocalKey<T>: "LocalKey",
}

/// Déclare des variables dont chaque fil a la sienne.
#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$attribute:meta])* $visibility:vis static $name:ident : $type:ty = const $init:block $(; $($rest:tt)*)?) => {
        $crate::thread_local!(@one [$(#[$attribute])*] [$visibility] $name [$type] $init);
        $($crate::thread_local!($($rest)*);)?
    };
    ($(#[$attribute:meta])* $visibility:vis static $name:ident : $type:ty = $init:expr $(; $($rest:tt)*)?) => {
        $crate::thread_local!(@one [$(#[$attribute])*] [$visibility] $name [$type] $init);
        $($crate::thread_local!($($rest)*);)?
    };
    (@one [$($attribute:tt)*] [$visibility:vis] $name:ident [$type:ty] $init:expr) => {
        $($attribute)*
        $visibility static $name: $crate::std_shim::thread::LocalKey<$type> = {
            fn __entrelacs_init() -> $type {
                $init
            }
            $crate::std_shim::thread::LocalKey::new(__entrelacs_init)
        };
    };
}
