//! Ce que voit quelqu'un qui tape `cargo xtask …`.

use std::process::{Command, Output};

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn l_aide_de_chaque_commande_est_en_francais() {
    for (arguments, expected) in [
        (
            "--help",
            "Utilisation : |Commandes :|Options :|\n  serve |\n  build |\n  imprimer |\n  e2e |\n  exercices |\n  explore |\n  nouveau ",
        ),
        ("-h", "Utilisation :|Commandes :"),
        ("serve --help", "--port <N>|--ouvrir|3000 par défaut"),
        (
            "build --help",
            "Utilisation : cargo xtask build [OPTIONS]|book/",
        ),
        (
            "e2e --help",
            "--comparer|-- <ARGUMENTS|apt install nodejs npm chromium",
        ),
        (
            "imprimer --help",
            "[PAGE]|--solutions|--notes|--vers <FICHIER>|Exemples :|Statut :",
        ),
        (
            "exercices --help",
            "Arguments :|[EXERCICE]|--suivre|--recommencer|Statut :",
        ),
        (
            "explore --help",
            "<PROGRAMME>|--json|--ordonne|--toutes|--limite <SECONDES>|--memoire <TAILLE>|Statut :|est incomplète et n'a rien trouvé de mal",
        ),
        (
            "nouveau --help",
            "<GENRE>|<NOM>|--titre|--chapitre|--page|Exemples :",
        ),
    ] {
        let output = xtask(&Vec::from_iter(arguments.split(' ')));
        let help = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0));
        for expected in expected.split('|') {
            assert!(help.contains(expected), "« {expected} » manque :\n{help}");
        }
        assert_no_english(&help);
    }
}

#[test]
fn des_arguments_refuses_rendent_2_et_un_message_francais() {
    for (arguments, expected) in [
        ("", "il manque le nom d'une commande"),
        ("servir", "la commande « servir » n'existe pas"),
        ("build --vite", "l'argument « --vite » n'est pas reconnu"),
        (
            "e2e tests/a.spec.mjs",
            "l'argument « tests/a.spec.mjs » n'est pas reconnu",
        ),
        (
            "serve --port 99999",
            "« 99999 » n'est pas une valeur possible",
        ),
        ("nouveau livre a", "« livre » n'est pas une valeur possible"),
    ] {
        let output = xtask(&Vec::from_iter(arguments.split_whitespace()));
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        assert!(message.contains(expected), "{arguments} :\n{message}");
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
