//! `std::thread` sur shuttle, où une panique n'arrête que son fil.

use ::std::io;
use ::std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use ::std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use ::std::sync::Arc;
use ::std::time::Duration;

pub use shuttle::thread::{current, panicking, park, yield_now, Result, Thread, ThreadId};

/// Shuttle n'a pas d'horloge : dormir, c'est céder la main.
pub fn sleep(_duration: Duration) {
    yield_now();
}

/// Le délai expire aussitôt, ce que `park` a le droit de faire.
pub fn park_timeout(_duration: Duration) {
    yield_now();
}

/// De quoi attendre un fil.
#[derive(Debug)]
pub struct JoinHandle<T> {
    handle: shuttle::thread::JoinHandle<Result<T>>,
    finished: Arc<AtomicBool>,
}

impl<T> JoinHandle<T> {
    pub fn join(self) -> Result<T> {
        self.handle.join().and_then(|result| result)
    }

    pub fn thread(&self) -> &Thread {
        self.handle.thread()
    }

    pub fn is_finished(&self) -> bool {
        yield_now();
        self.finished.load(Ordering::Relaxed)
    }
}

pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    Builder::new()
        .spawn(f)
        .expect("shuttle lance tous les fils")
}

/// De quoi nommer un fil.
#[derive(Debug, Default)]
pub struct Builder {
    name: Option<String>,
}

impl Builder {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn name(self, name: String) -> Self {
        Self { name: Some(name) }
    }

    pub fn stack_size(self, _size: usize) -> Self {
        self
    }

    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let finished = Arc::new(AtomicBool::new(false));
        let theirs = finished.clone();
        let body = move || {
            let result = catch_unwind(AssertUnwindSafe(f));
            // La fin d'un fil est un moment à part : `is_finished` la voit.
            yield_now();
            theirs.store(true, Ordering::Relaxed);
            result
        };
        let mut builder = shuttle::thread::Builder::new();
        if let Some(name) = self.name {
            builder = builder.name(name);
        }
        Ok(JoinHandle {
            handle: builder.spawn(body)?,
            finished,
        })
    }

    /// Les fils d'une portée de shuttle n'ont pas de nom.
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: Scope<'scope, 'env>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Ok(scope.spawn(f))
    }
}

/// Une portée, et le compte des paniques que personne n'a recueillies.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'scope, 'env: 'scope> {
    scope: &'scope shuttle::thread::Scope<'scope, 'env>,
    unhandled: &'static AtomicUsize,
}

/// De quoi attendre un fil d'une portée.
#[derive(Debug)]
pub struct ScopedJoinHandle<'scope, T> {
    handle: shuttle::thread::ScopedJoinHandle<'scope, Result<T>>,
    unhandled: &'static AtomicUsize,
}

impl<T> ScopedJoinHandle<'_, T> {
    pub fn join(self) -> Result<T> {
        let result = self.handle.join().and_then(|result| result);
        if result.is_err() {
            self.unhandled.fetch_sub(1, Ordering::Relaxed);
        }
        result
    }

    pub fn is_finished(&self) -> bool {
        yield_now();
        self.handle.is_finished()
    }
}

impl<'scope, 'env> Scope<'scope, 'env> {
    pub fn spawn<F, T>(self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let unhandled = self.unhandled;
        let body = move || {
            let result = catch_unwind(AssertUnwindSafe(f));
            if result.is_err() {
                unhandled.fetch_add(1, Ordering::Relaxed);
            }
            result
        };
        ScopedJoinHandle {
            handle: self.scope.spawn(body),
            unhandled,
        }
    }
}

pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(Scope<'scope, 'env>) -> T,
{
    // Jamais rendu : une portée se copie, et son compte doit lui survivre.
    let unhandled: &'static AtomicUsize = Box::leak(Box::default());
    let result = shuttle::thread::scope(|scope| {
        catch_unwind(AssertUnwindSafe(|| f(Scope { scope, unhandled })))
    });
    match result {
        Err(payload) => resume_unwind(payload),
        Ok(_) if unhandled.load(Ordering::Relaxed) > 0 => panic!("a scoped thread panicked"),
        Ok(result) => result,
    }
}
