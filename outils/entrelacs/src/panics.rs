//! Les paniques du programme exploré : muettes, mais situées.

use crate::{faults, lines, session};
use std::any::Any;
use std::panic;
use std::sync::Once;

/// Installe, une fois pour le processus, un crochet qui note la ligne d'une
/// panique du programme exploré au lieu de l'afficher. Les autres paniques
/// gardent le crochet d'avant.
pub(crate) fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if session::is_running() {
                let text = message(info.payload());
                if LAST_WORDS.contains(&text.as_str()) {
                    // Pas une panique du programme : la précédente ne peut pas
                    // se dérouler, et `abort` suit.
                    faults::silence_last_words();
                    return;
                }
                let line = info.location().map_or(0, lines::source_line);
                session::note_panic(line, &text);
            } else {
                previous(info);
            }
        }));
    });
}

/// Ce que dit la bibliothèque standard juste avant d'avorter, quand une panique
/// sort d'un destructeur pendant une autre, ou d'une fonction qui l'interdit.
const LAST_WORDS: [&str; 2] = [
    "panic in a destructor during cleanup",
    "panic in a function that cannot unwind",
];

/// Le message d'une panique.
pub(crate) fn message(payload: &dyn Any) -> String {
    payload
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "une panique sans message".to_owned())
}
