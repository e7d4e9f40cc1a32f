//! Ce que voit quelqu'un qui tape `cargo xtask …`.

use std::process::{Command, Output};

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn l_aide_nomme_les_commandes_en_francais() {
    for arguments in [&["--help"][..], &["-h"]] {
        let output = xtask(arguments);
        let help = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0));
        for expected in [
            "Utilisation :",
            "Commandes :",
            "Options :",
            "\n  serve ",
            "\n  build ",
            "\n  e2e ",
            "\n  exercices ",
            "\n  explore ",
        ] {
            assert!(help.contains(expected), "« {expected} » manque :\n{help}");
        }
        assert_no_english(&help);
    }
}

#[test]
fn chaque_commande_a_son_aide_en_francais() {
    for (command, expected) in [
        ("serve", &["--port <N>", "--ouvrir", "3000 par défaut"][..]),
        ("build", &["book/"]),
        (
            "e2e",
            &[
                "--comparer",
                "-- <ARGUMENTS",
                "apt install nodejs npm chromium",
            ],
        ),
        (
            "exercices",
            &["[EXERCICE]", "--suivre", "--recommencer", "Statut :"],
        ),
        (
            "explore",
            &[
                "<PROGRAMME>",
                "--json",
                "--ordonne",
                "--toutes",
                "--limite <SECONDES>",
                "--memoire <TAILLE>",
                "Statut :",
                "est incomplète et n'a rien trouvé de mal",
            ],
        ),
    ] {
        let output = xtask(&[command, "--help"]);
        let help = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0));
        for expected in expected {
            assert!(help.contains(expected), "« {expected} » manque :\n{help}");
        }
        assert_no_english(&help);
    }
}

#[test]
fn des_arguments_refuses_rendent_2_et_un_message_francais() {
    for (arguments, expected) in [
        (&[][..], "il manque le nom d'une commande"),
        (&["servir"], "la commande « servir » n'existe pas"),
        (
            &["build", "--vite"],
            "l'argument « --vite » n'est pas reconnu",
        ),
        (
            &["e2e", "tests/recherche.spec.mjs"],
            "l'argument « tests/recherche.spec.mjs » n'est pas reconnu",
        ),
        (
            &["serve", "--port", "99999"],
            "« 99999 » n'est pas une valeur possible",
        ),
    ] {
        let output = xtask(arguments);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(message.contains(expected), "{arguments:?} :\n{message}");
        assert!(message.contains("cargo xtask --help"), "{message}");
        assert_no_english(&message);
    }
}

fn assert_no_english(text: &str) {
    for word in [
        "Usage", "Commands", "Print", "error", "default", "invalid", "try",
    ] {
        assert!(
            !text.contains(word),
            "« {word} » est de l'anglais :\n{text}"
        );
    }
}
