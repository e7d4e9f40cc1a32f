//! `std::sync::atomic` : des valeurs partagées sans verrou.
//!
//! Le modèle est séquentiellement cohérent : il ne distingue pas les ordres
//! `Relaxed`, `Acquire`, `Release` et `SeqCst`. Un programme prouvé ici avec un
//! ordre plus faible que `SeqCst` peut encore se tromper sur une vraie machine.
//! Un échange « faible » n'échoue jamais sans raison.

use super::updates::updates;
use crate::model::id::ObjectId;
use crate::model::object::Object;
use crate::model::op::{Action, Change, Op, Response, Signed};
use crate::runtime::handle::{Handle, const_new};
use crate::runtime::memory;
use crate::runtime::operation;
use ::std::fmt::{self, Debug};
use ::std::rc::Rc;

pub use super::atomic_ptr::AtomicPtr;
pub use ::std::sync::atomic::Ordering;

/// Sans effet : tout est déjà séquentiellement cohérent.
pub fn fence(_order: Ordering) {}

/// Sans effet : tout est déjà séquentiellement cohérent.
pub fn compiler_fence(_order: Ordering) {}

/// Les bits d'une valeur atomique.
#[derive(Debug)]
struct Cell {
    handle: Handle,
    initial: u64,
}

impl Cell {
    #[track_caller]
    fn new(initial: u64) -> Self {
        Self {
            handle: Handle::new(Object::Atomic(initial)),
            initial,
        }
    }

    #[track_caller]
    fn id(&self) -> ObjectId {
        self.handle.id(|| None, |_| Object::Atomic(self.initial))
    }

    /// Agit sur la valeur ; rend l'ancienne, dans `Err` si l'échange n'a pas eu
    /// lieu. Le résultat passe par des registres : il n'en reste rien sur la pile.
    #[track_caller]
    #[inline(never)]
    fn act(
        &self,
        method: &'static str,
        arguments: impl Into<Rc<str>>,
        change: Change,
    ) -> Result<u64, u64> {
        let arguments = arguments.into();
        let atomic = self.id();
        memory::scrub();
        announce(atomic, method, arguments, change)
    }
}

#[track_caller]
#[inline(never)]
fn announce(
    atomic: ObjectId,
    method: &'static str,
    arguments: Rc<str>,
    change: Change,
) -> Result<u64, u64> {
    let action = Action {
        method,
        arguments,
        change,
    };
    match operation::perform(Op::Atomic { atomic, action }) {
        Response::Done => Ok(0),
        Response::Number(old) => Ok(old),
        Response::Exchanged(result) => result,
        other => unreachable!("réponse inattendue : {other:?}"),
    }
}

macro_rules! const_bits {
    (bool, $value:ident) => {
        $value as u64
    };
    ($type:ty, $value:ident) => {
        ($value as u64) & (u64::MAX >> (64 - 8 * size_of::<$type>()))
    };
}

macro_rules! atomic {
    ($name:ident, $type:ty, $bits:expr, $value:expr) => {
        #[doc = concat!("Une valeur atomique de type `", stringify!($type), "`.")]
        pub struct $name(Cell);

        impl $name {
            const_new! {
                /// Une valeur atomique.
                (value: $type)
            }

            #[track_caller]
            #[inline(never)]
            fn created(value: $type) -> Self {
                Self(Cell::new($bits(value)))
            }

            /// Une valeur atomique, dans une `static`.
            #[doc(hidden)]
            pub const fn entrelacs_static(value: $type) -> Self {
                Self(Cell {
                    handle: Handle::in_static(),
                    initial: const_bits!($type, value),
                })
            }

            /// Lit la valeur.
            #[track_caller]
            #[inline(never)]
            pub fn load(&self, _order: Ordering) -> $type {
                old(self.0.act("load", "", Change::Load), $value)
            }

            /// Écrit la valeur.
            #[track_caller]
            #[inline(never)]
            pub fn store(&self, value: $type, _order: Ordering) {
                // Une écriture n'échoue pas.
                let _ = self
                    .0
                    .act("store", show(&value), Change::Store($bits(value)));
            }

            /// Écrit la valeur et rend l'ancienne.
            #[track_caller]
            #[inline(never)]
            pub fn swap(&self, value: $type, _order: Ordering) -> $type {
                let change = Change::Swap($bits(value));
                old(self.0.act("swap", show(&value), change), $value)
            }

            /// Écrit `new` si la valeur est `current` ; rend l'ancienne.
            ///
            /// # Errors
            ///
            /// La valeur, si ce n'est pas `current`.
            #[track_caller]
            #[inline(never)]
            pub fn compare_exchange(
                &self,
                current: $type,
                new: $type,
                _success: Ordering,
                _failure: Ordering,
            ) -> Result<$type, $type> {
                let change = Change::Exchange {
                    current: $bits(current),
                    new: $bits(new),
                };
                let arguments = format!("{current:?}, {new:?}");
                match self.0.act("compare_exchange", arguments, change) {
                    Ok(old) => Ok($value(old)),
                    Err(old) => Err($value(old)),
                }
            }

            /// Démonte la valeur atomique et rend sa valeur.
            #[track_caller]
            #[inline(never)]
            pub fn into_inner(self) -> $type {
                match operation::perform(Op::Own(self.0.id())) {
                    Response::Number(bits) => $value(bits),
                    other => unreachable!("réponse inattendue : {other:?}"),
                }
            }
        }

        updates!([] $name, $type);

        impl Default for $name {
            fn default() -> Self {
                Self::new(<$type>::default())
            }
        }

        impl From<$type> for $name {
            fn from(value: $type) -> Self {
                Self::new(value)
            }
        }

        impl Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.load(Ordering::SeqCst).fmt(f)
            }
        }
    };
}

