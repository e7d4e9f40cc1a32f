//! Ce que le programme affiche.

use crate::runtime::memory;
use crate::runtime::operation;
use crate::runtime::session::{self, Shown};
use std::cell::Cell;
use std::fmt;
use std::panic::Location;
use std::rc::Rc;

/// Affiche `text` sur la sortie standard (`stdout`) ou d'erreur.
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
    let line = session::source_line(Location::caller());
    let text = session::readers_file(text);
    if CAPTURING.get() {
        let _engine = memory::outside();
        let text = Rc::from(&*text);
        session::show_later(Shown { stdout, text, line });
    } else {
        operation::show(stdout, &text, line);
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
