//! L'identité d'un objet du modèle, dans l'objet que tient le programme.

use crate::lines;
use crate::object::Object;
use crate::op::ObjectId;
use crate::session;
use crate::value::{Inspected, Token};
use std::panic::Location;
use std::sync::atomic::{AtomicU32, Ordering};

/// Le constructeur `new` d'un type qui peut vivre dans une `static` : à
/// l'exécution, `created` crée l'objet ; à la compilation, `entrelacs_static` le
/// laisse à reconnaître à son adresse. Une `const fn` du programme peut ainsi
/// servir aux deux, comme avec les vrais types.
macro_rules! const_new {
    ($(#[$attribute:meta])* ($($name:ident: $type:ty),*)) => {
        $(#[$attribute])*
        #[cfg(privileged)]
        #[track_caller]
        pub const fn new($($name: $type),*) -> Self {
            ::core::intrinsics::const_eval_select(
                ($($name,)*),
                Self::entrelacs_static,
                Self::created,
            )
        }

        $(#[$attribute])*
        #[cfg(not(privileged))]
        #[track_caller]
        pub fn new($($name: $type),*) -> Self {
            Self::created($($name),*)
        }
    };
}
pub(crate) use const_new;

/// L'identité d'un objet : donnée à sa création, ou reconnue à son adresse
/// pour une `static`, que rien ne crée.
#[derive(Debug)]
pub(crate) struct Handle(AtomicU32);

impl Handle {
    /// Crée un objet.
    #[track_caller]
    pub fn new(object: Object) -> Self {
        let line = lines::source_line(Location::caller());
        let ObjectId(id) = session::new_object(line, object);
        Self(AtomicU32::new(id + 1))
    }

    /// L'objet d'une `static`.
    pub const fn in_static() -> Self {
        Self(AtomicU32::new(0))
    }

    /// L'objet. Pour une `static`, `inspect` regarde la valeur initiale et
    /// `make` en fait un objet.
    #[track_caller]
    pub fn id(
        &self,
        inspect: impl FnOnce() -> Option<Inspected>,
        make: impl FnOnce(Token) -> Object,
    ) -> ObjectId {
        match self.0.load(Ordering::Relaxed).checked_sub(1) {
            Some(id) => ObjectId(id),
            None => {
                let address = std::ptr::from_ref(self) as usize;
                session::static_object(address, inspect, make).unwrap_or_else(|| {
                    session::unsupported(
                        "cet objet vient d'une `const`, qui en fait une copie à chaque emploi : créez-le par `new` là où \
                         il sert, ou faites-en une `static`",
                    )
                })
            }
        }
    }
}