macro_rules! fetch {
    ($name:ident, $type:ty, $value:expr; $($method:ident: $doc:literal, $change:expr;)+) => {
        impl $name {
            $(
                #[doc = $doc]
                #[track_caller]
                #[inline(never)]
                pub fn $method(&self, value: $type, _order: Ordering) -> $type {
                    let change: fn($type) -> Change = $change;
                    let done = self.0.act(stringify!($method), show(&value), change(value));
                    old(done, $value)
                }
            )+
        }
    };
}

macro_rules! integers {
    ($($name:ident $type:ident $unsigned:ident $signed:expr;)+) => {
        $(
            atomic!($name, $type, |value: $type| value as $unsigned as u64, |bits: u64| bits as $type);
            fetch! {
                $name, $type, |bits: u64| bits as $type;
                fetch_add: "Ajoute et rend l'ancienne valeur.",
                    |value| Change::Add(value as $unsigned as u64, size_of::<$type>() as u8);
                fetch_sub: "Retranche et rend l'ancienne valeur.",
                    |value| Change::Add(value.wrapping_neg() as $unsigned as u64, size_of::<$type>() as u8);
                fetch_and: "Fait le « et » bit à bit et rend l'ancienne valeur.",
                    |value| Change::And(value as $unsigned as u64);
                fetch_nand: "Fait le « non-et » bit à bit et rend l'ancienne valeur.",
                    |value| Change::Nand(value as $unsigned as u64, size_of::<$type>() as u8);
                fetch_or: "Fait le « ou » bit à bit et rend l'ancienne valeur.",
                    |value| Change::Or(value as $unsigned as u64);
                fetch_xor: "Fait le « ou exclusif » bit à bit et rend l'ancienne valeur.",
                    |value| Change::Xor(value as $unsigned as u64);
                fetch_max: "Garde la plus grande des deux et rend l'ancienne valeur.",
                    |value| Change::Max(value as $unsigned as u64, $signed);
                fetch_min: "Garde la plus petite des deux et rend l'ancienne valeur.",
                    |value| Change::Min(value as $unsigned as u64, $signed);
            }
        )+
    };
}

// Toutes nos machines ont des mots d'au plus 64 bits.
integers! {
    AtomicU8 u8 u8 Signed::No;
    AtomicU16 u16 u16 Signed::No;
    AtomicU32 u32 u32 Signed::No;
    AtomicU64 u64 u64 Signed::No;
    AtomicUsize usize usize Signed::No;
    AtomicI8 i8 u8 Signed::Yes(1);
    AtomicI16 i16 u16 Signed::Yes(2);
    AtomicI32 i32 u32 Signed::Yes(4);
    AtomicI64 i64 u64 Signed::Yes(8);
    AtomicIsize isize usize Signed::Yes(size_of::<isize>() as u8);
}

atomic!(AtomicBool, bool, u64::from, |bits: u64| bits != 0);
fetch! {
    AtomicBool, bool, |bits: u64| bits != 0;
    fetch_and: "Fait le « et » et rend l'ancienne valeur.", |value| Change::And(u64::from(value));
    fetch_or: "Fait le « ou » et rend l'ancienne valeur.", |value| Change::Or(u64::from(value));
    fetch_xor: "Fait le « ou exclusif » et rend l'ancienne valeur.", |value| Change::Xor(u64::from(value));
}

impl AtomicBool {
    /// Fait le « non-et » et rend l'ancienne valeur.
    #[track_caller]
    pub fn fetch_nand(&self, value: bool, order: Ordering) -> bool {
        // Le non-et avec `false` écrit vrai ; avec `true`, il inverse.
        if value {
            self.fetch_xor(true, order)
        } else {
            self.swap(true, order)
        }
    }

    /// Inverse la valeur et rend l'ancienne.
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.fetch_xor(true, order)
    }
}

fn show(value: &impl Debug) -> String {
    format!("{value:?}")
}

/// La valeur d'avant, pour une action qui n'échoue pas.
fn old<T>(done: Result<u64, u64>, value: impl Fn(u64) -> T) -> T {
    match done {
        Ok(bits) | Err(bits) => value(bits),
    }
}
