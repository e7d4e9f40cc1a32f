//! Un fil du modèle, de son début à sa fin.

#![allow(unsafe_code)] // un fil d'une portée emprunte : `launch` dit à quelle condition

use crate::model::id::{ObjectId, ThreadId, Token};
use crate::model::op::{Next, Op, Response, Step};
use crate::runtime::coroutine::{Body, erase_lifetime};
use crate::runtime::handle::Handle;
use crate::runtime::locals::Locals;
use crate::runtime::memory::{self, Kind};
use crate::runtime::operation;
use crate::runtime::panics;
use crate::runtime::session;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Comment lancer un fil.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub name: Option<String>,
    /// En octets.
    pub stack_size: Option<usize>,
    /// La portée qui prête au fil ce qu'il emprunte.
    pub scope: Option<ObjectId>,
}

/// Ce que rend un fil, là où qui l'attend le prend. Personne ne le lit avant.
pub(crate) struct Packet<T>(Arc<Masked<T>>);

#[repr(C)] // l'identité d'abord : la mémoire ne lit pas ce qui la suit
struct Masked<T> {
    handle: Handle,
    result: Mutex<Option<thread::Result<T>>>,
}

impl<T> Packet<T> {
    fn new() -> Self {
        let masked = Masked {
            handle: Handle::anonymous(size_of::<Masked<T>>()),
            result: Mutex::default(),
        };
        let packet = memory::with_kind(Kind::Arc, || Arc::new(masked));
        packet.handle.pin();
        Self(packet)
    }

    fn put(&self, result: thread::Result<T>) {
        *self.0.result.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
    }

    /// Prend ce que le fil a rendu, s'il a fini et que personne ne l'a pris.
    pub fn take(&self) -> Option<thread::Result<T>> {
        let mut result = self.0.result.lock().unwrap_or_else(PoisonError::into_inner);
        result.take()
    }
}

impl<T> Clone for Packet<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// Lance un fil qui exécute `code`, et n'emprunte rien.
#[track_caller]
pub(crate) fn spawn<T: 'static>(
    code: impl FnOnce() -> T + 'static,
    options: Options,
) -> (ThreadId, Packet<T>) {
    // SAFETY: `code` n'emprunte rien.
    unsafe { launch(code, options) }
}

/// Lance un fil qui exécute `code`.
///
/// # Safety
///
/// `code` n'emprunte rien, ou qui ouvre la portée attend tous ses fils avant de
/// rendre la main (`Op::EndScope`).
#[track_caller]
pub(crate) unsafe fn launch<'a, T: 'a>(
    code: impl FnOnce() -> T + 'a,
    options: Options,
) -> (ThreadId, Packet<T>) {
    let packet = Packet::new();
    let theirs = packet.clone();
    let scoped = options.scope.is_some();
    let body = Box::new(move || {
        let code = || {
            if scoped {
                session::locals().scoped.set(true);
            }
            code()
        };
        run(code, |result| theirs.put(result))
    });
    // SAFETY: le contrat est celui de l'appelant.
    let body = unsafe { erase_lifetime(body) };
    memory::scrub();
    (start(body, options), packet)
}

/// Lance un fil dont voici le corps. Ce qui ne dépend pas du code d'un fil n'est
/// compilé qu'une fois.
#[track_caller]
#[inline(never)]
fn start(body: Body, options: Options) -> ThreadId {
    let Options {
        name,
        stack_size,
        scope,
    } = options;
    operation::spawns();
    session::deposit_body(body, stack_size);
    let name = name.map(Into::into);
    match operation::perform(Op::Spawn { name, scope }) {
        Response::Spawned(thread) => thread,
        other => unreachable!("réponse inattendue : {other:?}"),
    }
}

/// Attend la fin d'un fil et prend ce qu'il rend.
#[track_caller]
#[inline(never)]
pub(crate) fn join<T>(thread: ThreadId, packet: &Packet<T>) -> thread::Result<T> {
    memory::scrub();
    wait_for(thread, packet)
}

#[track_caller]
#[inline(never)]
fn wait_for<T>(thread: ThreadId, packet: &Packet<T>) -> thread::Result<T> {
    if thread == session::current_thread() {
        // Le système le refuse, et la bibliothèque standard panique.
        panic!("failed to join thread: Resource deadlock avoided (os error 35)");
    }
    operation::perform(Op::Join(thread));
    packet.take().expect("un fil fini a rendu son résultat")
}

/// Exécute un fil : son code, puis sa fin, dont `store` reçoit le résultat.
pub(crate) fn run<T>(code: impl FnOnce() -> T, store: impl FnOnce(thread::Result<T>)) -> Step {
    let locals = begin();
    memory::scrub();
    let result = catch_unwind(AssertUnwindSafe(code));
    let summary = match &result {
        Ok(value) => Ok(session::fingerprint(value)),
        Err(payload) => Err(panics::message(payload.as_ref())),
    };
    store(result);
    memory::scrub();
    end(locals, summary)
}

/// Donne au fil courant, qui commence, ses variables `thread_local!`.
#[inline(never)]
fn begin() -> Rc<Locals> {
    let locals = Rc::new(Locals::default());
    session::set_locals(Some(locals.clone()));
    locals
}

/// La fin du fil courant, dont le code a rendu `summary`.
#[inline(never)]
fn end(locals: Rc<Locals>, summary: Result<Token, String>) -> Step {
    if summary.is_err() {
        session::panic_caught();
    }
    operation::show_now();
    close(&locals);
    if summary.is_err() || end_is_a_step() {
        operation::perform_at(Op::End, end_line(summary.is_err()));
    }
    finish(summary)
}

/// Détruit les variables `thread_local!` du fil courant, qui finit : la dernière
/// créée d'abord, puis celles que ces destructions créent.
fn close(locals: &Locals) {
    if locals.scoped.get() {
        session::forbid(Some(
            "la destruction d'une variable `thread_local!` fait ici une opération dans un fil d'une portée : rien ne \
             dit si elle a lieu avant la fin de la portée ; lancez ce fil par `thread::spawn`",
        ));
    }
    while let Some(value) = locals.take_last() {
        if catch_unwind(AssertUnwindSafe(|| drop(value))).is_err() {
            operation::unsupported(
                "la destruction d'une variable `thread_local!` panique : le vrai programme s'arrête là",
            );
        }
    }
    session::forbid(None);
    session::set_locals(None);
}

/// Vrai si la fin du fil courant mérite d'être une étape : il n'en a fait
/// aucune autre, ou le programme l'observe.
fn end_is_a_step() -> bool {
    session::granularity().ends
        || session::current_thread() == ThreadId::MAIN
        || session::with_current(|context| context.operations == 0)
}

/// La ligne de la fin du fil courant : celle de sa panique s'il a paniqué,
/// sinon celle de sa dernière opération.
fn end_line(panicked: bool) -> u32 {
    session::with_current(|context| match panicked {
        true => context.panic_line,
        false => context.last_line,
    })
}

/// La dernière étape du fil courant.
fn finish(result: Result<Token, String>) -> Step {
    let (effects, line) =
        session::with_current(|context| (std::mem::take(&mut context.effects), context.panic_line));
    Step {
        effects,
        line: if result.is_err() { line } else { 0 },
        next: Next::Finished(result.map_err(Into::into)),
    }
}
