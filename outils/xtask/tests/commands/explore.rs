//! `explore`, pour de vrai : le vrai dépôt, le vrai moteur, de petits programmes.

use super::common::{self, children_of, kill, stderr, wait_within};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// Un programme dans un dossier à lui, d'où la commande est lancée.
struct Program {
    folder: TempDir,
}

impl Program {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("essai.rs"), text).unwrap();
        Self { folder }
    }

    fn command(&self, options: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(["explore", "essai.rs"])
            .args(options)
            .current_dir(self.folder.path());
        command
    }

    fn run(&self, options: &[&str]) -> Output {
        self.command(options).output().unwrap()
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
fn check(output: &Output, status: i32, expected: &[&str]) {
    let text = common::check(output, status, expected);
    assert!(!text.contains("target/"), "un chemin à nous :\n{text}");
    assert!(!text.contains("std_shim"), "un nom à nous :\n{text}");
}

#[track_caller]
fn check_incomplete(output: &Output) {
    let text = stdout(output);
    let mut lines = text.lines();
    for line in [lines.next(), lines.next_back()] {
        let line = line.unwrap_or_default();
        assert!(line.starts_with("Exploration incomplète"), "{text}");
    }
}

const JOINS: &str =
    "use std::thread;\nfn main() {\n    thread::spawn(|| println!(\"fil\")).join().unwrap();\n}\n";

/// Deux fils sans fin à leur boucle, dont `main` peut se passer.
const ENDLESS: &str = "\
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static FINI: AtomicBool = AtomicBool::new(false);

fn main() {
    let fil = thread::spawn(|| {
        let mut tours = 0;
        while !FINI.load(SeqCst) {
            tours += 1;
            println!(\"tour {tours}\");
        }
    });
    FINI.store(true, SeqCst);
    fil.join().unwrap();
}
";

/// Quatre fils qui affichent : chaque ordre est une issue, personne n'en verra la
/// fin.
const HUGE: &str = "\
use std::thread;

const TOURS: u32 = 40;

fn main() {
    thread::scope(|s| {
        for fil in 0..4 {
            s.spawn(move || {
                for tour in 0..TOURS {
                    println!(\"{fil} {tour}\");
                }
            });
        }
    });
}
";

#[test]
fn prouve_rend_0() {
    let output = Program::new(JOINS).run(&[]);
    check(&output, 0, &["Toutes les exécutions ont été explorées."]);
}

#[test]
fn une_mauvaise_fin_rend_1_meme_si_l_exploration_est_incomplete() {
    let deadlock = "use std::sync::Mutex;\nfn main() {\n    let m = Mutex::new(0);\n    let _a = m.lock();\n    let _b = m.lock();\n}\n";
    let output = Program::new(deadlock).run(&[]);
    let expected = [
        "Toutes les exécutions",
        "Interblocage",
        "ce fil lui-même le tient déjà",
    ];
    check(&output, 1, &expected);
    let panics = ENDLESS.replace("tours += 1;", "tours += 1; assert!(tours < 3);");
    let panics = panics.replace("println!", "print!");
    let output = Program::new(&panics).run(&[]);
    check(&output, 1, &["a paniqué, ligne 10"]);
    let both = ENDLESS.replace("fil.join()", "assert!(!fil.is_finished());\n    fil.join()");
    let output = Program::new(&both).run(&[]);
    check(&output, 1, &["a paniqué, ligne 15", "Au moins"]);
    check_incomplete(&output);
}

#[test]
fn incomplet_rend_3_et_le_dit_a_la_premiere_et_a_la_derniere_ligne() {
    let output = Program::new(ENDLESS).run(&[]);
    check(&output, 3, &["La boucle de la ligne 9", "`--toutes`"]);
    check_incomplete(&output);
    let text = stdout(&output);
    assert!(text.len() < 10_000, "{} octets", text.len());
    assert_eq!(text.matches("   ou :").count(), 9, "{text}");
}

#[test]
fn ce_que_rustc_refuse_est_dit_par_lui_a_la_ligne_du_lecteur() {
    for (text, expected) in [
        (
            "fn main() {\n    let x = (1;\n}\n",
            ["mismatched closing delimiter", "essai.rs:2"],
        ),
        (
            "fn main() {\n    let x: u8 = \"a\";\n}\n",
            ["error[E0308]: mismatched types", "--> essai.rs:2:17"],
        ),
        (
            "#![feature(thread_id_value)]\nfn main() {}\n",
            ["error[E0554]", "--> essai.rs:1"],
        ),
        // Le modèle l'accepterait.
        (
            "use std::sync::{Arc, Mutex};\nuse std::thread;\nfn main() {\n    let m = Arc::new(Mutex::new(0));\n    let g = m.lock().unwrap();\n    thread::scope(|s| { s.spawn(move || drop(g)); });\n}\n",
            ["error[E0277]", "essai.rs:6"],
        ),
    ] {
        let output = Program::new(text).run(&[]);
        check(&output, 2, &expected);
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn ce_que_seul_le_modele_refuse_est_dit_en_francais() {
    for (text, expected) in [
        (
            "fn main() {\n    unsafe { }\n}\n",
            ["essai.rs:2 : `unsafe`", "rustc accepte essai.rs"],
        ),
        (
            "use std::sync::Arc;\nfn main() {\n    let _ = Arc::into_raw(Arc::new(1));\n}\n",
            [
                "essai.rs:3 : non modélisé : `into_raw` de `",
                "rustc accepte essai.rs",
            ],
        ),
    ] {
        let output = Program::new(text).run(&[]);
        check(&output, 2, &expected);
        assert!(!stderr(&output).contains("error"), "{}", stderr(&output));
    }
}

#[test]
fn un_fichier_absent_rend_2() {
    let program = Program::new("");
    fs::remove_file(program.folder.path().join("essai.rs")).unwrap();
    check(&program.run(&[]), 2, &["« essai.rs » n'est ni un fichier"]);
}

/// Le programme explore, et dit où il en est.
fn exploring(program: &Program) -> Child {
    let mut child = program
        .command(&["--limite", "100"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.as_mut().unwrap()).lines();
    let said = lines.find(|line| line.as_ref().unwrap().starts_with("Exploration : "));
    let said = said.expect("après deux secondes").unwrap();
    assert!(
        said.contains(" états, profondeur ") && said.contains(" s, "),
        "{said}"
    );
    child
}

fn signal(child: &Child, name: &str) {
    assert!(kill(name, &child.id().to_string()));
}

#[test]
fn ctrl_c_dit_ce_que_l_on_sait() {
    let program = Program::new(HUGE);
    let child = exploring(&program);
    signal(&child, "-INT");
    let output = child.wait_with_output().unwrap();
    check(&output, 3, &["interrompue", "Réduisez `TOURS`, ligne 3"]);
    check_incomplete(&output);
}

#[test]
fn un_lanceur_tue_ne_laisse_personne() {
    // Le nom de l'explorateur ne vient que du texte et du chemin.
    let program = Program::new(HUGE);
    let mut child = exploring(&program);
    let children = children_of(child.id());
    assert_eq!(children.len(), 1, "l'explorateur");
    child.kill().unwrap();
    child.wait().unwrap();
    wait_within(10, || (!kill("-0", &children[0])).then_some(()));
}

#[test]
fn deux_explorations_ne_se_rencontrent_pas() {
    // Le même fichier, modifié entre les deux.
    let program = Program::new(HUGE);
    let first = exploring(&program);
    fs::write(program.folder.path().join("essai.rs"), JOINS).unwrap();
    let second = program.run(&[]);
    check(&second, 0, &["Toutes les exécutions"]);
    fs::write(program.folder.path().join("essai.rs"), HUGE).unwrap();
    let third = program.run(&["--limite", "1"]);
    check(&third, 3, &["au bout de 1 s"]);
    signal(&first, "-INT");
    check(&first.wait_with_output().unwrap(), 3, &["interrompue"]);
}

#[test]
fn une_execution_qui_remplit_la_memoire_est_arretee() {
    let fills = "fn main() {\n    let mut v = Vec::new();\n    loop {\n        v.push(vec![1_u8; 1 << 20]);\n    }\n}\n";
    let output = Program::new(fills).run(&["--memoire", "300M"]);
    check(&output, 3, &["Exploration incomplète", "300 Mo"]);
}

#[test]
fn un_listing_s_explore_par_son_nom() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["explore", "synchronisation/rendez_vous"])
        .current_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src"))
        .output()
        .unwrap();
    check(&output, 0, &["1 issue possible"]);
}

#[test]
fn une_garde_dont_le_tube_se_ferme_tue_tout_son_groupe() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pid");
    let script = format!("sleep 60 & echo $! > '{}'; wait", file.display());
    let mut guard = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["garde", "--", "sh", "-c", &script])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let grandchild = wait_within(20, || {
        let written = fs::read_to_string(&file).ok();
        written.filter(|text| text.ends_with('\n'))
    });
    assert!(kill("-0", grandchild.trim()));
    drop(guard.stdin.take());
    guard.wait().unwrap();
    wait_within(20, || (!kill("-0", grandchild.trim())).then_some(()));
}

#[test]
fn une_garde_rend_le_statut_de_ce_qu_elle_tient() {
    let mut guard = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["garde", "--", "sh", "-c", "exit 7"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let pipe = guard.stdin.take();
    assert_eq!(guard.wait().unwrap().code(), Some(7));
    drop(pipe);
}
