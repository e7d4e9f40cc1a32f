//! L'exploration naïve : tous les chemins, un par un, sur le vrai code.
//!
//! Rien n'y est fusionné ni appris d'une exécution à l'autre. Elle ne sert
//! qu'à vérifier l'autre : mêmes issues, même nombre de chemins.

use crate::exploration::config::Config;
use crate::exploration::error::Error;
use crate::exploration::execution::{Execution, Learned, Lookup, Stop};
use crate::exploration::explorer::in_session;
use crate::exploration::program::Program;
use crate::model::transitions::Transition;
use crate::model::world::World;
use crate::result::describe::Describer;
use crate::result::names::Names;
use crate::result::outcome::Ending;
use crate::runtime::session::Session;
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
    let walked = in_session(program, config, |session| {
        walk(program, config, session, max_paths)
    });
    walked.map(|(_, result)| result)
}

fn walk(
    program: &Program,
    config: &Config,
    session: &mut Session,
    max_paths: u64,
) -> Result<Unmerged, Stop> {
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
        let mut learned = Learned::default();
        let mut execution = Execution::new(program.main, config, session, &mut learned);
        let mut world = World::start(&mut execution)?;
        for (possible, taken) in &choices {
            world.fire(&mut execution, possible[*taken])?;
            found.steps += 1;
        }
        loop {
            let possible = execution.transitions(&world);
            if possible.iter().all(|step| step.choice.is_optional()) {
                // Une fin, ou un interblocage dont seul un réveil sans raison
                // pourrait sortir.
                found
                    .endings
                    .insert(ending(&world, execution.lookup(), program));
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

fn ending(world: &World, known: Lookup<'_>, program: &Program) -> Ending {
    let describer = Describer {
        registry: known.registry,
        automaton: known.automaton,
        source: program.source,
        names: &Names::default(),
    };
    let kind = describer.end_kind(world).unwrap_or(OutcomeKind::Deadlock);
    describer.ending(world, kind, known.outputs.text(world.stdout))
}
