//! L'exploration naïve : tous les chemins, un par un, sur le vrai code.
//!
//! Rien n'y est fusionné ni appris d'une exécution à l'autre. Elle ne sert
//! qu'à vérifier l'autre : mêmes issues, même nombre de chemins.

use crate::exploration::automaton::Automaton;
use crate::exploration::config::Config;
use crate::exploration::execution::{Execution, Stop};
use crate::exploration::explorer::{in_session, is_optional};
use crate::exploration::outputs::Outputs;
use crate::exploration::program::Program;
use crate::model::transitions::{Transition, transitions};
use crate::model::world::World;
use crate::result::describe::Describer;
use crate::result::error::Error;
use crate::result::names::Names;
use crate::result::outcome::Ending;
use crate::runtime::session;
use recit::ending::OutcomeKind;
use std::collections::BTreeSet;

/// Ce que trouve l'exploration naïve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmerged {
    /// Le nombre de chemins suivis jusqu'au bout.
    pub paths: u64,
    /// Le nombre d'étapes exécutées.
    pub steps: u64,
    /// Les issues, sans leurs chemins.
    pub endings: BTreeSet<Ending>,
    /// Faux si `max_paths` a arrêté l'exploration.
    pub complete: bool,
}

/// Suit tous les chemins de `program`, au plus `max_paths`.
///
/// # Errors
///
/// Comme [`crate::explore`].
pub fn explore_unmerged(
    program: &Program,
    config: &Config,
    max_paths: u64,
) -> Result<Unmerged, Error> {
    in_session(program, config, || walk(program, config, max_paths)).map(|(_, result)| result)
}

fn walk(program: &Program, config: &Config, max_paths: u64) -> Result<Unmerged, Stop> {
    let mut found = Unmerged {
        paths: 0,
        steps: 0,
        endings: BTreeSet::new(),
        complete: true,
    };
    // Pour chaque étape du chemin courant, les choix possibles et le choix pris.
    let mut choices: Vec<(Vec<Transition>, usize)> = Vec::new();
    loop {
        if found.paths >= max_paths {
            found.complete = false;
            return Ok(found);
        }
        let mut automaton = Automaton::new();
        let mut outputs = Outputs::new();
        let mut execution = Execution::new(program.main, config, &mut automaton, &mut outputs);
        let mut world = World::start(&mut execution)?;
        for (possible, taken) in &choices {
            world.fire(&mut execution, possible[*taken])?;
            found.steps += 1;
        }
        let note = |world: &World, automaton: &Automaton, outputs: &Outputs| {
            session::with(|session| {
                let describer = Describer {
                    session,
                    automaton,
                    source: program.source,
                    names: &Names::default(),
                };
                let kind = describer.end_kind(world).unwrap_or(OutcomeKind::Deadlock);
                describer.ending(world, kind, outputs.text(world.stdout))
            })
        };
        loop {
            let possible = transitions(&world, execution.automaton(), config);
            if possible.iter().all(is_optional) {
                // Une fin, ou un interblocage dont seul un réveil sans raison
                // pourrait sortir.
                let (automaton, outputs) = execution.parts();
                found.endings.insert(note(&world, automaton, outputs));
            }
            let Some(&first) = possible.first() else {
                break;
            };
            if choices.len() >= config.max_steps {
                found.complete = false;
                break;
            }
            world.fire(&mut execution, first)?;
            found.steps += 1;
            choices.push((possible, 0));
        }
        found.paths += 1;
        // Le choix suivant : le dernier qui n'était pas le dernier possible.
        loop {
            match choices.last_mut() {
                None => return Ok(found),
                Some((possible, taken)) if *taken + 1 < possible.len() => {
                    *taken += 1;
                    break;
                }
                Some(_) => {
                    choices.pop();
                }
            }
        }
    }
}
