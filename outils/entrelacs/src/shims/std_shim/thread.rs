//! `std::thread` : les fils.

use crate::model::id::{ObjectId, ThreadId as ModelThread};
use crate::model::object::Object;
use crate::model::op::{Op, Response};
use crate::runtime::coroutine::erase_lifetime;
use crate::runtime::handle::Handle;
use crate::runtime::inspect;
use crate::runtime::memory::{self, Kind};
use crate::runtime::operation;
use crate::runtime::session;
use crate::runtime::thread;
use ::std::fmt;
use ::std::io;
use ::std::marker::PhantomData;
use ::std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use ::std::rc::Rc;
use ::std::sync::{Arc, Mutex, PoisonError};
use ::std::time::Duration;

pub use super::local::{AccessError, LocalKey};
pub use ::std::thread::Result;

/// Ce que rend un fil, là où `join` le prend.
pub(crate) type Packet<T> = Arc<Masked<T>>;

/// Le résultat d'un fil, que personne ne lit avant de l'avoir attendu.
#[repr(C)] // l'identité d'abord : la mémoire ne lit pas ce qui la suit
pub(crate) struct Masked<T> {
    handle: Handle,
    pub(crate) result: Mutex<Option<Result<T>>>,
}

pub(crate) fn packet<T>() -> Packet<T> {
    let masked = Masked {
        handle: Handle::anonymous(size_of::<Masked<T>>()),
        result: Mutex::default(),
    };
    let packet = memory::with_kind(Kind::Arc, || Arc::new(masked));
    packet.handle.pin();
    packet
}

/// Lance un fil.
#[track_caller]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    spawn_named(f, None, None)
}

#[track_caller]
fn spawn_named<F, T>(f: F, name: Option<Rc<str>>, stack_size: Option<usize>) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let packet: Packet<T> = packet();
    let theirs = packet.clone();
    let body = Box::new(move || thread::run(f, store_in(theirs)));
    operation::spawns();
    session::deposit_body(body, stack_size);
    JoinHandle {
        thread: spawned(operation::perform(Op::Spawn { name, scope: None })),
        packet,
    }
}

pub(crate) fn store_in<T>(packet: Packet<T>) -> impl FnOnce(Result<T>) {
    move |result| {
        *packet.result.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
    }
}

fn spawned(response: Response) -> Thread {
    match response {
        Response::Spawned(id) => Thread { id },
        other => unreachable!("réponse inattendue : {other:?}"),
    }
}

#[track_caller]
#[inline(never)]
pub(crate) fn join<T>(thread: &Thread, packet: &Packet<T>) -> Result<T> {
    memory::scrub();
    wait_for(thread, packet)
}

#[track_caller]
#[inline(never)]
fn wait_for<T>(thread: &Thread, packet: &Packet<T>) -> Result<T> {
    if thread.id == session::current_thread() {
        // Le système le refuse, et la bibliothèque standard panique.
        panic!("failed to join thread: Resource deadlock avoided (os error 35)");
    }
    operation::perform(Op::Join(thread.id));
    let result = packet
        .result
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    result.expect("un fil fini a rendu son résultat")
}

#[track_caller]
fn is_finished(thread: &Thread) -> bool {
    operation::require(|granularity| granularity.ends = true);
    operation::perform(Op::IsFinished(thread.id)) == Response::Flag(true)
}

/// De quoi attendre un fil.
pub struct JoinHandle<T> {
    thread: Thread,
    packet: Packet<T>,
}

impl<T> JoinHandle<T> {
    /// Attend la fin du fil et rend son résultat.
    ///
    /// # Errors
    ///
    /// Ce que porte sa panique, s'il a paniqué.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        join(&self.thread, &self.packet)
    }

    /// Vrai si le fil a fini.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        is_finished(&self.thread)
    }

    /// Le fil.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}

/// De quoi nommer un fil avant de le lancer.
#[derive(Default)]
pub struct Builder {
    name: Option<String>,
    stack_size: Option<usize>,
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("name", &self.name)
            .field("stack_size", &self.stack_size)
            .field("no_hooks", &false)
            .finish()
    }
}

impl Builder {
    /// Un fil sans nom.
    pub fn new() -> Self {
        Self::default()
    }

    pub(crate) fn of(name: Option<String>, stack_size: Option<usize>) -> Self {
        Self { name, stack_size }
    }

    /// Lui donne un nom.
    pub fn name(self, name: String) -> Self {
        Self {
            name: Some(name),
            ..self
        }
    }

    /// La taille de sa pile, en octets.
    pub fn stack_size(self, size: usize) -> Self {
        Self {
            stack_size: Some(size),
            ..self
        }
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
        Ok(spawn_named(f, self.name.map(Into::into), self.stack_size))
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
        Ok(scope.spawn_named(f, self.name.map(Into::into), self.stack_size))
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
    let panicked = match operation::perform(Op::EndScope(scope.id)) {
        Response::Scope { panicked, .. } => panicked,
        other => unreachable!("réponse inattendue : {other:?}"),
    };
    match result {
        Err(payload) => resume_unwind(payload),
        Ok(_) if panicked => panic!("a scoped thread panicked"),
        Ok(result) => result,
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
        self.spawn_named(f, None, None)
    }

    #[track_caller]
    fn spawn_named<F, T>(
        &'scope self,
        f: F,
        name: Option<Rc<str>>,
        stack_size: Option<usize>,
    ) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let packet: Packet<T> = packet();
        let theirs = packet.clone();
        let code = || {
            session::locals().scoped.set(true);
            f()
        };
        let body = Box::new(move || thread::run(code, store_in(theirs)));
        // SAFETY: `scope`, qui prête les variables, attend la fin de tous ses fils
        // avant de rendre la main (`Op::EndScope`).
        #[expect(unsafe_code, reason = "le contrat est tenu par `scope`")]
        let body = unsafe { erase_lifetime(body) };
        operation::spawns();
        session::deposit_body(body, stack_size);
        let scope = Some(self.id);
        ScopedJoinHandle {
            thread: spawned(operation::perform(Op::Spawn { name, scope })),
            packet,
            scope: PhantomData,
        }
    }
}

/// De quoi attendre un fil à portée.
pub struct ScopedJoinHandle<'scope, T> {
    thread: Thread,
    packet: Packet<T>,
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
        join(&self.thread, &self.packet)
    }

    /// Vrai si le fil a fini.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        is_finished(&self.thread)
    }

    /// Le fil.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
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
    pub(crate) fn of(id: ModelThread) -> Self {
        Self { id }
    }

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
