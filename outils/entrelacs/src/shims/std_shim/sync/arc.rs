//! `Arc` : plusieurs propriétaires d'une même valeur.
//!
//! Un `Arc` n'est un objet du modèle que si quelqu'un peut le remarquer : si
//! détruire son contenu est une étape (un émetteur, par exemple), ou si le
//! programme compte les propriétaires. L'exploration commence sans, et
//! recommence avec si le programme l'exige. Les témoins ne sont comptés que si le
//! programme en crée et demande aussi à être seul maître d'une valeur.
//!
//! L'identité est rangée à côté de la valeur, pas dans chaque propriétaire : un
//! `Arc` n'a ainsi qu'un champ qui tienne de la place, ce que la conversion en
//! `Arc<dyn Trait>` et l'appel de `fn f(self: Arc<Self>)` exigent. Les deux ne
//! sont possibles que si `build.rs` en a obtenu le droit.

use crate::model::id::ObjectId;
use crate::model::object::Object;
use crate::model::op::{Effect, Op, Response, SoleGoal};
use crate::model::rules::Granularity;
use crate::runtime::handle::Handle;
use crate::runtime::memory::{self, Kind};
use crate::runtime::operation;
use crate::runtime::session;
use crate::runtime::tail::{self, Headed};
use ::std::any::Any;
use ::std::borrow::{Borrow, Cow};
use ::std::cmp::Ordering;
use ::std::error::Error;
use ::std::fmt;
use ::std::hash::{Hash, Hasher};
use ::std::mem;
use ::std::ops::Deref;
use ::std::pin::Pin;
use ::std::sync;
use ::std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// Un des propriétaires d'une valeur.
pub struct Arc<T: ?Sized> {
    value: sync::Arc<Shared<T>>,
    /// Détruit après `value` : la destruction de la valeur est finie.
    _leaving: Leaving,
}

type Shared<T> = Headed<Head, T>;

/// Ce que le modèle sait d'une valeur partagée.
#[derive(Debug, Default)]
struct Head {
    /// Ses propriétaires, s'ils sont observés.
    owners: Option<ObjectId>,
    /// Ses témoins, et un de plus, s'ils sont observés.
    witnesses: Option<ObjectId>,
    /// Vrai le temps de détruire un propriétaire dont le départ est annoncé.
    announced: AtomicBool,
}

impl Clone for Head {
    fn clone(&self) -> Self {
        unreachable!("un `make_mut` ne copie que la valeur d'un seul propriétaire")
    }
}

/// Note, en disparaissant, que la destruction d'un `Arc` est finie.
struct Leaving;

impl Drop for Leaving {
    fn drop(&mut self) {
        session::in_arc_drop(false);
    }
}

#[cfg(privileged)]
mod conversions {
    use super::{Arc, Weak};
    use ::std::marker::Unsize;
    use ::std::ops::{CoerceUnsized, DispatchFromDyn, LegacyReceiver};

    impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Arc<U>> for Arc<T> {}
    impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Arc<U>> for Arc<T> {}
    impl<T: ?Sized> LegacyReceiver for Arc<T> {}
    impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}
}

impl Head {
    /// L'en-tête d'une valeur qui a un premier propriétaire ; `drops` dit si la
    /// détruire peut être une étape.
    #[track_caller]
    fn new(drops: bool) -> Self {
        let granularity = session::granularity();
        let watched = granularity.all_arcs || granularity.arcs && drops;
        Self {
            owners: watched.then(object),
            witnesses: (watched && counts_witnesses(granularity)).then(object),
            announced: AtomicBool::new(false),
        }
    }
}

#[track_caller]
fn object() -> ObjectId {
    let handle = Handle::new(Object::Arc { owners: 1 });
    handle.id(
        || None,
        |_| unreachable!("un Arc ne se crée pas dans une static"),
    )
}

fn counts_witnesses(granularity: Granularity) -> bool {
    granularity.weaks && granularity.unique_arcs
}

