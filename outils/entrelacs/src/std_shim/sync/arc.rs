//! `Arc` : plusieurs propriétaires d'une même valeur.
//!
//! Un `Arc` n'est un objet du modèle que si quelqu'un peut le remarquer : si
//! détruire son contenu est une étape (un émetteur, par exemple), ou si le
//! programme compte les propriétaires. L'exploration commence sans, et
//! recommence avec si le programme l'exige.

use crate::handle::Handle;
use crate::memory::{self, Kind};
use crate::object::Object;
use crate::op::{Effect, ObjectId, Op, Response};
use crate::session;
use ::std::borrow::Borrow;
use ::std::fmt;
use ::std::hash::{Hash, Hasher};
use ::std::ops::Deref;
use ::std::sync;

/// Un des propriétaires d'une valeur.
pub struct Arc<T: ?Sized> {
    object: Option<ObjectId>,
    /// Toujours là, sauf pendant la destruction.
    value: Option<sync::Arc<T>>,
}

impl<T> Arc<T> {
    /// Le premier propriétaire de `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        let granularity = session::granularity();
        let watched = granularity.all_arcs || granularity.arcs && ::std::mem::needs_drop::<T>();
        Self {
            object: watched.then(|| {
                let handle = Handle::new(Object::Arc { owners: 1 });
                handle.id(
                    || None,
                    |_| unreachable!("un Arc ne se crée pas dans une static"),
                )
            }),
            value: Some(shared(|| sync::Arc::new(value))),
        }
    }

    /// La valeur, si ce propriétaire est le dernier.
    ///
    /// # Errors
    ///
    /// Ce propriétaire, s'il y en a d'autres.
    #[track_caller]
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if Self::strong_count(&this) != 1 {
            return Err(this);
        }
        Ok(Self::into_inner(this).expect("le seul propriétaire"))
    }

    /// La valeur si ce propriétaire est le dernier, sinon une copie.
    #[track_caller]
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Clone,
    {
        Self::try_unwrap(this).unwrap_or_else(|shared| (*shared).clone())
    }

    /// La valeur, si ce propriétaire est le dernier.
    #[track_caller]
    pub fn into_inner(this: Self) -> Option<T> {
        watch_all();
        let id = this.object.expect("tout Arc est observé");
        let last = session::perform(Op::DropOwner(id)) == Response::Flag(true);
        let mut this = this;
        let value = this.value.take().expect(HERE);
        if last {
            sync::Arc::into_inner(value)
        } else {
            None
        }
    }
}

/// Un `Arc` du système, dans un bloc daté : deux `Arc` de même contenu ne se
/// confondent pas.
fn shared<T: ?Sized>(make: impl FnOnce() -> sync::Arc<T>) -> sync::Arc<T> {
    let shared = memory::with_kind(Kind::Arc, make);
    let address = sync::Arc::as_ptr(&shared).cast::<u8>() as usize;
    memory::arena::stamp(address, session::arc_stamp());
    shared
}

const HERE: &str = "la valeur est là jusqu'à la destruction";

fn watch_all() {
    session::require(|granularity| {
        granularity.arcs = true;
        granularity.all_arcs = true;
    });
}

impl<T: ?Sized> Arc<T> {
    /// Le nombre de propriétaires.
    #[track_caller]
    pub fn strong_count(this: &Self) -> usize {
        watch_all();
        let id = this.object.expect("tout Arc est observé");
        match session::perform(Op::Owners(id)) {
            Response::Number(count) => usize::try_from(count).unwrap_or(usize::MAX),
            other => unreachable!("réponse inattendue : {other:?}"),
        }
    }

