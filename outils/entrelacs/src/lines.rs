//! La ligne du listing où se trouve une opération.

use crate::session;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::panic::Location;

/// La ligne de `location` si elle est dans le listing, sinon celle de l'appel
/// le plus profond qui y est ; 0 si aucun n'y est.
///
/// Un destructeur, ou une fonction appelée par la bibliothèque standard, n'a
/// pas de ligne d'appel dans le listing : il faut remonter la pile.
#[inline(never)]
pub(crate) fn source_line(location: &Location<'_>) -> u32 {
    let found = session::with(|session| {
        (session.file == location.file() || session.file.is_empty()).then(|| location.line())
    });
    found.unwrap_or_else(innermost_line)
}

fn innermost_line() -> u32 {
    let _engine = crate::memory::outside();
    let file = session::with(|session| session.file.clone());
    let mut line = 0;
    backtrace::trace(|frame| {
        let ip = frame.ip() as usize;
        let known = LINES.with_borrow(|lines| lines.get(&ip).copied());
        let here = known.unwrap_or_else(|| {
            let mut here = 0;
            backtrace::resolve_frame(frame, |symbol| {
                let inside = symbol
                    .filename()
                    .is_some_and(|name| name.as_os_str() == file.as_str());
                if here == 0 && inside {
                    here = symbol.lineno().unwrap_or(0);
                }
            });
            LINES.with_borrow_mut(|lines| lines.insert(ip, here));
            here
        });
        line = here;
        here == 0
    });
    line
}

thread_local! {
    /// La ligne du listing de chaque adresse de code déjà rencontrée.
    static LINES: RefCell<FxHashMap<usize, u32>> = RefCell::default();
}