impl<T> Arc<T> {
    /// Le premier propriétaire de `value`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        let head = Head::new(mem::needs_drop::<T>());
        Self::from_real(shared(|| sync::Arc::new(Headed { head, value })))
    }

    /// Comme [`Self::new`], et la valeur ne bougera plus.
    #[track_caller]
    pub fn pin(value: T) -> Pin<Self>
    where
        T: Unpin,
    {
        Pin::new(Self::new(value))
    }

    /// Le premier propriétaire de la valeur que calcule `f`, qui en reçoit un
    /// témoin.
    #[track_caller]
    pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(f: F) -> Self {
        watch_witnesses();
        let head = Head::new(true);
        let (owners, witnesses) = (head.owners, head.witnesses);
        Self::from_real(shared(|| {
            sync::Arc::new_cyclic(|real| {
                let witness = Weak {
                    owners,
                    witnesses,
                    value: real.clone(),
                };
                witness.count();
                // Ce que `f` alloue n'est pas le bloc d'un `Arc`.
                let value = memory::with_kind(Kind::Plain, || f(&witness));
                Headed { head, value }
            })
        }))
    }

    /// La valeur, si ce propriétaire est le dernier.
    ///
    /// # Errors
    ///
    /// Ce propriétaire, s'il y en a d'autres.
    #[track_caller]
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        watch_all();
        if sole(&this, SoleGoal::Unwrap) == 0 {
            return Err(this);
        }
        Ok(this.gone().expect(ALONE))
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
        let last = operation::perform(Op::DropOwner(this.owners())) == Response::Flag(true);
        let value = this.gone();
        if last { value } else { None }
    }

    /// Ce propriétaire, dont le départ est annoncé, part ; rend la valeur s'il était
    /// le dernier.
    fn gone(self) -> Option<T> {
        let value = self.value.clone();
        value.head.announced.store(true, Relaxed);
        drop(self);
        sync::Arc::into_inner(value).map(|shared| shared.value)
    }

    /// La valeur, à modifier ; copiée d'abord si elle a d'autres propriétaires,
    /// déplacée si elle n'a que des témoins.
    #[track_caller]
    pub fn make_mut(this: &mut Self) -> &mut T
    where
        T: Clone,
    {
        watch_unique();
        match sole(this, SoleGoal::MakeMut) {
            0 => {
                let copy = (**this).clone();
                *this = Self::new(copy);
            }
            1 => {}
            _ => {
                // Les témoins ne retrouveront plus rien.
                let head = Head::new(true);
                let value = &mut this.value;
                memory::with_kind(Kind::Arc, || sync::Arc::make_mut(value).head = head);
                stamp(value);
            }
        }
        &mut sync::Arc::get_mut(&mut this.value).expect(ALONE).value
    }
}

const ALONE: &str = "le modèle compte un seul propriétaire";

/// Un `Arc` du système, dans un bloc daté : deux `Arc` de même contenu ne se
/// confondent pas.
fn shared<T: ?Sized>(make: impl FnOnce() -> sync::Arc<T>) -> sync::Arc<T> {
    let shared = memory::with_kind(Kind::Arc, make);
    stamp(&shared);
    shared
}

fn stamp<T: ?Sized>(shared: &sync::Arc<T>) {
    let address = sync::Arc::as_ptr(shared).cast::<u8>() as usize;
    memory::arena::stamp(address, session::arc_stamp());
}

/// Exige que tous les propriétaires soient comptés, et `more`.
fn watch(more: impl FnOnce(&mut Granularity)) {
    operation::require(|granularity| {
        granularity.arcs = true;
        granularity.all_arcs = true;
        more(granularity);
    });
}

fn watch_all() {
    watch(|_| ());
}

fn watch_witnesses() {
    watch(|granularity| granularity.weaks = true);
}

fn watch_unique() {
    watch(|granularity| granularity.unique_arcs = true);
}

/// Si ce propriétaire est le seul : un nombre qui dépend de `goal`, 0 sinon.
#[track_caller]
fn sole<T: ?Sized>(this: &Arc<T>, goal: SoleGoal) -> u64 {
    let op = Op::Sole {
        owners: this.owners(),
        witnesses: this.value.head.witnesses,
        goal,
    };
    match operation::perform(op) {
        Response::Number(answer) => answer,
        other => unreachable!("réponse inattendue : {other:?}"),
    }
}

