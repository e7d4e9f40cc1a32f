//! `Once`, `OnceLock`, `LazyLock` : initialiser une seule fois.

use crate::model::id::{ObjectId, Token};
use crate::model::object::{self, Object};
use crate::model::op::{Op, Response};
use crate::runtime::handle::{Handle, const_new};
use crate::runtime::operation;
use crate::runtime::session;
use ::std::fmt;
use ::std::mem;
use ::std::ops::{Deref, DerefMut};
use ::std::panic::{AssertUnwindSafe, catch_unwind, panic_any, resume_unwind};
use ::std::sync::{self, PoisonError};

/// Une initialisation qui ne se fait qu'une fois.
pub struct Once {
    handle: Handle,
}

opaque! {
    [] Once: "Once",
}

/// Ce que sait l'initialisation forcée d'un [`Once`].
#[derive(Debug)]
pub struct OnceState {
    poisoned: bool,
}

impl OnceState {
    /// Vrai si une initialisation précédente a paniqué.
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}

impl Once {
    const_new! {
        /// Une initialisation à faire.
        #[expect(
            clippy::new_without_default,
            reason = "comme dans la bibliothèque standard"
        )]
        ()
    }

    #[track_caller]
    fn created() -> Self {
        Self {
            handle: Handle::new(empty(Token::UNIT)),
        }
    }

    /// Une initialisation à faire, dans une `static`.
    #[doc(hidden)]
    pub const fn entrelacs_static() -> Self {
        Self {
            handle: Handle::in_static(),
        }
    }

    #[track_caller]
    fn id(&self) -> ObjectId {
        self.handle.id(|| None, empty)
    }

    /// Fait l'initialisation, ou attend qu'elle soit faite.
    ///
    /// # Panics
    ///
    /// Si une initialisation a déjà paniqué.
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, f: F) {
        run(
            self.id(),
            Poison::Panics(ONCE_POISONED),
            |_| f(),
            |(), _| (),
        );
    }

    /// Comme [`Self::call_once`], même si une initialisation a déjà paniqué.
    #[track_caller]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) {
        let f = |poisoned| f(&OnceState { poisoned });
        run(self.id(), Poison::Ignored, f, |(), _| ());
    }

    /// Attend que l'initialisation soit faite, sans la faire.
    ///
    /// # Panics
    ///
    /// Si une initialisation a paniqué.
    #[track_caller]
    pub fn wait(&self) {
        await_once(self.id(), false);
    }

    /// Comme [`Self::wait`], même si une initialisation a paniqué.
    #[track_caller]
    pub fn wait_force(&self) {
        await_once(self.id(), true);
    }

    /// Vrai si l'initialisation est faite.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        matches!(
            operation::perform(Op::GetOnce(self.id())),
            Response::Content { .. }
        )
    }
}

fn empty(_: Token) -> Object {
    Object::Once(object::OnceState::Empty)
}

#[track_caller]
fn await_once(once: ObjectId, force: bool) {
    if operation::perform(Op::AwaitOnce { once, force }) == Response::Poisoned {
        panic_any(ONCE_POISONED);
    }
}

const ONCE_POISONED: &str = "Once instance has previously been poisoned";
const LAZY_POISONED: &str = "LazyLock instance has previously been poisoned";

/// Que faire quand une initialisation précédente a paniqué.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Poison {
    /// Recommencer.
    Ignored,
    /// Paniquer, avec ce message.
    Panics(&'static str),
}

/// Fait l'initialisation `once` avec `f`, ou attend qu'elle soit faite. `store`
/// range la valeur avant que les autres fils ne puissent la chercher.
#[track_caller]
fn run<T>(once: ObjectId, poison: Poison, f: impl FnOnce(bool) -> T, store: impl FnOnce(T, Token)) {
    let force = poison == Poison::Ignored;
    let poisoned = match (operation::perform(Op::BeginOnce { once, force }), poison) {
        (Response::Content { .. }, _) => return,
        // Le message d'une vraie panique sans argument est un `&str`.
        (Response::Poisoned, Poison::Panics(message)) => panic_any(message),
        (response, _) => response == Response::Flag(true),
    };
    match catch_unwind(AssertUnwindSafe(|| f(poisoned))) {
        Ok(value) => {
            let token = session::fingerprint(&value);
            store(value, token);
            let outcome = Ok(token);
            operation::perform(Op::EndOnce { once, outcome });
        }
        Err(payload) => {
            let outcome = Err(());
            operation::perform(Op::EndOnce { once, outcome });
            resume_unwind(payload)
        }
    }
}

/// Une cellule à laquelle on donne sa valeur une seule fois.
pub struct OnceLock<T> {
    handle: Handle,
    value: sync::OnceLock<T>,
}

impl<T> OnceLock<T> {
    const_new! {
        /// Une cellule vide.
        ()
    }

    #[track_caller]
    fn created() -> Self {
        Self {
            handle: Handle::new(empty(Token::UNIT)),
            value: sync::OnceLock::new(),
        }
    }

    /// Une cellule vide, dans une `static`.
    #[doc(hidden)]
    pub const fn entrelacs_static() -> Self {
        Self {
            handle: Handle::in_static(),
            value: sync::OnceLock::new(),
        }
    }

