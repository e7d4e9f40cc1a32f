//! Ce que le programme affiche.

use crate::model::op::{Op, ProcessEnd};
use crate::runtime::lines;
use crate::runtime::memory;
use crate::runtime::session::{self, Shown};
use crate::shims::std_shim::io;
use crate::shims::std_shim::process::{self, ExitCode};
use std::cell::Cell;
use std::fmt::{self, Debug};
use std::panic::Location;
use std::rc::Rc;

/// Affiche `text` sur la sortie standard (`stdout`) ou d'erreur.
#[doc(hidden)]
#[track_caller]
#[inline(never)]
pub fn print(text: fmt::Arguments<'_>, stdout: bool, end: &str) {
    let text = format!("{text}{end}");
    print_text(&text, stdout);
}

/// Affiche un texte déjà composé.
#[track_caller]
pub(crate) fn print_text(text: &str, stdout: bool) {
    memory::scrub();
    let line = lines::source_line(Location::caller());
    let text = session::readers_file(text);
    if CAPTURING.get() {
        let _engine = memory::outside();
        let text = Rc::from(&*text);
        session::show_later(Shown { stdout, text, line });
    } else {
        io::show(stdout, &text, line);
    }
}

/// Exécute `action`, qui ne peut qu'afficher : ses affichages se feront avant la
/// prochaine opération du fil. C'est ce qui se passe dans un crochet de panique,
/// d'où un fil ne peut pas rendre la main.
pub(crate) fn capture(action: impl FnOnce()) {
    CAPTURING.set(true);
    session::forbid(Some("un crochet de panique ne peut qu'afficher"));
    action();
    end_capture();
}

/// Finit une capture, même si ce qui s'exécutait a renoncé.
pub(crate) fn end_capture() {
    session::forbid(None);
    CAPTURING.set(false);
}

thread_local! {
    static CAPTURING: Cell<bool> = const { Cell::new(false) };
}

/// Affiche une valeur comme `dbg!`, et la rend.
#[doc(hidden)]
#[track_caller]
pub fn debug<T: Debug>(expression: &str, value: T) -> T {
    print(format_args!("{expression} = {value:#?}"), false, "\n");
    value
}

/// Affiche une ligne.
#[macro_export]
macro_rules! println {
    () => {
        $crate::output::print(::std::format_args!(""), true, "\n")
    };
    ($($arg:tt)*) => {
        $crate::output::print(::std::format_args!($($arg)*), true, "\n")
    };
}

/// Affiche.
#[macro_export]
macro_rules! print {
    ($($arg:tt)*) => {
        $crate::output::print(::std::format_args!($($arg)*), true, "")
    };
}

/// Affiche une ligne sur la sortie d'erreur.
#[macro_export]
macro_rules! eprintln {
    () => {
        $crate::output::print(::std::format_args!(""), false, "\n")
    };
    ($($arg:tt)*) => {
        $crate::output::print(::std::format_args!($($arg)*), false, "\n")
    };
}

/// Affiche sur la sortie d'erreur.
#[macro_export]
macro_rules! eprint {
    ($($arg:tt)*) => {
        $crate::output::print(::std::format_args!($($arg)*), false, "")
    };
}

/// Affiche une expression et sa valeur sur la sortie d'erreur, et rend la valeur.
#[macro_export]
macro_rules! dbg {
    () => {
        $crate::output::print(::std::format_args!("ici"), false, "\n")
    };
    ($value:expr $(,)?) => {
        $crate::output::debug(::std::stringify!($value), $value)
    };
    ($($value:expr),+ $(,)?) => {
        ($($crate::dbg!($value)),+,)
    };
}

/// Ce que rend un `main`.
#[doc(hidden)]
pub trait MainResult {
    /// Affiche l'erreur, s'il y en a une, et met alors fin au processus.
    fn report(self);
}

impl MainResult for ExitCode {
    fn report(self) {
        if self != Self::SUCCESS {
            process::exit(self.status());
        }
    }
}

impl MainResult for () {
    fn report(self) {}
}

impl<T: MainResult, E: Debug> MainResult for Result<T, E> {
    fn report(self) {
        match self {
            Ok(value) => value.report(),
            Err(error) => {
                let text: Rc<str> = format!("Error: {error:?}").into();
                print(format_args!("{text}"), false, "\n");
                drop(error);
                session::perform(Op::EndProcess(ProcessEnd::Error(text)));
            }
        }
    }
}