#[track_caller]
fn owners(id: ObjectId) -> usize {
    match operation::perform(Op::Owners(id)) {
        Response::Number(count) => usize::try_from(count).unwrap_or(usize::MAX),
        other => unreachable!("réponse inattendue : {other:?}"),
    }
}

impl<T: ?Sized> Arc<T> {
    const fn from_real(value: sync::Arc<Shared<T>>) -> Self {
        Self {
            value,
            _leaving: Leaving,
        }
    }

    fn owners(&self) -> ObjectId {
        self.value.head.owners.expect("tout Arc est observé")
    }

    /// Le nombre de propriétaires.
    #[track_caller]
    pub fn strong_count(this: &Self) -> usize {
        watch_all();
        owners(this.owners())
    }

    /// Le nombre de témoins.
    #[track_caller]
    pub fn weak_count(this: &Self) -> usize {
        watch_unique();
        match this.value.head.witnesses {
            Some(id) => owners(id) - 1,
            None => 0,
        }
    }

    /// La valeur, à modifier, si ce propriétaire est le seul et n'a pas de témoin.
    #[track_caller]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        watch_unique();
        if sole(this, SoleGoal::GetMut) == 0 {
            return None;
        }
        Some(&mut sync::Arc::get_mut(&mut this.value).expect(ALONE).value)
    }

    /// Vrai si les deux possèdent la même valeur.
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        ::std::ptr::addr_eq(
            ::std::ptr::from_ref(&**this),
            ::std::ptr::from_ref(&**other),
        )
    }

    /// L'adresse de la valeur.
    pub fn as_ptr(this: &Self) -> *const T {
        ::std::ptr::from_ref(&**this)
    }

    /// Un témoin, qui ne possède pas la valeur.
    #[track_caller]
    pub fn downgrade(this: &Self) -> Weak<T> {
        watch_witnesses();
        let witness = Weak {
            owners: this.value.head.owners,
            witnesses: this.value.head.witnesses,
            value: sync::Arc::downgrade(&this.value),
        };
        witness.count();
        witness
    }
}

impl Arc<dyn Any + Send + Sync> {
    /// Retrouve le type de la valeur.
    ///
    /// # Errors
    ///
    /// Ce propriétaire, si elle n'est pas de ce type.
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<Arc<T>, Self> {
        let real = self.value.clone();
        self.value.head.announced.store(true, Relaxed);
        drop(self);
        match tail::downcast(real) {
            Ok(value) => Ok(Arc::from_real(value)),
            Err(value) => Err(Self::from_real(value)),
        }
    }
}

impl<T: ?Sized> Clone for Arc<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        match self.value.head.owners {
            // Qui compte les propriétaires voit le moment de la copie.
            Some(id) if session::granularity().all_arcs => {
                operation::perform(Op::AddOwner(id));
            }
            Some(id) => session::effect(Effect::AddOwner(id)),
            None => {}
        }
        Self::from_real(self.value.clone())
    }
}

impl<T: ?Sized> Drop for Arc<T> {
    #[track_caller]
    #[inline(never)]
    fn drop(&mut self) {
        memory::scrub();
        self.leave();
    }
}

impl<T: ?Sized> Arc<T> {
    /// Annonce le départ de ce propriétaire.
    #[track_caller]
    #[inline(never)]
    fn leave(&mut self) {
        let head = &self.value.head;
        if !head.announced.swap(false, Relaxed)
            && let Some(id) = head.owners
        {
            operation::perform(Op::DropOwner(id));
        }
        session::in_arc_drop(true);
    }
}

impl<T: ?Sized> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value.value
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

impl<T: ?Sized> Unpin for Arc<T> {}

impl<T> From<T> for Arc<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T> From<Box<T>> for Arc<T> {
    #[track_caller]
    fn from(value: Box<T>) -> Self {
        Self::new(*value)
    }
}

