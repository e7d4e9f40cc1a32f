//! `crossbeam_utils::atomic` : une cellule partagée, de n'importe quel type.

use crate::runtime::handle::const_new;
use crate::shims::std_shim::sync::Mutex;
use std::fmt;
use std::sync::PoisonError;

/// Une valeur que plusieurs fils lisent et remplacent d'un geste. Le geste se fait
/// sous un verrou, comme dans le vrai type quand le processeur ne suffit pas.
pub struct AtomicCell<T>(Mutex<T>);

impl<T> AtomicCell<T> {
    const_new! {
        /// Une cellule, avec sa valeur.
        (value: T)
    }

    #[track_caller]
    fn created(value: T) -> Self {
        Self(Mutex::new(value))
    }

    /// Une cellule, dans une `static`.
    #[doc(hidden)]
    pub const fn entrelacs_static(value: T) -> Self {
        Self(Mutex::entrelacs_static(value))
    }

    #[track_caller]
    fn act<R>(&self, action: impl FnOnce(&mut T) -> R) -> R {
        action(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Démonte la cellule et rend sa valeur.
    #[track_caller]
    pub fn into_inner(self) -> T {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remplace la valeur.
    #[track_caller]
    pub fn store(&self, value: T) {
        drop(self.swap(value));
    }

    /// Remplace la valeur et rend l'ancienne.
    #[track_caller]
    pub fn swap(&self, value: T) -> T {
        self.act(|old| std::mem::replace(old, value))
    }

    /// Prend la valeur et laisse celle par défaut.
    #[track_caller]
    pub fn take(&self) -> T
    where
        T: Default,
    {
        self.swap(T::default())
    }

    /// La valeur.
    #[track_caller]
    pub fn load(&self) -> T
    where
        T: Copy,
    {
        self.act(|value| *value)
    }

    /// Écrit `new` si la valeur est `current` ; rend l'ancienne.
    ///
    /// # Errors
    ///
    /// La valeur, si ce n'est pas `current`.
    #[track_caller]
    pub fn compare_exchange(&self, current: T, new: T) -> Result<T, T>
    where
        T: Copy + Eq,
    {
        self.act(|value| {
            if *value == current {
                Ok(std::mem::replace(value, new))
            } else {
                Err(*value)
            }
        })
    }

    /// Change la valeur par `f`, en recommençant si un autre fil la change
    /// entre-temps.
    ///
    /// # Errors
    ///
    /// La valeur, si `f` rend `None`.
    #[track_caller]
    pub fn fetch_update<F: FnMut(T) -> Option<T>>(&self, mut f: F) -> Result<T, T>
    where
        T: Copy + Eq,
    {
        let mut old = self.load();
        while let Some(new) = f(old) {
            match self.compare_exchange(old, new) {
                Ok(old) => return Ok(old),
                Err(now) => old = now,
            }
        }
        Err(old)
    }
}

macro_rules! integers {
    (@methods $type:ty; $($method:ident $doc:literal |$old:ident, $value:ident| $new:expr;)*) => {
        $(
            #[doc = $doc]
            #[track_caller]
            pub fn $method(&self, $value: $type) -> $type {
                self.act(|content| {
                    let $old = *content;
                    *content = $new;
                    $old
                })
            }
        )*
    };
    ($($type:ty)*) => {
        $(
            impl AtomicCell<$type> {
                integers! { @methods $type;
                    fetch_add "Ajoute et rend l'ancienne valeur." |old, value| old.wrapping_add(value);
                    fetch_sub "Retranche et rend l'ancienne valeur." |old, value| old.wrapping_sub(value);
                    fetch_and "Fait le « et » bit à bit et rend l'ancienne valeur." |old, value| old & value;
                    fetch_nand "Fait le « non-et » bit à bit et rend l'ancienne valeur." |old, value| !(old & value);
                    fetch_or "Fait le « ou » bit à bit et rend l'ancienne valeur." |old, value| old | value;
                    fetch_xor "Fait le « ou exclusif » bit à bit et rend l'ancienne valeur." |old, value| old ^ value;
                    fetch_max "Garde la plus grande des deux et rend l'ancienne valeur." |old, value| old.max(value);
                    fetch_min "Garde la plus petite des deux et rend l'ancienne valeur." |old, value| old.min(value);
                }
            }
        )*
    };
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

impl AtomicCell<bool> {
    /// Fait le « et » et rend l'ancienne valeur.
    #[track_caller]
    pub fn fetch_and(&self, value: bool) -> bool {
        self.act(|content| std::mem::replace(content, *content & value))
    }

    /// Fait le « ou » et rend l'ancienne valeur.
    #[track_caller]
    pub fn fetch_or(&self, value: bool) -> bool {
        self.act(|content| std::mem::replace(content, *content | value))
    }

    /// Fait le « ou exclusif » et rend l'ancienne valeur.
    #[track_caller]
    pub fn fetch_xor(&self, value: bool) -> bool {
        self.act(|content| std::mem::replace(content, *content ^ value))
    }
}

impl<T: Default> Default for AtomicCell<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for AtomicCell<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Copy + fmt::Debug> fmt::Debug for AtomicCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AtomicCell")
            .field("value", &self.load())
            .finish()
    }
}
