//! `std::io` : la sortie standard, celle d'erreur, et ce qui reste en mémoire.
//!
//! Un fil peut tenir la sortie ([`Stdout::lock`]) : les autres attendent alors pour
//! afficher, même par `println!`. Chaque affichage d'un programme qui s'en sert
//! prend donc le verrou ; les autres programmes n'en paient pas les étapes.

use crate::model::object::Object;
use crate::model::op::{ObjectId, Op};
use crate::model::value::Token;
use crate::runtime::lines;
use crate::runtime::output;
use crate::runtime::session;
use ::std::fmt;
use ::std::marker::PhantomData;
use ::std::panic::Location;

pub use ::std::io::{
    BufRead, BufReader, BufWriter, Cursor, Empty, Error, ErrorKind, LineWriter, Read, Result, Seek,
    SeekFrom, Sink, Write, copy, empty, prelude, sink,
};

/// La sortie standard.
pub fn stdout() -> Stdout {
    Stdout(())
}

/// La sortie d'erreur.
pub fn stderr() -> Stderr {
    Stderr(())
}

/// Le verrou d'une sortie, tenu par le fil courant.
struct Held {
    stdout: bool,
    /// Un verrou se rend dans le fil qui l'a pris.
    alone: PhantomData<*const ()>,
}

fn stream(stdout: bool) -> ObjectId {
    let (rank, name) = if stdout { (0, "stdout") } else { (1, "stderr") };
    session::known_object(
        rank,
        name,
        Object::Mutex {
            owner: None,
            content: Token::UNIT,
            poisoned: false,
            borrower: None,
        },
    )
}

impl Held {
    /// Prend le verrou, ou note que le fil le tient une fois de plus.
    fn take(stdout: bool, line: u32) -> Self {
        let locals = session::locals();
        let count = &locals.streams[usize::from(!stdout)];
        if count.get() == 0 {
            session::perform_at(Op::Lock(stream(stdout)), line);
        }
        count.set(count.get() + 1);
        Self {
            stdout,
            alone: PhantomData,
        }
    }
}

impl Drop for Held {
    #[track_caller]
    fn drop(&mut self) {
        let locals = session::locals();
        let count = &locals.streams[usize::from(!self.stdout)];
        count.set(count.get() - 1);
        if count.get() == 0 {
            session::perform(Op::Unlock {
                mutex: stream(self.stdout),
                content: Token::UNIT,
                poison: false,
            });
        }
    }
}

/// Affiche `text` sur une sortie, d'un geste.
pub(crate) fn show(stdout: bool, text: &str, line: u32) {
    if stdout && session::shows_address(text) {
        session::unsupported_at(
            "ce qui s'affiche contient une adresse, qui change d'une exécution à l'autre : affichez un nom ou un numéro",
            line,
        );
    }
    let held = session::granularity()
        .streams
        .then(|| Held::take(stdout, line));
    let text = text.into();
    session::perform_at(Op::Print { stdout, text }, line);
    drop(held);
}

macro_rules! stream {
    ($stream:ident, $lock:ident, $stdout:literal, $name:literal) => {
        #[doc = concat!("La sortie ", $name, ".")]
        pub struct $stream(());

        #[doc = concat!("La sortie ", $name, ", que le fil courant tient.")]
        pub struct $lock<'a> {
            _held: Held,
            stream: PhantomData<&'a ()>,
        }

        impl $stream {
            /// Attend que les autres fils aient fini d'afficher, et les fait attendre.
            #[track_caller]
            pub fn lock(&self) -> $lock<'static> {
                session::require(|granularity| granularity.streams = true);
                $lock {
                    _held: Held::take($stdout, lines::source_line(Location::caller())),
                    stream: PhantomData,
                }
            }
        }

        impl fmt::Debug for $stream {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($stream)).finish_non_exhaustive()
            }
        }

        impl fmt::Debug for $lock<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($lock)).finish_non_exhaustive()
            }
        }

        stream!(@write $stream, $stdout);
        stream!(@write &$stream, $stdout);
        stream!(@write $lock<'_>, $stdout);
    };
    (@write $type:ty, $stdout:literal) => {
        impl Write for $type {
            fn write(&mut self, bytes: &[u8]) -> Result<usize> {
                output::print_text(&String::from_utf8_lossy(bytes), $stdout);
                Ok(bytes.len())
            }

            fn write_all(&mut self, bytes: &[u8]) -> Result<()> {
                self.write(bytes).map(drop)
            }

            fn write_fmt(&mut self, text: fmt::Arguments<'_>) -> Result<()> {
                output::print(text, $stdout, "");
                Ok(())
            }

            /// Sans effet : tout ce qui est écrit est déjà affiché.
            fn flush(&mut self) -> Result<()> {
                Ok(())
            }
        }
    };
}

stream!(Stdout, StdoutLock, true, "standard");
stream!(Stderr, StderrLock, false, "d'erreur");
