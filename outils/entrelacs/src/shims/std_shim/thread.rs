//! `std::thread` : les fils.

use crate::model::id::{ObjectId, ThreadId as ModelThread};
use crate::model::object::Object;
use crate::model::op::{Op, Response};
use crate::runtime::handle::Handle;
use crate::runtime::inspect;
use crate::runtime::memory;
use crate::runtime::operation;
use crate::runtime::session;
use crate::runtime::thread::{self, Options, Packet};
use ::std::fmt;
use ::std::io;
use ::std::marker::PhantomData;
use ::std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use ::std::time::Duration;

pub use super::local::{AccessError, LocalKey};
pub use ::std::thread::Result;

/// Lance un fil.
#[track_caller]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    JoinHandle::of(thread::spawn(f, Options::default()))
}

/// De quoi attendre un fil.
pub struct JoinHandle<T> {
    thread: Thread,
    packet: Packet<T>,
}

impl<T> JoinHandle<T> {
    pub(crate) fn of((id, packet): (ModelThread, Packet<T>)) -> Self {
        Self {
            thread: Thread { id },
            packet,
        }
    }

    /// Attend la fin du fil et rend son résultat.
    ///
    /// # Errors
    ///
    /// Ce que porte sa panique, s'il a paniqué.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        thread::join(self.thread.id, &self.packet)
    }

    /// Vrai si le fil a fini.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        operation::require(|granularity| granularity.ends = true);
        operation::perform(Op::IsFinished(self.thread.id)) == Response::Flag(true)
    }

    /// Le fil.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }
}

opaque! {
    [T] JoinHandle<T>: "JoinHandle",
    [T] ScopedJoinHandle<'_, T>: "ScopedJoinHandle",
}

/// De quoi nommer un fil avant de le lancer.
#[derive(Default)]
pub struct Builder(pub(crate) Options);

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("name", &self.0.name)
            .field("stack_size", &self.0.stack_size)
            .field("no_hooks", &false)
            .finish()
    }
}

impl Builder {
    /// Un fil sans nom.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lui donne un nom.
    pub fn name(mut self, name: String) -> Self {
        self.0.name = Some(name);
        self
    }

    /// La taille de sa pile, en octets.
    pub fn stack_size(mut self, size: usize) -> Self {
        self.0.stack_size = Some(size);
        self
    }

    /// Lance le fil.
    ///
    /// # Errors
    ///
    /// Aucune dans le modèle.
    #[track_caller]
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        Ok(JoinHandle::of(thread::spawn(f, self.0)))
    }

    /// Lance le fil dans une portée.
    ///
    /// # Errors
    ///
    /// Aucune dans le modèle.
    #[track_caller]
    pub fn spawn_scoped<'scope, F, T>(
        self,
        scope: &'scope Scope<'scope, '_>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Ok(scope.start(f, self.0))
    }
}

/// Ouvre une portée : ses fils finissent avant qu'elle ne rende la main.
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let scope = Scope {
        id: open_scope(),
        scope: PhantomData,
        env: PhantomData,
    };
    let result = catch_unwind(AssertUnwindSafe(|| f(&scope)));
    memory::scrub();
    let panicked = close_scope(scope.id);
    match result {
        Err(payload) => resume_unwind(payload),
        Ok(_) if panicked => panic!("a scoped thread panicked"),
        Ok(result) => result,
    }
}

/// Attend tous les fils d'une portée ; vrai si l'un d'eux, que personne n'a attendu,
/// a paniqué.
#[track_caller]
#[inline(never)]
fn close_scope(scope: ObjectId) -> bool {
    match operation::perform(Op::EndScope(scope)) {
        Response::Scope { panicked, .. } => panicked,
        other => unreachable!("réponse inattendue : {other:?}"),
    }
}

/// L'objet d'une portée neuve.
#[track_caller]
pub(crate) fn open_scope() -> ObjectId {
    let handle = Handle::new(Object::Scope {
        running: 0,
        unhandled: Vec::new(),
        written: Vec::new(),
    });
    handle.id(|| None, |_| unreachable!("une portée n'est pas une static"))
}

/// Une portée ouverte.
pub struct Scope<'scope, 'env: 'scope> {
    id: ObjectId,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

impl fmt::Debug for Scope<'_, '_> {
    #[track_caller]
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        operation::unsupported(
            "l'affichage d'une portée dit combien de ses fils vivent, ce qui change d'une exécution à l'autre : ôtez-le",
        )
    }
}

impl<'scope> Scope<'scope, '_> {
    /// Lance un fil qui peut emprunter ce qui vit plus longtemps que la portée.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.start(f, Options::default())
    }

    #[track_caller]
    fn start<F, T>(&'scope self, f: F, options: Options) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let scope = Some(self.id);
        // SAFETY: `scope`, qui prête les variables, attend la fin de tous ses fils.
        #[expect(unsafe_code, reason = "le contrat est tenu par `scope`")]
        let launched = unsafe { thread::launch(f, Options { scope, ..options }) };
        ScopedJoinHandle {
            thread: JoinHandle::of(launched),
            scope: PhantomData,
        }
    }
}

/// De quoi attendre un fil d'une portée.
pub struct ScopedJoinHandle<'scope, T> {
    thread: JoinHandle<T>,
    scope: PhantomData<&'scope ()>,
}

impl<T> ScopedJoinHandle<'_, T> {
    /// Attend la fin du fil et rend son résultat.
    ///
    /// # Errors
    ///
    /// Ce que porte sa panique, s'il a paniqué.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.thread.join()
    }

    /// Vrai si le fil a fini.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        self.thread.is_finished()
    }

    /// Le fil.
    pub fn thread(&self) -> &Thread {
        self.thread.thread()
    }
}

/// Un fil.
#[derive(Clone)]
pub struct Thread {
    id: ModelThread,
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread")
            .field("id", &self.id())
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}

impl Thread {
    /// Son identité.
    pub fn id(&self) -> ThreadId {
        ThreadId(self.id)
    }

    /// Son nom, s'il en a un.
    pub fn name(&self) -> Option<&str> {
        // Un nom est connu dès le lancement et ne change plus ; ceux d'une
        // exploration sont peu nombreux.
        session::given_name(self.id).map(|name| &*String::from(&*name).leak())
    }

    /// Réveille le fil s'il attend dans `park`, ou lui évitera d'attendre.
    #[track_caller]
    pub fn unpark(&self) {
        operation::perform(Op::Unpark(self.id));
    }
}

/// L'identité d'un fil.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadId(ModelThread);

impl fmt::Debug for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !inspect::is_inspecting() {
            operation::shows_thread_id();
        }
        write!(f, "ThreadId({})", self.0.0 + 1)
    }
}

/// Le fil courant.
pub fn current() -> Thread {
    Thread {
        id: session::current_thread(),
    }
}

/// Vrai si le fil courant déroule sa pile après une panique.
pub fn panicking() -> bool {
    session::panicking()
}

/// Dort.
#[track_caller]
pub fn sleep(duration: Duration) {
    operation::perform(Op::Sleep(duration));
}

/// Laisse passer les autres fils.
#[track_caller]
pub fn yield_now() {
    operation::perform(Op::Yield);
}

/// Attend qu'un autre fil appelle `unpark`.
#[track_caller]
pub fn park() {
    operation::perform(Op::Park(None));
}

/// Attend qu'un autre fil appelle `unpark`, au plus `limit`.
#[track_caller]
pub fn park_timeout(limit: Duration) {
    operation::perform(Op::Park(Some(limit)));
}
