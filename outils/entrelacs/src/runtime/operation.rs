//! Ce que fait le fil qui s'exécute : annoncer une opération, et attendre.
//!
//! [`perform`] annonce une opération et rend sa réponse ; [`require`] et
//! [`unsupported`] y renoncent.

use crate::model::id::{ObjectId, ThreadId, Token};
use crate::model::object::Object;
use crate::model::op::{Next, Op, Response, Step};
use crate::model::rules::Granularity;
use crate::runtime::coroutine::{self, Abort, Announcement};
use crate::runtime::faults;
use crate::runtime::memory;
use crate::runtime::session;
use crate::runtime::stops;
use std::marker::PhantomData;
use std::panic::Location;

/// Annonce `op` et attend son tour.
#[track_caller]
#[inline(never)]
pub(crate) fn perform(op: Op) -> Response {
    let line = session::source_line(Location::caller());
    memory::scrub();
    perform_at(op, line)
}

/// Annonce `op`, qui se trouve à la ligne `line`, et attend son tour.
#[inline(never)]
pub(crate) fn perform_at(op: Op, line: u32) -> Response {
    if faults::has_overflowed() {
        stops::overflow(line);
    }
    announce(op, line);
    memory::scrub();
    coroutine::suspend()
}

/// Compose l'annonce d'`op`. C'est à part : sa pile est effacée avant l'attente.
#[inline(never)]
fn announce(op: Op, line: u32) {
    show_now();
    let granularity = session::granularity();
    let (effects, problem) = session::with_current(|context| {
        context.operations += 1;
        context.last_line = line;
        let problem = if let Some(abort) = context.given_up.take() {
            Some(abort)
        } else if context.arc_depth > 0 && !granularity.arcs {
            Some(Abort::Finer(Granularity {
                arcs: true,
                ..granularity
            }))
        } else if let Some(message) = context.forbidden {
            Some(Abort::Unsupported {
                message: message.to_owned(),
                line,
            })
        } else if context.busy {
            Some(Abort::Unsupported {
                message: "entre le choix d'un envoi par `select!` et cet envoi, le fil fait une autre opération : \
                          calculez la valeur à envoyer avant le `select!`"
                    .to_owned(),
                line,
            })
        } else {
            None
        };
        (std::mem::take(&mut context.effects), problem)
    });
    if let Some(problem) = problem {
        abort(problem);
    }
    coroutine::announce(Announcement::Step(Step {
        effects,
        next: Next::Op(op),
        line,
    }));
}

/// Recommence l'exploration en distinguant plus, si ce n'est déjà le cas.
pub(crate) fn require(finer: impl FnOnce(&mut Granularity)) {
    let now = session::granularity();
    let mut wanted = now;
    finer(&mut wanted);
    if wanted != now {
        abort(Abort::Finer(wanted));
    }
}

/// Refuse le programme : il fait ce que le modèle ne sait pas faire.
#[track_caller]
pub(crate) fn unsupported(message: impl Into<String>) -> ! {
    let line = session::source_line(Location::caller());
    abort(Abort::Unsupported {
        message: message.into(),
        line,
    })
}

/// Refuse le programme, à la ligne `line`.
pub(crate) fn unsupported_at(message: impl Into<String>, line: u32) -> ! {
    abort(Abort::Unsupported {
        message: message.into(),
        line,
    })
}

fn abort(abort: Abort) -> ! {
    coroutine::announce(Announcement::Abort(abort));
    coroutine::suspend();
    unreachable!("un fil qui a renoncé n'est jamais repris")
}

/// Note que le programme affiche le numéro d'un fil, qui dépend de l'ordre des
/// lancements si plusieurs fils en font.
#[track_caller]
pub(crate) fn shows_thread_id() {
    let nested = session::with(|session| {
        session.shows_ids = true;
        session.nested
    });
    if nested {
        unsupported(NUMBERED);
    }
}

/// Note que le fil courant va en lancer un autre.
#[track_caller]
pub(crate) fn spawns() {
    let nested = session::current_thread() != ThreadId::MAIN;
    let shown = session::with(|session| {
        session.nested |= nested;
        session.nested && session.shows_ids
    });
    if shown {
        unsupported(NUMBERED);
    }
}

const NUMBERED: &str = "le numéro d'un fil (`ThreadId`) dépend de l'ordre des lancements : ce programme en affiche, et \
                        un autre fil que `main` en lance ; nommez plutôt les fils par `thread::Builder`";

/// Fait les affichages retenus.
pub(crate) fn show_now() {
    for shown in session::with_current(|context| std::mem::take(&mut context.prints)) {
        show(shown.stdout, &shown.text, shown.line);
    }
}

/// Affiche `text` sur une sortie, d'un geste.
pub(crate) fn show(stdout: bool, text: &str, line: u32) {
    if stdout && session::shows_address(text) {
        unsupported_at(
            "ce qui s'affiche contient une adresse, qui change d'une exécution à l'autre : affichez un nom ou un numéro",
            line,
        );
    }
    let held = session::granularity()
        .streams
        .then(|| HeldStream::take(stdout, line));
    let text = text.into();
    perform_at(Op::Print { stdout, text }, line);
    drop(held);
}

/// Le verrou d'une sortie, tenu par le fil courant.
pub(crate) struct HeldStream {
    stdout: bool,
    /// Un verrou se rend dans le fil qui l'a pris.
    alone: PhantomData<*const ()>,
}

fn stream(stdout: bool) -> ObjectId {
    let (rank, name) = if stdout { (0, "stdout") } else { (1, "stderr") };
    session::known_object(rank, name, Object::mutex(Token::UNIT))
}

impl HeldStream {
    /// Prend le verrou, ou note que le fil le tient une fois de plus.
    pub fn take(stdout: bool, line: u32) -> Self {
        let locals = session::locals();
        let count = &locals.streams[usize::from(!stdout)];
        if count.get() == 0 {
            perform_at(Op::Lock(stream(stdout)), line);
        }
        count.set(count.get() + 1);
        Self {
            stdout,
            alone: PhantomData,
        }
    }
}

impl Drop for HeldStream {
    #[track_caller]
    fn drop(&mut self) {
        let locals = session::locals();
        let count = &locals.streams[usize::from(!self.stdout)];
        count.set(count.get() - 1);
        if count.get() == 0 {
            perform(Op::Unlock {
                mutex: stream(self.stdout),
                content: Token::UNIT,
                poison: false,
            });
        }
    }
}
