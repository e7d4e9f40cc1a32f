//! De vrais fils, par milliers d'exécutions, ne montrent que ce qu'entrelacs a
//! prévu.

use entrelacs::{Config, Exploration, OutcomeKind, Program, explore};
use entrelacs_oracle::natif::{self, NATIVES};
use entrelacs_oracle::{Ending, endings};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

/// Les exécutions d'un programme qui finit.
const RUNS: usize = 1_000;
/// Celles d'un programme qui demande un processus par exécution.
const APART: usize = 300;
/// Celles d'un programme qui dort, ou qui peut ne jamais finir : chacune dure.
const FEW: usize = 8;

/// Les exécutions de suite dans un même processus : en lancer un coûte plus
/// cher que le programme.
const BATCH: usize = 25;

#[test]
fn aucune_issue_reelle_ne_manque_a_l_exploration() {
    let runner = Path::new(env!("CARGO_BIN_EXE_natif"));
    let mut total = 0;
    for (name, _) in NATIVES {
        let program = entrelacs_oracle::program(name);
        let timeless = program.source.contains("Instant::now");
        let refused = [
            "classiques/hasard",
            "courant/adresse_affichee",
            "courant/crochet_trop_fort",
            "courant/fonction_affichee",
            "courant/locale_a_portee",
            "courant/numeros_de_fils",
            "courant/objet_de_const",
            "courant/portee_affichee",
            "courant/reception_dans_envoi",
            "courant/table_parcourue",
        ];
        // Le vrai affiche le chemin de sa copie ; ses fils sont numérotés d'un essai à
        // l'autre.
        let elsewhere = ["courant/fichier_affiche", "courant/numeros_dans_l_ordre"];
        if refused.contains(name) || elsewhere.contains(name) || timeless {
            continue; // refusé par l'exploration, ou pas comparable
        }
        let exploration =
            explore(program, &Config::default()).unwrap_or_else(|error| panic!("{name} : {error}"));
        let explored = endings(&exploration);
        let only = |kinds: &[OutcomeKind]| explored.iter().all(|(kind, _)| kinds.contains(kind));
        if !exploration.is_complete() {
            continue;
        }
        let sleeps = program.source.contains("from_millis") || program.source.contains("from_secs");
        let ends = only(&[
            OutcomeKind::Exit,
            OutcomeKind::Panic,
            OutcomeKind::Error,
            OutcomeKind::Abort,
        ]);
        let never_ends = only(&[OutcomeKind::Deadlock, OutcomeKind::Livelock]);
        let alone = ends && ends_alone(program, &exploration);
        let (runs, batch) = match alone {
            _ if sleeps || never_ends || name.starts_with("fins/") => (FEW, 1),
            true => (RUNS, BATCH),
            false => (APART, 1),
        };
        // Un programme qui finit toujours a tout son temps : une machine chargée
        // n'est pas un interblocage.
        let limit = Duration::from_secs(if ends { 60 } else { 2 });
        let observed = natif::observe(runner, name, runs, batch, limit).unwrap();
        for ((kind, stdout), count) in &observed {
            let known = explored.iter().any(|(explored, text)| {
                // Un processus arrêté faute de finir : bloqué, ou sans fin.
                let same = explored == kind
                    || (*kind, *explored) == (OutcomeKind::Deadlock, OutcomeKind::Livelock);
                same && text == stdout
            });
            assert!(
                known,
                "{name}, {count} fois sur {runs} : {kind:?} {stdout:?} n'est pas dans {explored:#?}"
            );
        }
        let seen: BTreeSet<&Ending> = observed.keys().collect();
        println!(
            "{name:<44} {:>4} issues sur {:>4}, {runs} exécutions{}",
            seen.len(),
            explored.len(),
            if ends { "" } else { " (peut ne pas finir)" }
        );
        total += runs;
    }
    println!("{total} exécutions");
    assert!(total >= 25 * RUNS, "seulement {total} exécutions");
}

/// Vrai si une exécution ne laisse rien à la suivante : ni variable globale, ni
/// fil encore en vie.
fn ends_alone(program: &Program, exploration: &Exploration) -> bool {
    let leaves_nothing =
        |state| exploration.ending(state).is_none() || exploration.unfinished(state).is_empty();
    !program.source.contains("static ")
        && (0..exploration.graph().state_count()).all(leaves_nothing)
}