impl From<&str> for Arc<str> {
    #[track_caller]
    fn from(text: &str) -> Self {
        let headed = Headed::text(Head::new(false), text);
        Self::from_real(shared(|| headed.into()))
    }
}

/// `Arc::from` d'un texte ou d'une suite, par ce qui sait déjà y venir.
macro_rules! from {
    ($([$($generics:tt)*] $from:ty => $to:ty: |$given:ident| $through:expr;)+) => {
        $(impl<$($generics)*> From<$from> for Arc<$to> {
            #[track_caller]
            fn from($given: $from) -> Self {
                Self::from($through)
            }
        })+
    };
}

from! {
    [] String => str: |text| &*text;
    [] Box<str> => str: |text| &*text;
    [] Cow<'_, str> => str: |text| &*text;
    [T] Box<[T]> => [T]: |items| items.into_vec();
    [T: Clone] &[T] => [T]: |items| items.to_vec();
    [T, const N: usize] [T; N] => [T]: |items| Vec::from(items);
}

impl<T> From<Vec<T>> for Arc<[T]> {
    #[track_caller]
    fn from(items: Vec<T>) -> Self {
        let head = Head::new(mem::needs_drop::<T>());
        let headed = Headed::slice(head, items);
        Self::from_real(shared(|| headed.into()))
    }
}

impl<T> FromIterator<T> for Arc<[T]> {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        items.into_iter().collect::<Vec<T>>().into()
    }
}

impl<T: Default> Default for Arc<T> {
    #[track_caller]
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

impl<T: ?Sized + Error> Error for Arc<T> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        (**self).source()
    }
}

impl<T: ?Sized + PartialEq> PartialEq for Arc<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: ?Sized + Eq> Eq for Arc<T> {}

impl<T: ?Sized + PartialOrd> PartialOrd for Arc<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}

impl<T: ?Sized + Ord> Ord for Arc<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl<T: ?Sized + Hash> Hash for Arc<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

/// Un témoin d'une valeur, qui ne la possède pas.
pub struct Weak<T: ?Sized> {
    owners: Option<ObjectId>,
    witnesses: Option<ObjectId>,
    value: sync::Weak<Shared<T>>,
}

impl<T> Weak<T> {
    /// Un témoin de rien.
    pub const fn new() -> Self {
        Self {
            owners: None,
            witnesses: None,
            value: sync::Weak::new(),
        }
    }
}

impl<T: ?Sized> Weak<T> {
    /// Compte ce témoin, qui vient de naître.
    #[track_caller]
    fn count(&self) {
        if let Some(id) = self.witnesses {
            operation::perform(Op::AddOwner(id));
        }
    }

    /// Le nombre de propriétaires.
    #[track_caller]
    pub fn strong_count(&self) -> usize {
        self.owners.map_or(0, owners)
    }

    /// Le nombre de témoins ; zéro si la valeur n'a plus de propriétaire.
    #[track_caller]
    pub fn weak_count(&self) -> usize {
        watch_unique();
        if self.strong_count() == 0 {
            return 0;
        }
        self.witnesses.map_or(0, |id| owners(id) - 1)
    }

    /// Un propriétaire, si la valeur en a encore.
    #[track_caller]
    pub fn upgrade(&self) -> Option<Arc<T>> {
        let id = self.owners?;
        if operation::perform(Op::Upgrade(id)) == Response::Flag(false) {
            return None;
        }
        let value = self.value.upgrade();
        if value.is_none() {
            // `new_cyclic` n'a pas encore fini de construire la valeur.
            operation::perform(Op::DropOwner(id));
        }
        value.map(Arc::from_real)
    }

    /// Vrai si les deux sont témoins de la même valeur.
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.value.ptr_eq(&other.value)
    }
}

impl<T: ?Sized> Clone for Weak<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        self.count();
        Self {
            owners: self.owners,
            witnesses: self.witnesses,
            value: self.value.clone(),
        }
    }
}

impl<T: ?Sized> Drop for Weak<T> {
    #[track_caller]
    fn drop(&mut self) {
        if let Some(id) = self.witnesses {
            operation::perform(Op::DropOwner(id));
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
