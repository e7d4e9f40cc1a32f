//! La ligne du listing où se trouve une opération.

use crate::runtime::session;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ffi::c_void;
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

/// La ligne de l'appel le plus profond qui est dans le listing ; 0 si aucun n'y
/// est.
pub(crate) fn innermost_line() -> u32 {
    let _engine = crate::runtime::memory::outside();
    let file = session::with(|session| session.file.clone());
    let mut line = 0;
    backtrace::trace(|frame| {
        line = line_in(&file, frame.ip() as usize);
        line == 0
    });
    line
}

/// La ligne du listing de l'instruction qui précède `address` : celle de
/// l'appel, pour une adresse de retour ; 0 si elle n'y est pas.
pub(crate) fn line_before(address: usize) -> u32 {
    let _engine = crate::runtime::memory::outside();
    line_in(&session::with(|session| session.file.clone()), address)
}

fn line_in(file: &str, address: usize) -> u32 {
    if let Some(line) = LINES.with_borrow(|lines| lines.get(&address).copied()) {
        return line;
    }
    let mut line = 0;
    backtrace::resolve(address as *mut c_void, |symbol| {
        let inside = symbol
            .filename()
            .is_some_and(|name| name.as_os_str() == file);
        if line == 0 && inside {
            line = symbol.lineno().unwrap_or(0);
        }
    });
    LINES.with_borrow_mut(|lines| lines.insert(address, line));
    line
}

thread_local! {
    /// La ligne du listing de chaque adresse de code déjà rencontrée.
    static LINES: RefCell<FxHashMap<usize, u32>> = RefCell::default();
}
