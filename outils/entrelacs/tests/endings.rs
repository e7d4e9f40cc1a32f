//! Comment un programme peut finir : paniques, arrêts brutaux, statuts.

use entrelacs::{Config, Exploration, Outcome, OutcomeKind, Stopped};
use entrelacs_corpus::{check, program};
use std::ops::RangeInclusive;

use OutcomeKind::{Abort, Error, Exit, Panic};

fn explored(name: &str) -> Exploration {
    check::explored(program(&format!("fins/{name}")), &Config::default())
}

#[track_caller]
fn check(name: &str, expected: &[(OutcomeKind, &str)]) -> Vec<Outcome> {
    let program = program(&format!("fins/{name}"));
    check::proved(program, &Config::default(), expected).outcomes()
}

/// Ce qui a mis fin au processus dans la seule issue de cette sorte.
#[track_caller]
fn stopped(outcomes: &[Outcome], kind: OutcomeKind) -> (&str, u32, &str) {
    let mut found = outcomes.iter().filter(|outcome| outcome.kind == kind);
    let (Some(outcome), None) = (found.next(), found.next()) else {
        panic!("{outcomes:#?}");
    };
    let Some(Stopped {
        thread,
        line,
        message,
    }) = &outcome.stopped
    else {
        panic!("{outcome:#?}");
    };
    (thread, *line, message)
}

#[test]
fn une_panique_pendant_une_panique_est_un_arret_brutal() {
    let outcomes = check(
        "double_panique",
        // Le verrou empoisonné peut aussi arrêter `main` avant.
        &[(Exit, "fini\n"), (Abort, ""), (Panic, "")],
    );
    let (thread, line, message) = stopped(&outcomes, Abort);
    assert_eq!((thread, line), ("fil 1", 19));
    assert!(
        message.contains("(ligne 29 : trop de sessions : 2)") && message.contains("PoisonError"),
        "{message}"
    );
}

#[test]
fn une_panique_de_destructeur_se_rattrape() {
    check("panique_dans_un_destructeur", &[(Exit, "true\ntrue\n")]);
    check("panique_contenue", &[(Exit, "true true\ntrue false\n")]);
    check(
        "panique_reprise",
        &[(Exit, "false\nSome(\"mauvais départ\")\ntrue\n")],
    );
}

#[test]
fn les_piles_ont_les_tailles_de_std() {
    check("grande_pile", &[(Exit, "ok 2\n")]);
    check("recursion_profonde", &[(Exit, "10946 2000\n")]);
    check("pile_demandee", &[(Exit, "200010000\n")]);
}

#[test]
fn une_pile_qui_deborde_est_un_arret_brutal_avec_sa_ligne() {
    let overflows = |name, expected: &[_], thread, lines: RangeInclusive<u32>, size| {
        let outcomes = check(name, expected);
        let (found, line, message) = stopped(&outcomes, Abort);
        assert_eq!(found, thread, "{name}");
        assert!(lines.contains(&line), "{name} : {line}");
        assert!(
            message.contains(&format!("{size}, déborde")),
            "{name} : {message}"
        );
    };
    let recursion = [(Exit, "3\n"), (Abort, "")];
    overflows("recursion_sans_fin", &recursion, "main", 7..=9, "de 8 Mio");
    overflows(
        "pile_trop_petite",
        &[(Abort, "avant\n")],
        "fil 1",
        5..=7,
        "de 2 Mio",
    );
    overflows(
        "recursion_qui_alloue",
        &[(Abort, "début\n")],
        "fil 1",
        5..=7,
        "de 2 Mio",
    );
    overflows(
        "tableau_trop_grand",
        &[(Abort, "")],
        "fil 1",
        6..=7,
        "de 2 Mio",
    );
}

#[test]
fn main_qui_rend_une_erreur_finit_mal_et_dit_laquelle() {
    let outcomes = check("main_rend_une_erreur", &[(Error, "fil\n")]);
    let (thread, _, message) = stopped(&outcomes, Error);
    assert_eq!((thread, message), ("main", "Error: \"raté\""));
    let outcomes = check("main_rend_une_boite", &[(Error, "reçu 1\n")]);
    assert_eq!(stopped(&outcomes, Error).2, "Error: \"plus rien\"");
    assert!(explored("main_rend_une_erreur").can_fail());
    let outcomes = check("main_rend_un_statut", &[(Exit, ""), (Error, "")]);
    assert_eq!(stopped(&outcomes, Error).2, "`process::exit(3)`");
}

#[test]
fn finir_le_processus_coupe_les_autres_fils() {
    let outcomes = check("sortie_du_processus", &[(Error, "erreur fatale")]);
    let (thread, line, message) = stopped(&outcomes, Error);
    assert_eq!((thread, line, message), ("fil 1", 20, "`process::exit(2)`"));
    check(
        "sortie_reussie",
        &[
            (Exit, "fil\n"),
            (Exit, "fil\nmain\n"),
            (Exit, "main\nfil\n"),
        ],
    );
    let outcomes = check("avortement", &[(Abort, "entière\n")]);
    assert_eq!(stopped(&outcomes, Abort).1, 10);
}

/// `join` sur soi-même ne bloque pas : le système le refuse.
#[test]
fn un_fil_qui_s_attend_lui_meme_panique() {
    let outcomes = check("fil_qui_s_attend", &[(Exit, "fini\n")]);
    // `main` peut finir avant que la panique du fil n'ait fini de se dérouler.
    let mut panics = outcomes.iter().flat_map(|outcome| &outcome.panicked);
    let panicked = panics.next().expect("le fil panique");
    assert_eq!((panicked.thread.as_str(), panicked.line), ("fil 1", 11));
    assert!(panicked.message.starts_with("failed to join thread"));
}

/// Ce qu'un arrêt brutal laisse dans le fil du système n'empêche ni d'explorer
/// encore, ni de paniquer.
#[test]
fn cinquante_explorations_d_un_programme_qui_avorte() {
    for _ in 0..50 {
        for name in ["double_panique", "recursion_sans_fin"] {
            let exploration = explored(name);
            let aborts = exploration.outcomes().into_iter();
            let aborts = aborts.filter(|outcome| outcome.kind == Abort);
            assert_eq!(aborts.count(), 1, "{name}");
        }
    }
    check("panique_contenue", &[(Exit, "true true\ntrue false\n")]);
    let ordinary = std::panic::catch_unwind(|| panic!("ordinaire"));
    assert!(ordinary.is_err());
}
