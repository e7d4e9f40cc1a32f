//! L'explorateur, comparé sur des programmes tirés au hasard à une énumération
//! naïve qui ne partage rien avec lui : aucune issue ne manque, aucune n'est
//! inventée.
//!
//! `PROGRAMMES_TIRES=20000` en compare plus, `GRAINE=7` en compare d'autres :
//! celui de cette graine et les suivants. `PREMIER_DESACCORD=1` s'arrête au premier, sans
//! le réduire : c'est ce que fait la chasse aux mutants.

mod channels;
mod comparison;
mod interpreter;
mod locks;
mod objects;
mod values;

use comparison::{Explored, disagreement};
use entrelacs::{Error, Reduce};
use entrelacs_generator::{Program, Reference, drawn, rust, shrink};
use interpreter::Prepared;
use std::cell::Cell;
use std::env;
use std::fmt::Write as _;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// Les programmes comparés à chaque fois.
const PROGRAMS: u64 = 2_000;
/// Au-delà de ces états, la référence renonce.
const REFERENCE_STATES: usize = 20_000;
/// Les programmes que l'explorateur peut laisser incomplets, en centièmes.
const INCOMPLETE_PERCENT: u64 = 5;
/// Ses états, en centièmes de ceux de la référence.
const MERGED_PERCENT: usize = 130;
/// Ses états quand il réduit, en centièmes de ceux qu'il trouve en suivant tout.
const REDUCED_PERCENT: usize = 80;
/// Un programme plus long à explorer est nommé.
const SLOW: Duration = Duration::from_millis(500);
/// Les désaccords racontés en entier.
const TOLD: usize = 5;

thread_local! {
    static CURRENT: Cell<Option<&'static Prepared>> = const { Cell::new(None) };
}

fn main_of_current() {
    interpreter::run_main(CURRENT.get().expect("un programme est choisi"));
}

fn explored(program: &Program, reduce: Reduce) -> Result<Explored, Error> {
    // Il vit autant que le processus : un fil du modèle le garde d'une exécution à
    // l'autre.
    let prepared: &'static Prepared = Box::leak(Box::new(Prepared::new(program.clone())));
    CURRENT.set(Some(prepared));
    comparison::explored(&entrelacs::Program::new(main_of_current), reduce)
}

fn variable(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name} : un nombre est attendu, pas « {text} »"))
    })
}

#[test]
fn aucune_issue_ne_manque_et_aucune_n_est_inventee() {
    let count = variable("PROGRAMMES_TIRES", PROGRAMS);
    let first = variable("GRAINE", 0);
    let (send, receive) = mpsc::sync_channel(64);
    let enumerate = thread::spawn(move || {
        for seed in first.. {
            let program = drawn(seed);
            let reference = Reference::of(&program, REFERENCE_STATES);
            if send.send((seed, program, reference)).is_err() {
                return;
            }
        }
    });
    let (mut compared, mut incomplete, mut skipped) = (0, 0, 0);
    let (mut theirs, mut ours, mut reduced, mut endings) = (0, 0, 0, 0);
    let mut wrong = Vec::new();
    let mut exploring = Duration::ZERO;
    for (seed, program, reference) in &receive {
        if compared == count {
            break;
        }
        // Un nombre infini d'états, ou trop : rien d'exact à comparer.
        if reference.complete {
            compared += 1;
            endings += reference.endings.len();
        } else {
            skipped += 1;
        }
        let started = Instant::now();
        let found = explored(&program, Reduce::Never);
        let lighter = explored(&program, Reduce::Beyond(0));
        exploring += started.elapsed();
        if started.elapsed() > SLOW {
            let states = found.as_ref().map_or(0, |found| found.states);
            println!(
                "graine {seed} : {:.1?}, {states} états contre {}",
                started.elapsed(),
                reference.states
            );
        }
        let differs = |found| !disagreement(found, &reference).is_empty();
        if differs(&found) || differs(&lighter) {
            wrong.push((seed, program));
            if variable("PREMIER_DESACCORD", 0) == 1 {
                break;
            }
        } else if let (Ok(found), Ok(lighter)) = (found, lighter)
            && reference.complete
        {
            if found.complete && lighter.complete {
                theirs += reference.states;
                ours += found.states;
                reduced += lighter.states;
            } else {
                incomplete += 1;
            }
        }
    }
    drop(receive);
    enumerate.join().expect("la référence ne panique pas");
    println!(
        "{compared} programmes, {endings} issues, {theirs} états de la référence, {ours} de \
         l'explorateur, {reduced} s'il réduit, en {exploring:.1?} ; {incomplete} incomplets, \
         {skipped} trop grands pour la référence"
    );
    assert!(wrong.is_empty(), "{}", report(&wrong));
    assert!(
        incomplete * 100 <= compared * INCOMPLETE_PERCENT,
        "{incomplete} programmes incomplets sur {compared}"
    );
    // Une mémoire où resterait ce que le fil a oublié ne fausserait rien, mais ne
    // fusionnerait plus.
    assert!(
        ours * 100 <= theirs * MERGED_PERCENT,
        "{ours} états pour {theirs} à la référence : il ne fusionne plus assez"
    );
    assert!(
        reduced * 100 <= ours * REDUCED_PERCENT,
        "{reduced} états pour {ours} : il ne réduit plus assez"
    );
}

/// Les désaccords, réduits.
fn report(wrong: &[(u64, Program)]) -> String {
    let seeds: Vec<u64> = wrong.iter().map(|(seed, _)| *seed).collect();
    let mut text = format!("{} désaccords, graines {seeds:?}\n", wrong.len());
    let told = match variable("PREMIER_DESACCORD", 0) {
        1 => 0,
        _ => TOLD,
    };
    for (seed, program) in wrong.iter().take(told) {
        let differs = |program: &Program| {
            let reference = Reference::of(program, REFERENCE_STATES);
            let whole = disagreement(&explored(program, Reduce::Never), &reference);
            let lighter = disagreement(&explored(program, Reduce::Beyond(0)), &reference);
            match (whole.is_empty(), lighter.is_empty()) {
                (true, false) => format!("  en réduisant :\n{lighter}"),
                _ => whole,
            }
        };
        let smaller = shrink(program, 2_000, |smaller| !differs(smaller).is_empty());
        let _ = writeln!(
            text,
            "\ngraine {seed}, réduite :\n{}\n{}",
            rust(&smaller),
            differs(&smaller)
        );
    }
    text
}
