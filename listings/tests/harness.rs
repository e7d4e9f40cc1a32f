//! Le banc qui lance les programmes voit ce qu'il doit voir : un programme
//! bloqué, un programme qui tourne sans fin, une panique, et ce qu'un programme
//! tué avait affiché.
#![cfg(target_os = "linux")] // ailleurs, rien ne dit si un programme dort

mod common;

use common::{Patience, Run, listings_dir, run, verdict};
use mdbook_cours::program::listing::Listing;
use mdbook_cours::program::output::Outcome;
use processes::End;
use recit::ending::OutcomeKind;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Duration;

const BLOCKED: &str = env!("CARGO_BIN_EXE_emetteur_oublie");

#[test]
fn un_programme_bloque_est_tue_et_ce_qu_il_a_affiche_est_lu() {
    let run = run(Path::new(BLOCKED), Patience::MaySleep).unwrap();
    assert_eq!(run.end, End::Asleep);
    assert_eq!(run.stdout.lines().count(), 2, "{}", run.stdout);
}

#[test]
fn un_programme_bloque_n_a_droit_qu_aux_textes_de_ses_interblocages() {
    let mut listing = Listing::load(listings_dir(), "pieges/emetteur_oublie").unwrap();
    let runs = [run(Path::new(BLOCKED), Patience::MaySleep)];
    assert_eq!(verdict(&listing, "rs", &runs), None);

    // Le même texte, avec une autre fin, puis un texte incomplet.
    for outcome in &mut listing.outcomes {
        outcome.ending = OutcomeKind::Livelock;
    }
    let complaint = verdict(&listing, "rs", &runs).unwrap();
    assert!(complaint.contains("« interblocage »"), "{complaint}");
    listing.outcomes = vec![Outcome {
        text: "Reçu : 1\n".to_owned(),
        ending: OutcomeKind::Deadlock,
    }];
    let complaint = verdict(&listing, "rs", &runs).unwrap();
    assert!(complaint.contains("| Reçu : 2"), "{complaint}");
}

#[test]
fn un_programme_qui_tourne_sans_fin_n_est_pas_un_interblocage() {
    let directory = tempfile::tempdir().unwrap();
    let text = directory.path().join("tourne.sh");
    fs::write(&text, "#!/bin/sh\necho debut\nwhile :; do :; done\n").unwrap();
    // Copié par un autre processus : s'il restait ouvert en écriture dans un fils
    // d'un test parallèle, le système refuserait de l'exécuter (ETXTBSY).
    let script = directory.path().join("tourne");
    let mut install = Command::new("install");
    let install = install.args(["-m", "755"]).args([&text, &script]);
    assert!(install.status().unwrap().success());
    let limit = Duration::from_millis(700);
    let run = run(&script, Patience::MayRun(limit)).unwrap();
    assert_eq!(
        (run.end, run.stdout.as_str()),
        (End::TooLong(limit), "debut\n")
    );
}

#[test]
fn la_fin_se_lit_au_code_et_au_message() {
    let listing = Listing {
        outcomes: [OutcomeKind::Exit, OutcomeKind::Deadlock, OutcomeKind::Panic]
            .map(|ending| Outcome {
                text: "a\n".to_owned(),
                ending,
            })
            .to_vec(),
        ..Listing::load(listings_dir(), "pieges/emetteur_oublie").unwrap()
    };
    for (code, stderr, expected) in [
        (0, "", Some(0)),
        (0, "panicked at un fil, et main finit bien", Some(0)),
        (
            2,
            "fatal error: all goroutines are asleep - deadlock!\n",
            Some(1),
        ),
        (2, "panic: send on closed channel\n", Some(2)),
        (101, "thread 'main' panicked at a.rs:1:1:\n", Some(2)),
        (101, "", None),
        (2, "", None),
        (1, "panic: ", None),
    ] {
        let run = Run {
            end: End::Exited(ExitStatus::from_raw(code << 8)),
            stdout: "a\n".to_owned(),
            stderr: stderr.to_owned(),
        };
        assert_eq!(run.outcome(&listing), expected, "{code} {stderr}");
    }
}
