//! Le temps ordonné : chaque programme de `temps/` affiche pour de vrai ce que
//! l'exploration avait prévu, et l'exploration n'en prévoit qu'une issue.
//!
//! Leurs durées diffèrent de dizaines de millisecondes : l'ordre des échéances
//! ne laisse aucun doute.

use entrelacs::{Config, Outcome, OutcomeKind, Program, TimeModel, explore};
use entrelacs_corpus::native;
use std::collections::BTreeSet;
use std::thread;

/// Une machine chargée peut suspendre un fil au-delà d'une échéance : un
/// programme a droit à plusieurs essais.
const TRIES: usize = 4;

fn ordered() -> Config {
    Config {
        time: TimeModel::Ordered,
        ..Config::default()
    }
}

/// Les programmes de la table, et leur `main` avec les vrais std et crossbeam.
fn table() -> impl Iterator<Item = (&'static str, fn())> {
    let natives = entrelacs_corpus::NATIVES.iter();
    natives
        .filter(|(name, _)| name.starts_with("temps/"))
        .copied()
}

/// Ce que l'exploration prévoit : une seule issue, une fin normale.
fn expected(name: &str) -> Result<String, String> {
    let program = entrelacs_corpus::program(name);
    let mut exploration =
        explore(program, &ordered()).map_err(|error| format!("{name} : {error}"))?;
    let outcomes = exploration.outcomes();
    let told = || -> Vec<_> {
        let tell = |outcome: &Outcome| (outcome.kind, outcome.stdout.clone());
        outcomes.iter().map(tell).collect()
    };
    let [outcome] = outcomes.as_slice() else {
        return Err(format!("{name} : {:#?}", told()));
    };
    if outcome.kind != OutcomeKind::Exit || !exploration.is_complete() {
        return Err(format!("{name} : {:#?}", told()));
    }
    // Le chemin montré se rejoue sur le vrai code, temps compris.
    let replayed = exploration.replay(&outcome.schedule);
    replayed.map_err(|error| format!("{name}, rejoué : {error}"))?;
    Ok(outcome.stdout.clone())
}

/// Exécute un programme pour de vrai ; s'il n'affiche jamais `expected`, dit
/// pourquoi.
fn compare(name: &str, main: fn(), expected: &str) -> Result<(), String> {
    let mut shown = String::new();
    for _ in 0..TRIES {
        shown = native::run(main);
        if shown == expected {
            return Ok(());
        }
    }
    Err(format!("{name} : prévu\n{expected}\naffiché\n{shown}"))
}

#[test]
fn le_vrai_temps_donne_l_issue_prevue() {
    let names: Vec<_> = table().collect();
    assert!(names.len() >= 29, "{names:?}");
    let results: Vec<Result<(), String>> = thread::scope(|scope| {
        let runs: Vec<_> = names
            .into_iter()
            .map(|(name, main)| {
                let expected = expected(name);
                scope.spawn(move || compare(name, main, &expected?))
            })
            .collect();
        runs.into_iter()
            .map(|run| run.join().expect("un programme de la table ne panique pas"))
            .collect()
    });
    let wrong: Vec<String> = results.into_iter().filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Les issues d'un programme, toutes des fins normales, ou son refus.
fn shown(main: fn(), config: &Config) -> Result<BTreeSet<String>, String> {
    let exploration = explore(&Program::new(main), config).map_err(|error| error.to_string())?;
    assert!(exploration.is_complete());
    for outcome in exploration.outcomes() {
        assert_eq!(outcome.kind, OutcomeKind::Exit, "{outcome:#?}");
    }
    Ok(exploration.stdouts())
}

/// Ce que ces programmes affichent n'a pas d'ordre sûr, ou rien de sûr.
mod programs {
    use entrelacs::std_shim as std;
    use entrelacs::{crossbeam_channel, print, println};
    use std::sync::mpsc;
    use std::thread;
    use std::time::{Duration, Instant};

    const T: Duration = Duration::from_millis(10);

    pub fn equal_deadlines() {
        let (tx, rx) = mpsc::channel();
        let other = tx.clone();
        thread::spawn(move || {
            thread::sleep(2 * T);
            tx.send('a').unwrap();
        });
        thread::spawn(move || {
            thread::sleep(T);
            thread::sleep(T);
            other.send('b').unwrap();
        });
        for letter in rx {
            print!("{letter}");
        }
    }

    pub fn a_message_at_the_deadline() {
        let (tx, rx) = crossbeam_channel::bounded(1);
        thread::spawn(move || {
            thread::sleep(T);
            let _ = tx.send(());
        });
        println!("{}", rx.recv_timeout(T).is_ok());
    }

    pub fn three_requests_at_once() {
        let hits = std::sync::Mutex::new(Vec::new());
        let accepted = thread::scope(|scope| {
            let tries = [(); 3].map(|()| {
                scope.spawn(|| {
                    let now = Instant::now();
                    let mut hits = hits.lock().unwrap();
                    hits.retain(|&first| now.duration_since(first) <= 10 * T);
                    let room = hits.len() < 2;
                    if room {
                        hits.push(now);
                    }
                    room
                })
            });
            tries.map(|one| one.join().unwrap())
        });
        println!("{}", accepted.iter().filter(|&&one| one).count());
    }

    pub fn prints_an_hour() {
        println!("{:?}", Instant::now());
    }

    pub fn uses_the_hour_of_a_timer() {
        let hour = crossbeam_channel::after(T).recv().unwrap();
        println!("{}", hour > hour - T);
    }

    pub fn ignores_the_hour_of_a_timer() {
        let hour = crossbeam_channel::after(T).recv();
        println!("{}", hour.is_ok());
    }
}

#[test]
fn a_echeances_egales_tous_les_ordres_sont_suivis() {
    let both = |texts: [&str; 2]| Ok(BTreeSet::from(texts.map(ToOwned::to_owned)));
    assert_eq!(
        shown(programs::equal_deadlines, &ordered()),
        both(["ab", "ba"])
    );
    assert_eq!(
        shown(programs::a_message_at_the_deadline, &ordered()),
        both(["false\n", "true\n"])
    );
    let two = Ok(BTreeSet::from(["2\n".to_owned()]));
    assert_eq!(shown(programs::three_requests_at_once, &ordered()), two);
}

#[test]
fn une_heure_sans_horloge_est_refusee_avec_le_remede() {
    for main in [
        programs::three_requests_at_once,
        programs::uses_the_hour_of_a_timer,
    ] {
        let refusal = shown(main, &Config::default()).unwrap_err();
        assert!(refusal.contains("`--ordonne`"), "{refusal}");
    }
    let yes = Ok(BTreeSet::from(["true\n".to_owned()]));
    let program = programs::ignores_the_hour_of_a_timer;
    assert_eq!(shown(program, &Config::default()), yes);
    assert_eq!(shown(programs::uses_the_hour_of_a_timer, &ordered()), yes);
    let refusal = shown(programs::prints_an_hour, &ordered()).unwrap_err();
    assert!(refusal.contains("debut.elapsed()"), "{refusal}");
}
