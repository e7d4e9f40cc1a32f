//! Un fil du modèle, de son début à sa fin.

use crate::model::id::{ThreadId, Token};
use crate::model::op::{Next, Op, Step};
use crate::runtime::locals::Locals;
use crate::runtime::operation;
use crate::runtime::panics;
use crate::runtime::session;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::thread;

/// Exécute un fil : son code, puis sa fin, dont `store` reçoit le résultat.
pub(crate) fn run<T>(code: impl FnOnce() -> T, store: impl FnOnce(thread::Result<T>)) -> Step {
    let locals = Rc::new(Locals::default());
    session::set_locals(Some(locals.clone()));
    let result = catch_unwind(AssertUnwindSafe(code));
    let summary = match &result {
        Ok(value) => Ok(session::fingerprint(value)),
        Err(payload) => Err(panics::message(payload.as_ref())),
    };
    store(result);
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
            "la destruction d'une variable `thread_local!` fait ici une opération dans un fil à portée : rien ne \
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
