//! `std::process` : mettre fin au processus.

use crate::model::op::{Op, ProcessEnd};
use crate::runtime::operation;
use crate::runtime::output;
use ::std::fmt::{self, Debug};
use ::std::rc::Rc;

/// Met fin au processus, sans attendre les autres fils et sans exécuter de
/// destructeur. Ce qui est déjà affiché le reste.
#[track_caller]
pub fn exit(code: i32) -> ! {
    end(ProcessEnd::Exit(code))
}

/// Met fin au processus brutalement : une ligne commencée n'est pas affichée.
#[track_caller]
pub fn abort() -> ! {
    end(ProcessEnd::Abort("`process::abort()`".into()))
}

#[track_caller]
fn end(end: ProcessEnd) -> ! {
    operation::perform(Op::EndProcess(end));
    unreachable!("un processus fini n'est jamais repris")
}

/// Le statut que rend un `main`.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct ExitCode(u8);

impl Debug for ExitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ExitCode")
            .field(&format_args!("unix_exit_status({})", self.0))
            .finish()
    }
}

impl ExitCode {
    /// Le processus finit bien.
    pub const SUCCESS: Self = Self(0);
    /// Le processus finit mal : 1.
    pub const FAILURE: Self = Self(1);
}

impl From<u8> for ExitCode {
    fn from(status: u8) -> Self {
        Self(status)
    }
}

/// Ce que rend un `main`.
pub trait Termination {
    /// Affiche l'erreur, s'il y en a une, et met alors fin au processus.
    fn report(self);
}

impl Termination for ExitCode {
    fn report(self) {
        if self != Self::SUCCESS {
            exit(self.0.into());
        }
    }
}

impl Termination for () {
    fn report(self) {}
}

impl<T: Termination, E: Debug> Termination for Result<T, E> {
    fn report(self) {
        match self {
            Ok(value) => value.report(),
            Err(error) => {
                let text: Rc<str> = format!("Error: {error:?}").into();
                output::print(format_args!("{text}"), false, "\n");
                drop(error);
                operation::perform(Op::EndProcess(ProcessEnd::Error(text)));
            }
        }
    }
}