    /// La valeur, à modifier, si ce propriétaire est le seul.
    #[track_caller]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if Self::strong_count(this) != 1 {
            return None;
        }
        sync::Arc::get_mut(this.value.as_mut().expect(HERE))
    }

    /// Vrai si les deux possèdent la même valeur.
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        ::std::ptr::addr_eq(
            ::std::ptr::from_ref(&**this),
            ::std::ptr::from_ref(&**other),
        )
    }

    /// Un témoin, qui ne possède pas la valeur.
    pub fn downgrade(this: &Self) -> Weak<T> {
        watch_all();
        Weak {
            object: this.object,
            value: sync::Arc::downgrade(this.value.as_ref().expect(HERE)),
        }
    }
}

impl<T: ?Sized> Clone for Arc<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        match self.object {
            // Qui compte les propriétaires voit le moment de la copie.
            Some(id) if session::granularity().all_arcs => {
                session::perform(Op::AddOwner(id));
            }
            Some(id) => session::effect(Effect::AddOwner(id)),
            None => {}
        }
        Self {
            object: self.object,
            value: self.value.clone(),
        }
    }
}

impl<T: ?Sized> Drop for Arc<T> {
    #[track_caller]
    #[inline(never)]
    fn drop(&mut self) {
        memory::scrub();
        self.give_up();
    }
}

impl<T: ?Sized> Arc<T> {
    #[track_caller]
    #[inline(never)]
    fn give_up(&mut self) {
        let Some(value) = self.value.take() else {
            return;
        };
        if let Some(id) = self.object {
            session::perform(Op::DropOwner(id));
            drop(value);
        } else {
            session::in_arc_drop(true);
            drop(value);
            session::in_arc_drop(false);
        }
    }
}

impl<T: ?Sized> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect(HERE)
    }
}

impl<T: ?Sized> AsRef<T> for Arc<T> {
    fn as_ref(&self) -> &T {
        self
    }
}

impl<T: ?Sized> Borrow<T> for Arc<T> {
    fn borrow(&self) -> &T {
        self
    }
}

impl<T> From<T> for Arc<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl From<&str> for Arc<str> {
    fn from(text: &str) -> Self {
        Self {
            object: None,
            value: Some(shared(|| text.into())),
        }
    }
}

impl<T> From<Vec<T>> for Arc<[T]> {
    fn from(items: Vec<T>) -> Self {
        Self {
            object: None,
            value: Some(shared(|| items.into())),
        }
    }
}

impl<T: Default> Default for Arc<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + PartialEq> PartialEq for Arc<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: ?Sized + Eq> Eq for Arc<T> {}

impl<T: ?Sized + Hash> Hash for Arc<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

/// Un témoin d'une valeur, qui ne la possède pas.
pub struct Weak<T: ?Sized> {
    object: Option<ObjectId>,
    value: sync::Weak<T>,
}

impl<T> Weak<T> {
    /// Un témoin de rien.
    pub const fn new() -> Self {
        Self {
            object: None,
            value: sync::Weak::new(),
        }
    }
}

impl<T: ?Sized> Weak<T> {
    /// Le nombre de propriétaires.
    #[track_caller]
    pub fn strong_count(&self) -> usize {
        let Some(id) = self.object else {
            return 0;
        };
        match session::perform(Op::Owners(id)) {
            Response::Number(count) => usize::try_from(count).unwrap_or(usize::MAX),
            other => unreachable!("réponse inattendue : {other:?}"),
        }
    }

    /// Un propriétaire, si la valeur en a encore.
    #[track_caller]
    pub fn upgrade(&self) -> Option<Arc<T>> {
        let id = self.object?;
        if session::perform(Op::Upgrade(id)) == Response::Flag(false) {
            return None;
        }
        let value = self.value.upgrade().expect("le modèle en compte un");
        Some(Arc {
            object: self.object,
            value: Some(value),
        })
    }
}

impl<T: ?Sized> Clone for Weak<T> {
    fn clone(&self) -> Self {
        Self {
            object: self.object,
            value: self.value.clone(),
        }
    }
}

impl<T> Default for Weak<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Weak)")
    }
}
