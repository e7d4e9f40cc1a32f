//! `crossbeam_utils::thread` : les fils à portée de crossbeam.

use crate::model::id::ObjectId;
use crate::model::op::{Op, Response};
use crate::runtime::coroutine::erase_lifetime;
use crate::runtime::handle::Handle;
use crate::runtime::operation;
use crate::runtime::session;
use crate::runtime::thread;
use crate::shims::std_shim::thread::{self as shim, Packet, Thread};
use std::any::Any;
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Result;

type Payload = Box<dyn Any + Send + 'static>;

/// De quoi recueillir la panique d'un fil que personne n'a attendu.
type Uncollected<'env> = Box<dyn FnOnce() -> Option<Payload> + Send + 'env>;

/// Les fils d'une portée, que personne ne regarde avant sa fin.
#[repr(C)] // l'identité d'abord : la mémoire ne lit pas ce qui la suit
struct Masked<'env> {
    handle: Handle,
    list: Mutex<Vec<Uncollected<'env>>>,
}

/// Ouvre une portée : ses fils finissent avant qu'elle ne rende la main.
///
/// # Errors
///
/// Les paniques des fils que personne n'a attendus.
#[track_caller]
pub fn scope<'env, F, R>(f: F) -> Result<R>
where
    F: FnOnce(&Scope<'env>) -> R,
{
    let scope = Scope {
        id: shim::open_scope(),
        uncollected: Arc::new(Masked {
            handle: Handle::anonymous(size_of::<Masked<'_>>()),
            list: Mutex::default(),
        }),
        env: PhantomData,
    };
    scope.uncollected.handle.pin();
    let result = catch_unwind(AssertUnwindSafe(|| f(&scope)));
    operation::perform(Op::EndScope(scope.id));
    let uncollected = std::mem::take(&mut *scope.uncollected());
    let panics: Vec<Payload> = uncollected
        .into_iter()
        .filter_map(|collect| collect())
        .collect();
    match result {
        Err(payload) => resume_unwind(payload),
        Ok(_) if !panics.is_empty() => Err(Box::new(panics)),
        Ok(result) => Ok(result),
    }
}

/// Une portée ouverte.
pub struct Scope<'env> {
    id: ObjectId,
    uncollected: Arc<Masked<'env>>,
    env: PhantomData<&'env mut &'env ()>,
}

impl<'env> Scope<'env> {
    fn uncollected(&self) -> std::sync::MutexGuard<'_, Vec<Uncollected<'env>>> {
        self.uncollected
            .list
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Lance un fil, qui reçoit la portée pour en lancer d'autres.
    #[track_caller]
    pub fn spawn<'scope, F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce(&Scope<'env>) -> T + Send + 'env,
        T: Send + 'env,
    {
        self.spawn_named(f, None, None)
    }

    /// De quoi nommer un fil avant de le lancer.
    pub fn builder<'scope>(&'scope self) -> ScopedThreadBuilder<'scope, 'env> {
        ScopedThreadBuilder {
            scope: self,
            name: None,
            stack_size: None,
        }
    }

    #[track_caller]
    fn spawn_named<'scope, F, T>(
        &'scope self,
        f: F,
        name: Option<Rc<str>>,
        stack_size: Option<usize>,
    ) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce(&Scope<'env>) -> T + Send + 'env,
        T: Send + 'env,
    {
        let packet: Packet<T> = shim::packet();
        let (theirs, kept) = (packet.clone(), packet.clone());
        let scope = Scope {
            id: self.id,
            uncollected: self.uncollected.clone(),
            env: PhantomData,
        };
        let code = move || {
            session::locals().scoped.set(true);
            f(&scope)
        };
        let store = shim::store_in(theirs);
        let body = Box::new(move || thread::run(code, store));
        // SAFETY: `scope`, qui prête les variables, attend la fin de tous ses fils
        // avant de rendre la main (`Op::EndScope`).
        #[expect(unsafe_code, reason = "le contrat est tenu par `scope`")]
        let body = unsafe { erase_lifetime(body) };
        operation::spawns();
        session::deposit_body(body, stack_size);
        let thread = match operation::perform(Op::Spawn {
            name,
            scope: Some(self.id),
        }) {
            Response::Spawned(id) => Thread::of(id),
            other => unreachable!("réponse inattendue : {other:?}"),
        };
        self.uncollected().push(Box::new(move || {
            let result = kept
                .result
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take();
            result.and_then(std::result::Result::err)
        }));
        ScopedJoinHandle {
            thread,
            packet,
            scope: PhantomData,
        }
    }
}

impl fmt::Debug for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Scope { .. }")
    }
}

/// De quoi nommer un fil à portée avant de le lancer.
pub struct ScopedThreadBuilder<'scope, 'env> {
    scope: &'scope Scope<'env>,
    name: Option<String>,
    stack_size: Option<usize>,
}

impl fmt::Debug for ScopedThreadBuilder<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let builder = shim::Builder::of(self.name.clone(), self.stack_size);
        f.debug_struct("ScopedThreadBuilder")
            .field("scope", &self.scope)
            .field("builder", &builder)
            .finish()
    }
}

impl<'scope, 'env> ScopedThreadBuilder<'scope, 'env> {
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
    pub fn spawn<F, T>(self, f: F) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce(&Scope<'env>) -> T + Send + 'env,
        T: Send + 'env,
    {
        let name = self.name.map(Into::into);
        Ok(self.scope.spawn_named(f, name, self.stack_size))
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
        shim::join(&self.thread, &self.packet)
    }

    /// Le fil.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("ScopedJoinHandle { .. }")
    }
}
