//! L'identité d'un objet du modèle, dans l'objet que tient le programme.

use crate::model::id::{ObjectId, Token};
use crate::model::object::Object;
use crate::model::op::Op;
use crate::runtime::inspect::{self, Inspected};
use crate::runtime::memory::header::{ANONYMOUS, Header, MAGIC, MASKS, OBSERVED};
use crate::runtime::memory::pins;
use crate::runtime::operation;
use crate::runtime::session;
use std::panic::Location;
use std::sync::atomic::{AtomicU64, Ordering};

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
///
/// Placée au début d'un verrou, elle dit aussi combien d'octets celui-ci occupe :
/// [`crate::runtime::memory`] ne lit pas ce qu'il protège.
#[derive(Debug)]
#[repr(C)]
pub(crate) struct Handle {
    name: AtomicU64,
    extent: AtomicU64,
}

impl Handle {
    /// Crée un objet qui ne masque rien.
    #[track_caller]
    pub fn new(object: Object) -> Self {
        Self::masking(object, 0)
    }

    /// Crée un objet qui masque `size` octets, à partir de cette identité.
    #[track_caller]
    pub fn masking(object: Object, size: usize) -> Self {
        let line = session::source_line(Location::caller());
        let ObjectId(id) = session::new_object(line, object);
        Self {
            name: AtomicU64::new(MAGIC | u64::from(id + 1)),
            extent: AtomicU64::new(MASKS | size as u64),
        }
    }

    /// Crée un verrou de type `L`, dont le contenu est un `T`.
    ///
    /// Si détruire un `T` exécute du code du programme, ce code lit un contenu que
    /// le fil n'a peut-être jamais vu : la fin du verrou est alors une opération, qui
    /// le lui apprend.
    #[track_caller]
    pub fn lock<L, T>(object: Object) -> Self {
        let handle = Self::masking(object, size_of::<L>());
        if std::mem::needs_drop::<T>() && !inspect::is_inert::<T>() {
            handle.extent.fetch_or(OBSERVED, Ordering::Relaxed);
        }
        handle
    }

    /// Le contenu vient d'être pris : la fin du verrou n'apprendra rien.
    pub fn emptied(&self) {
        self.extent.fetch_and(!OBSERVED, Ordering::Relaxed);
    }

    /// Masque `size` octets, à partir de cette place, sans être un objet.
    pub const fn anonymous(size: usize) -> Self {
        Self {
            name: AtomicU64::new(MAGIC | (ANONYMOUS.0 as u64 + 1)),
            extent: AtomicU64::new(MASKS | size as u64),
        }
    }

    /// L'objet d'une `static`.
    pub const fn in_static() -> Self {
        Self {
            name: AtomicU64::new(0),
            extent: AtomicU64::new(0),
        }
    }

    /// Note que ce que masque cette identité est ici, et ne sera pas déplacé tant
    /// qu'on l'emprunte.
    pub fn pin(&self) {
        if let Some(header) = Header::recognize(self.name.load(Ordering::Relaxed))
            && header.extent(self.extent.load(Ordering::Relaxed)).is_some()
        {
            let address = std::ptr::from_ref(self) as usize;
            session::pin(address, header.id, header.id == ANONYMOUS);
        }
    }

    /// L'objet. Pour une `static`, `inspect` regarde la valeur initiale et
    /// `make` en fait un objet.
    #[track_caller]
    pub fn id(
        &self,
        inspect: impl FnOnce() -> Option<Inspected>,
        make: impl FnOnce(Token) -> Object,
    ) -> ObjectId {
        match Header::recognize(self.name.load(Ordering::Relaxed)) {
            Some(header) => {
                self.pin();
                header.id
            }
            None => {
                let address = std::ptr::from_ref(self) as usize;
                session::static_object(address, inspect, make).unwrap_or_else(|| {
                    operation::unsupported(
                        "cet objet vient d'une `const`, qui en fait une copie à chaque emploi : créez-le par `new` là où \
                         il sert, ou faites-en une `static`",
                    )
                })
            }
        }
    }
}

impl Drop for Handle {
    #[track_caller]
    fn drop(&mut self) {
        pins::unpin(std::ptr::from_ref(self) as usize);
        let observed = self.extent.load(Ordering::Relaxed) & OBSERVED != 0;
        if observed
            && session::is_running()
            && let Some(header) = Header::recognize(self.name.load(Ordering::Relaxed))
        {
            operation::perform(Op::Own(header.id));
        }
    }
}
