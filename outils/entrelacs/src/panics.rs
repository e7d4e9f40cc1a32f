//! Les paniques du programme exploré : muettes, mais situées.

use crate::{lines, session};
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
                let line = info.location().map_or(0, lines::source_line);
                session::note_panic(line);
            } else {
                previous(info);
            }
        }));
    });
}

/// Le message d'une panique.
pub(crate) fn message(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "une panique sans message".to_owned())
}
