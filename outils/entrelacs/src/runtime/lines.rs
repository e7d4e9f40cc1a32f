//! La ligne du listing où se trouve une instruction.

use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ffi::c_void;

/// La ligne de l'appel le plus profond qui est dans `file` ; 0 si aucun n'y est.
pub(crate) fn innermost(file: &str) -> u32 {
    let mut line = 0;
    backtrace::trace(|frame| {
        line = at(file, frame.ip() as usize);
        line == 0
    });
    line
}

/// La ligne de `file` de l'instruction qui précède `address` : celle de l'appel, pour
/// une adresse de retour ; 0 si elle n'y est pas.
pub(crate) fn at(file: &str, address: usize) -> u32 {
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
