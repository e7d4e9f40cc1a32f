//! `std::io` : la sortie standard, celle d'erreur, et ce qui reste en mémoire.
//!
//! Un fil peut tenir la sortie ([`Stdout::lock`]) : les autres attendent alors pour
//! afficher, même par `println!`. Chaque affichage d'un programme qui s'en sert
//! prend donc le verrou ; les autres programmes n'en paient pas les étapes.

use crate::runtime::operation::{self, HeldStream};
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

macro_rules! stream {
    ($stream:ident, $lock:ident, $stdout:literal, $name:literal) => {
        #[doc = concat!("La sortie ", $name, ".")]
        pub struct $stream(());

        #[doc = concat!("La sortie ", $name, ", que le fil courant tient.")]
        pub struct $lock<'a> {
            _held: HeldStream,
            stream: PhantomData<&'a ()>,
        }

        impl $stream {
            /// Attend que les autres fils aient fini d'afficher, et les fait attendre.
            #[track_caller]
            pub fn lock(&self) -> $lock<'static> {
                operation::require(|granularity| granularity.streams = true);
                $lock {
                    _held: HeldStream::take($stdout, session::source_line(Location::caller())),
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