    #[track_caller]
    fn id(&self) -> ObjectId {
        self.handle.id(|| None, empty)
    }

    /// La valeur, si elle est donnée.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        match operation::perform(Op::GetOnce(self.id())) {
            Response::Content { .. } => self.value.get(),
            _ => None,
        }
    }

    /// Donne la valeur.
    ///
    /// # Errors
    ///
    /// `value`, si la cellule en avait déjà une.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.get_or_init(|| value.take().expect("donnée une seule fois"));
        match value {
            None => Ok(()),
            Some(value) => Err(value),
        }
    }

    /// La valeur, calculée par `f` si elle n'est pas donnée.
    #[track_caller]
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        // La cellule reste vide, sans poison, si `f` panique.
        self.filled(Poison::Ignored, f)
    }

    #[track_caller]
    fn filled(&self, poison: Poison, f: impl FnOnce() -> T) -> &T {
        let store = |value, token| {
            // Vide : le modèle ne lance qu'une initialisation.
            let _ = self.value.set(value);
            session::filled(&self.value, token);
        };
        run(self.id(), poison, |_| f(), store);
        self.value.get().expect("la cellule a sa valeur")
    }

    /// Attend que la valeur soit donnée, et la rend.
    #[track_caller]
    pub fn wait(&self) -> &T {
        await_once(self.id(), true);
        self.value.get().expect("la cellule a sa valeur")
    }

    /// Démonte la cellule et rend sa valeur.
    #[track_caller]
    pub fn into_inner(self) -> Option<T> {
        operation::perform(Op::GetOnce(self.id()));
        self.value.into_inner()
    }

    /// Prend la valeur ; la cellule est de nouveau vide.
    #[track_caller]
    pub fn take(&mut self) -> Option<T> {
        mem::replace(self, Self::created()).into_inner()
    }

    /// La valeur, si elle est donnée, dont l'appelant est seul maître.
    #[track_caller]
    pub fn get_mut(&mut self) -> Option<&mut T> {
        operation::perform(Op::GetOnce(self.id()));
        self.renewed()
    }

    #[track_caller]
    fn renewed(&mut self) -> Option<&mut T> {
        let value = self.value.get_mut()?;
        // Ce qu'il en fera se lira dans sa mémoire ; l'objet n'est plus le même.
        let ready = object::OnceState::Ready(session::fingerprint(&*value));
        self.handle = Handle::new(Object::Once(ready));
        Some(value)
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        match self.get() {
            Some(value) => value.clone().into(),
            None => Self::created(),
        }
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    #[track_caller]
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for OnceLock<T> {}

impl<T> From<T> for OnceLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        let token = session::fingerprint(&value);
        Self {
            handle: Handle::new(Object::Once(object::OnceState::Ready(token))),
            value: value.into(),
        }
    }
}

impl<T> Default for OnceLock<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show("OnceLock", self.get(), f)
    }
}

fn show(name: &str, value: Option<&impl fmt::Debug>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut debug = f.debug_tuple(name);
    match value {
        Some(value) => debug.field(value),
        None => debug.field(&format_args!("<uninit>")),
    };
    debug.finish()
}

/// Une valeur calculée à son premier usage.
pub struct LazyLock<T, F = fn() -> T> {
    cell: OnceLock<T>,
    init: sync::Mutex<Option<F>>,
}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    const_new! {
        /// Une valeur à calculer par `f`.
        (f: F)
    }

    #[track_caller]
    fn created(f: F) -> Self {
        Self {
            cell: OnceLock::created(),
            init: sync::Mutex::new(Some(f)),
        }
    }

    /// Une valeur à calculer par `f`, dans une `static`.
    #[doc(hidden)]
    pub const fn entrelacs_static(f: F) -> Self {
        Self {
            cell: OnceLock::entrelacs_static(),
            init: sync::Mutex::new(Some(f)),
        }
    }

    /// La valeur, calculée s'il le faut.
    ///
    /// # Panics
    ///
    /// Si son calcul a déjà paniqué.
    #[track_caller]
    pub fn force(this: &Self) -> &T {
        this.cell.filled(Poison::Panics(LAZY_POISONED), || {
            let init = this
                .init
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take();
            init.expect("calculée une seule fois")()
        })
    }

    /// La valeur, calculée s'il le faut, dont l'appelant est seul maître.
    ///
    /// # Panics
    ///
    /// Si son calcul a déjà paniqué.
    #[track_caller]
    pub fn force_mut(this: &mut Self) -> &mut T {
        Self::force(this);
        this.cell.renewed().expect("la valeur est calculée")
    }
}

impl<T, F> LazyLock<T, F> {
    /// La valeur, si elle est calculée.
    #[track_caller]
    pub fn get(this: &Self) -> Option<&T> {
        this.cell.get()
    }
}

impl<T, F: FnOnce() -> T> DerefMut for LazyLock<T, F> {
    #[track_caller]
    fn deref_mut(&mut self) -> &mut T {
        Self::force_mut(self)
    }
}

impl<T: Default> Default for LazyLock<T> {
    #[track_caller]
    fn default() -> Self {
        Self::created(T::default)
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        Self::force(self)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show("LazyLock", Self::get(self), f)
    }
}
