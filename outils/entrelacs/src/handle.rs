//! L'identité d'un objet du modèle, dans l'objet que tient le programme.

use crate::lines;
use crate::object::Object;
use crate::op::ObjectId;
use crate::session;
use crate::value::{Inspected, Token};
use std::panic::Location;
use std::sync::atomic::{AtomicU32, Ordering};

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
                        "cet objet n'est ni créé par le programme, ni dans une `static` de premier niveau",
                    )
                })
            }
        }
    }
}
