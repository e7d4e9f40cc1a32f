//! Ce qu'annonce un fil arrêté : sa pile a débordé, ou il avorte.

use crate::model::op::{Next, Op, ProcessEnd, Step};
use crate::runtime::coroutine::{self, Announcement};
use crate::runtime::faults::{self, Fault};
use crate::runtime::memory;
use crate::runtime::session;

/// Fait annoncer les arrêts, désormais.
pub(crate) fn install() {
    faults::announced_by(announce);
    memory::arena::before_allocating(check_before_allocating);
}

/// Annonce que le fil courant a débordé de sa pile, à la ligne `line`.
#[inline(never)]
pub(crate) fn overflow(line: u32) -> ! {
    let step = overflow_step(line, true);
    coroutine::announce(Announcement::Step(step));
    coroutine::suspend();
    unreachable!("un fil qui a débordé n'est jamais repris")
}

/// Un débordement au milieu d'une allocation la laisserait inachevée, avec le
/// verrou du système. Ne rend pas la main si le fil a entamé la marge de sa pile.
fn check_before_allocating() {
    if faults::is_in_margin() && !session::is_busy() && faults::has_overflowed() {
        overflow(session::innermost_line());
    }
}

/// Annonce l'arrêt de la coroutine. S'exécute sur sa pile, remise à neuf.
fn announce(fault: Fault) {
    let _engine = memory::outside();
    faults::note_stopped();
    if session::is_busy() {
        // Le modèle lui-même a débordé ou avorté : son état n'est plus sûr.
        eprintln!(
            "entrelacs : le modèle s'est arrêté au milieu d'une opération ; l'exploration est perdue"
        );
        std::process::exit(2);
    }
    let step = match fault {
        Fault::Overflow { instruction, top } => {
            let (line, exact) = line_of(instruction, top);
            overflow_step(line, exact)
        }
        Fault::Abort => abort_step(),
    };
    coroutine::announce(Announcement::Step(step));
}

/// La ligne du programme où en était un fil : celle de `instruction`, ou de
/// l'appel le plus profond que sa pile semble montrer. Vrai si elle est exacte.
fn line_of(instruction: usize, top: usize) -> (u32, bool) {
    // Le code d'un programme tient dans cette distance.
    const CODE: usize = 1 << 28;
    // Au début d'une fonction, le compilateur touche la pile avant la première
    // instruction qui a une ligne.
    const PROLOGUE: usize = 64;
    let known = |address| Some(session::line_before(address)).filter(|&line| line > 0);
    if let Some(line) = known(instruction + 1) {
        return (line, true);
    }
    let before = (1..PROLOGUE).find_map(|offset| known(instruction.checked_sub(offset)?));
    let code = line_of as *const () as usize;
    let calls = || faults::stack_words(top).filter(|word| word.abs_diff(code) < CODE);
    let line = before.or_else(|| calls().find_map(known));
    (line.unwrap_or(0), false)
}

/// Ce qu'annonce le fil courant, qui a débordé à la ligne `line` ; elle est
/// approchée si elle n'est pas `exact`.
fn overflow_step(line: u32, exact: bool) -> Step {
    let size = match faults::stack_size() {
        size if size >= 1 << 20 && size % (1 << 20) == 0 => format!("{} Mio", size >> 20),
        size => format!("{} Kio", size.div_ceil(1 << 10)),
    };
    let (line, exact) = match line {
        0 => (session::with_current(|context| context.last_line), false),
        line => (line, exact),
    };
    let near = if exact || line == 0 {
        ""
    } else {
        ", vers cette ligne"
    };
    let why = format!("la pile du fil, de {size}, déborde{near} : une récursion trop profonde ?");
    last_step(ProcessEnd::Abort(why.into()), line)
}

/// Ce qu'annonce le fil courant, qui vient d'avorter.
fn abort_step() -> Step {
    let (line, why) = session::with_current(|context| match context.panics.as_slice() {
        [.., (at, first), (line, second)] => (
            *line,
            format!(
                "panique dans un destructeur ({second}) pendant une autre panique (ligne {at} : {first})"
            ),
        ),
        [(line, only)] => (
            *line,
            format!("panique que rien ne peut rattraper : {only}"),
        ),
        [] => (context.last_line, "le processus avorte".to_owned()),
    });
    last_step(ProcessEnd::Abort(why.into()), line)
}

fn last_step(end: ProcessEnd, line: u32) -> Step {
    Step {
        effects: session::with_current(|context| std::mem::take(&mut context.effects)),
        next: Next::Op(Op::EndProcess(end)),
        line,
    }
}
