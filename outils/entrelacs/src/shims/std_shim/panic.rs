//! `std::panic` : paniquer, rattraper une panique, et dire ce qu'elle affiche.

use crate::runtime::operation;
use crate::runtime::panics::{self, Hook};
use crate::runtime::session;
use ::std::any::Any;

pub use ::std::panic::{
    AssertUnwindSafe, Location, PanicHookInfo, RefUnwindSafe, UnwindSafe, panic_any,
};

/// Exécute `f` et rattrape sa panique.
///
/// # Errors
///
/// Ce que porte la panique de `f`.
pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> ::std::thread::Result<R> {
    let result = ::std::panic::catch_unwind(f);
    if result.is_err() {
        session::panic_caught();
    }
    result
}

/// Reprend une panique rattrapée, sans rien afficher.
#[track_caller]
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
    let line = session::source_line(Location::caller());
    session::note_panic(line, &panics::message(payload.as_ref()));
    ::std::panic::resume_unwind(payload)
}

/// Fait exécuter `hook` à chaque panique. Il ne peut qu'afficher, et se pose
/// avant que le programme ne lance un fil.
#[track_caller]
pub fn set_hook(hook: Hook) {
    alone("set_hook");
    panics::replace_hook(Some(hook));
}

/// Reprend le crochet posé, ou un crochet qui n'affiche rien : le modèle ne
/// montre pas le message d'une panique sur la sortie d'erreur.
#[track_caller]
pub fn take_hook() -> Hook {
    alone("take_hook");
    panics::replace_hook(None).unwrap_or_else(|| Box::new(|_| {}))
}

#[track_caller]
fn alone(name: &str) {
    if !session::is_alone() {
        operation::unsupported(format!(
            "`panic::{name}` n'est modélisé qu'au début de `main`, avant de lancer un fil"
        ));
    }
}
