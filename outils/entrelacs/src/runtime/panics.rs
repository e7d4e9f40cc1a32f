//! Les paniques du programme exploré : muettes, mais situées.

use crate::model::id::Token;
use crate::model::op::{Next, Response, Step};
use crate::runtime::coroutine::{Abort, Announcement, Fiber, erase_lifetime};
use crate::runtime::faults;
use crate::runtime::memory;
use crate::runtime::output;
use crate::runtime::session;
use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, PanicHookInfo};
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
                let line = info.location().map_or(0, session::source_line);
                session::note_panic(line, &text);
                if let Some(hook) = replace_hook(None) {
                    run_hook(|| output::capture(|| hook(info)));
                    replace_hook(Some(hook));
                }
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

/// Le crochet d'un programme.
pub(crate) type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync>;

thread_local! {
    /// Celui que le programme en cours a posé.
    static HOOK: RefCell<Option<Hook>> = const { RefCell::new(None) };
}

/// Exécute un crochet sur une pile à lui. Le fil qui panique ne peut pas rendre la
/// main d'ici, où la bibliothèque standard tient le verrou des crochets : si le
/// crochet annonce une opération, il est abandonné et le fil renonce ensuite.
fn run_hook(hook: impl FnOnce()) {
    let body = Box::new(|| {
        hook();
        Step {
            effects: Vec::new(),
            next: Next::Finished(Ok(Token::UNIT)),
            line: 0,
        }
    });
    // SAFETY: le fil créé plus bas finit, ou est abandonné, avant que cette fonction
    // ne rende la main.
    #[expect(unsafe_code, reason = "le contrat est tenu ici même")]
    let body = unsafe { erase_lifetime(body) };
    // La pile, l'annonce et le refus sont au moteur.
    let _engine = memory::outside();
    let abort = match Fiber::new(session::current_thread(), STACK, body) {
        Ok(mut fiber) => {
            let announcement = fiber.resume(Response::Done);
            fiber.abandon();
            match announcement {
                Announcement::Step(_) => None,
                Announcement::Abort(abort) => Some(abort),
            }
        }
        Err(error) => Some(Abort::Unsupported {
            message: format!("pas de pile pour le crochet de panique : {error}"),
            line: 0,
        }),
    };
    output::end_capture();
    if let Some(abort) = abort {
        session::give_up(abort);
    }
}

/// La pile d'un crochet, en octets.
const STACK: usize = 256 * 1024;

/// Change le crochet du programme ; rend l'ancien.
pub(crate) fn replace_hook(hook: Option<Hook>) -> Option<Hook> {
    HOOK.replace(hook)
}

/// Oublie le crochet d'une exécution finie, comme ses piles.
pub(crate) fn forget_hook() {
    std::mem::forget(HOOK.take());
}

/// Le message d'une panique.
pub(crate) fn message(payload: &dyn Any) -> String {
    payload
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "une panique sans message".to_owned())
}
