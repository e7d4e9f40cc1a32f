//! L'identité d'un objet du modèle, dans l'objet que tient le programme.

use crate::model::object::Object;
use crate::model::op::{ObjectId, Op};
use crate::model::value::{self, Inspected, Token};
use crate::runtime::lines;
use crate::runtime::memory;
use crate::runtime::session;
use std::panic::Location;
use std::sync::atomic::{AtomicU64, Ordering};

/// Les bits du haut d'un mot qui nomme un objet.
const MAGIC: u64 = 0x9D5B_E2C7 << 32;
/// Ceux du mot qui suit, quand l'objet en masque d'autres.
const MASKS: u64 = 0x00A6_C371 << 40;

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

/// Le nom de ce qui masque sans être un objet.
const ANONYMOUS: ObjectId = ObjectId(u32::MAX - 1);

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

/// Le bit d'une étendue qui dit que la fin du verrou est une opération.
const OBSERVED: u64 = 1 << 39;

/// Un objet reconnu en mémoire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub id: ObjectId,
}

impl Header {
    /// L'objet que nomme ce mot.
    pub fn recognize(word: u64) -> Option<Self> {
        let number = u32::try_from(word ^ MAGIC).ok()?;
        Some(Self {
            id: ObjectId(number.checked_sub(1)?),
        })
    }

    /// La taille de ce que masque l'objet, lui compris, selon le mot qui suit ;
    /// `None` s'il ne masque rien.
    pub fn extent(self, word: u64) -> Option<usize> {
        let size = (word ^ MASKS) & !OBSERVED;
        (size >> 40 == 0 && size >= 16).then_some(size as usize)
    }
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
        let line = lines::source_line(Location::caller());
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
        if std::mem::needs_drop::<T>() && !value::is_inert::<T>() {
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
                    session::unsupported(
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
        memory::pins::unpin(std::ptr::from_ref(self) as usize);
        let observed = self.extent.load(Ordering::Relaxed) & OBSERVED != 0;
        if observed
            && session::is_running()
            && let Some(header) = Header::recognize(self.name.load(Ordering::Relaxed))
        {
            session::perform(Op::Own(header.id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_objet_se_reconnait_en_memoire() {
        let header = Header::recognize(MAGIC | 8).expect("c'est un objet");
        assert_eq!(header.id, ObjectId(7));
        assert_eq!(header.extent(MASKS | 48), Some(48));
        assert_eq!(header.extent(MASKS | OBSERVED | 48), Some(48));
        assert_eq!(header.extent(MASKS), None, "ne masque rien");
        assert_eq!(header.extent(48), None);
        for word in [0, 7, MAGIC, u64::MAX, 8] {
            assert_eq!(Header::recognize(word), None, "{word:x}");
        }
    }
}
