//! `crossbeam_utils::thread` : les fils d'une portée de crossbeam.

use crate::model::id::ObjectId;
use crate::model::op::Op;
use crate::runtime::handle::Handle;
use crate::runtime::operation;
use crate::runtime::thread::{self, Options};
use crate::shims::std_shim::thread::{Builder, JoinHandle, Thread, open_scope};
use std::any::Any;
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
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
        id: open_scope(),
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
        self.start(f, Options::default())
    }

    /// De quoi nommer un fil avant de le lancer.
    pub fn builder<'scope>(&'scope self) -> ScopedThreadBuilder<'scope, 'env> {
        ScopedThreadBuilder {
            scope: self,
            builder: Builder::default(),
        }
    }

    #[track_caller]
    fn start<'scope, F, T>(&'scope self, f: F, options: Options) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce(&Scope<'env>) -> T + Send + 'env,
        T: Send + 'env,
    {
        let scope = Scope {
            id: self.id,
            uncollected: self.uncollected.clone(),
            env: PhantomData,
        };
        let options = Options {
            scope: Some(self.id),
            ..options
        };
        // SAFETY: `scope`, qui prête les variables, attend la fin de tous ses fils.
        #[expect(unsafe_code, reason = "le contrat est tenu par `scope`")]
        let (id, packet) = unsafe { thread::launch(move || f(&scope), options) };
        let kept = packet.clone();
        self.uncollected().push(Box::new(move || {
            kept.take().and_then(std::result::Result::err)
        }));
        ScopedJoinHandle {
            thread: JoinHandle::of((id, packet)),
            scope: PhantomData,
        }
    }
}

opaque! {
    padded
    [] Scope<'_>: "Scope { .. }",
    [T] ScopedJoinHandle<'_, T>: "ScopedJoinHandle { .. }",
}

/// De quoi nommer un fil d'une portée avant de le lancer.
pub struct ScopedThreadBuilder<'scope, 'env> {
    scope: &'scope Scope<'env>,
    builder: Builder,
}

impl fmt::Debug for ScopedThreadBuilder<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedThreadBuilder")
            .field("scope", &self.scope)
            .field("builder", &self.builder)
            .finish()
    }
}

impl<'scope, 'env> ScopedThreadBuilder<'scope, 'env> {
    /// Lui donne un nom.
    pub fn name(mut self, name: String) -> Self {
        self.builder = self.builder.name(name);
        self
    }

    /// La taille de sa pile, en octets.
    pub fn stack_size(mut self, size: usize) -> Self {
        self.builder = self.builder.stack_size(size);
        self
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
        Ok(self.scope.start(f, self.builder.0))
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

    /// Le fil.
    pub fn thread(&self) -> &Thread {
        self.thread.thread()
    }
}
