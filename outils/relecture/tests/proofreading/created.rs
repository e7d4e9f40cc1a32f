//! Ce que crée `cargo xtask nouveau`, dans une copie du dépôt : les tests nomment ce
//! qui y manque, et rien d'autre ; une fois complété, il ne manque rien.
//!
//! La relecture est toujours celle des autres modules, relancés sur la copie. En
//! intégration continue, les tests qui compilent la copie passent aussi.

use crate::pages::BOOK;
use clap::Parser as _;
use regex::{Captures, Regex};
use relecture::links::site::copy_sources;
use std::collections::{BTreeSet, HashMap};
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use tempfile::TempDir;
use testing::{COPY, in_ci, root};
use xtask::cli::{Cli, Commands};
use xtask::scaffold::draft::Draft;
use xtask::scaffold::{Kind, MARKER, Request, create};

const PROGRAM: &str = "pieges/essai_de_programme";
/// Le programme du livre qui reste à côté.
const KEPT: &str = "premier_fil";
/// Les exercices qui n'y restent pas : avec les onze premiers, il y en a ce que demande
/// leur contrat, et ce qu'inclut leur programme.
const OTHERS: &str = "(1[1-9]|[2-9][0-9])_";
/// Le test qui compare les graphes, et celui qui demande des solutions.
const GRAPHS: &str = "les_graphes_sont_a_jour";
const FORMS: &str = "chaque_exercice_a_ses_justes";
/// Ceux que doit passer ce qui est créé : ses blocs, ce qu'il affiche, ce qui en est
/// prouvé, le contrat d'un exercice.
const JUDGES: [&str; 7] = [
    "essai_de",
    "chaque_programme_n_affiche",
    GRAPHS,
    "folders::",
    "native::",
    "interleavings::",
    "chaque_cle_sur",
];

fn request(kind: Kind, name: &str, title: Option<&str>) -> Request {
    Request {
        kind,
        name: name.to_owned(),
        chapter: None,
        title: title.map(str::to_owned),
        page: None,
    }
}

/// Une page et son quiz, un quiz pour une page qui n'en a pas, un programme, un
/// exercice.
fn create_all(copy: &Path) -> Vec<Draft> {
    [
        request(Kind::Page, "pieges/essai_de_page", Some("Une page d'essai")),
        request(
            Kind::Page,
            "annexes/essai_d_annexe",
            Some("Une annexe d'essai"),
        ),
        request(Kind::Quiz, "essai_d_annexe", None),
        request(Kind::Program, PROGRAM, Some("Un programme d'essai")),
        request(Kind::Exercise, "essai", Some("Un exercice d'essai")),
    ]
    .map(|request| create(copy, &request).unwrap_or_else(|error| panic!("{request:?} : {error:#}")))
    .into()
}

/// Le dossier de l'exercice créé, dont le numéro suit ceux du livre.
fn created_exercise(drafts: &[Draft]) -> &str {
    let mut files = drafts.iter().flat_map(|draft| &draft.created);
    let statement = files.find_map(|(file, _)| file.strip_suffix("/enonce.md"));
    statement.expect("un exercice a un énoncé")
}

/// Les places, « fichier:ligne », de ce qui reste à écrire.
fn unfinished(drafts: &[Draft]) -> BTreeSet<String> {
    let files = drafts.iter().flat_map(|draft| &draft.created);
    let lines = files.flat_map(|(file, text)| text.lines().zip(1..).map(move |line| (file, line)));
    let marked = lines.filter(|(_, (line, _))| line.contains(MARKER));
    marked
        .map(|(file, (_, rank))| format!("{file}:{rank}"))
        .collect()
}

/// Les places que nomme l'échec des tests lancés par `command` ; aucune s'ils
/// passent.
fn complaints(command: &mut Command) -> BTreeSet<String> {
    let output = command.env_remove("RUST_BACKTRACE").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    let place = r"(?m)^(?:[^:\n]*: )?(?:/.*/l'essai du cours/)?((?:src|listings|exercices|outils)/\S+)(?: :| manque)";
    let places = Regex::new(place).unwrap();
    let places = places.captures_iter(&said).map(|found| found[1].to_owned());
    let places: BTreeSet<String> = places.collect();
    assert_eq!(output.status.success(), places.is_empty(), "{said}");
    places
}

#[track_caller]
fn check(named: &BTreeSet<String>, missing: &BTreeSet<String>) {
    let wrong: Vec<&String> = named.symmetric_difference(missing).collect();
    assert!(wrong.is_empty(), "nommés à tort, ou oubliés : {wrong:?}");
}

/// La relecture de la copie.
fn proofread(copy: &Path) -> BTreeSet<String> {
    let mut command = Command::new(env::current_exe().unwrap());
    complaints(command.args(["--skip", "created"]).env(COPY, copy))
}

/// Donne aux paquets de la copie une version à eux : cargo ne les confondra pas avec
/// ceux du dépôt.
fn renumber(copy: &Path) {
    let manifest = copy.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let own = text.replacen("\nversion = \"", "\nversion = \"0.0.0-essai+", 1);
    assert_ne!(own, text, "Cargo.toml ne donne plus la version des paquets");
    fs::write(&manifest, own).unwrap();
}

/// cargo, dans la copie. Ce qu'il compile est à part, sauf les dépendances, qui sont
/// celles du dépôt.
fn cargo(copy: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).current_dir(copy);
    command.arg("--offline");
    command.env("CARGO_TARGET_DIR", root().join("target/nouveau"));
    command.env("CARGO_BUILD_BUILD_DIR", root().join("target"));
    // Le dépôt lui-même est jugé plus longuement.
    command.env_remove("CI");
    command
}

/// Les tests de la copie, dans ces fichiers de tests, que nomme l'un de ces mots.
fn tests(copy: &Path, targets: &[&str], words: &[&str]) -> Command {
    let mut command = cargo(copy, &["test", "--quiet", "--no-fail-fast"]);
    for target in targets {
        command.args(["--test", target]);
    }
    command.arg("--").args(words);
    command
}

/// Ne laisse du livre que ses pages, vides, un programme, et les premiers exercices : compiler et
/// prouver les siens prendrait tout le temps de juger ce qui est créé.
fn reduce(copy: &Path) {
    edit(
        &copy.join("src/SUMMARY.md"),
        &format!(r"(?m)^.*\(exercices/{OTHERS}.*\n"),
        "",
    );
    let others = format!(r#"(?s)(\nname = "{KEPT}"\npath = "[^"]*"\n).*?\n(\[dependencies)"#);
    edit(&copy.join("listings/Cargo.toml"), &others, "$1\n$2");
    for file in files(&copy.join("src")) {
        match file.extension().and_then(OsStr::to_str) {
            Some("md") if !file.ends_with("SUMMARY.md") => {
                let text = fs::read_to_string(&file).unwrap();
                let title = text.lines().find(|line| line.starts_with("# "));
                fs::write(&file, title.unwrap_or_default()).unwrap();
            }
            Some("toml") => fs::remove_file(&file).unwrap(),
            _ => {}
        }
    }
    let others = Regex::new(&format!("/{OTHERS}[^/]*$")).unwrap();
    for folder in fs::read_dir(copy.join("exercices")).unwrap() {
        let folder = folder.unwrap().path();
        if others.is_match(&folder.to_string_lossy()) {
            fs::remove_dir_all(folder).unwrap();
        }
    }
    for chapter in fs::read_dir(copy.join("listings")).unwrap() {
        let chapter = chapter.unwrap().path();
        if chapter.is_dir() && !chapter.ends_with("tests") {
            let mut others = files(&chapter);
            others.retain(|file| !file.with_extension("").with_extension("").ends_with(KEPT));
            others
                .iter()
                .for_each(|file| fs::remove_file(file).unwrap());
        }
    }
    for folder in ["reparations", "trois_membres"] {
        let folder = copy.join("outils/preuves").join(folder);
        files(&folder)
            .iter()
            .for_each(|file| fs::remove_file(file).unwrap());
    }
}

/// Les fichiers d'un dossier, et de ceux qu'il contient.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(|entry| entry.into_path()).collect()
}

/// Récrit dans un fichier ce qui se lit ainsi, et doit s'y lire.
fn edit(file: &Path, pattern: &str, replacement: &str) {
    let text = fs::read_to_string(file).unwrap();
    let edited = Regex::new(pattern).unwrap().replace_all(&text, replacement);
    assert_ne!(edited, text, "{} n'a plus « {pattern} »", file.display());
    fs::write(file, &*edited).unwrap();
}

/// Remplace ce qui reste à écrire ; deux fois le même texte le sont de même.
fn complete(copy: &Path, drafts: &[Draft]) {
    let marked = Regex::new(&format!("{MARKER}([^\"\n;.]*[^\"\n;. ])")).unwrap();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (file, _) in drafts.iter().flat_map(|draft| &draft.created) {
        let text = fs::read_to_string(copy.join(file)).unwrap();
        let filled = marked.replace_all(&text, |found: &Captures| {
            let next = known.len();
            let rank = known.entry(found[1].to_owned()).or_insert(next);
            format!("Un texte {rank}")
        });
        let mut filled = filled.into_owned();
        if file == "src/pieges/essai_de_page.md" {
            filled = filled.replace(
                "> [!RETENIR]",
                &format!("{{{{#listing {PROGRAM}}}}}\n\n> [!RETENIR]"),
            );
        }
        fs::write(copy.join(file), &filled).unwrap();
    }
}

/// Donne leurs noms aux solutions, justes et fautives, de l'exercice créé.
fn name_forms(copy: &Path, drafts: &[Draft]) {
    for (file, _) in drafts.iter().flat_map(|draft| &draft.created) {
        if let Some(folder) = file.strip_suffix("a_nommer.rs") {
            for rank in 1..6 {
                let form = format!("{folder}forme_{rank}.rs");
                fs::copy(copy.join(file), copy.join(form)).unwrap();
            }
        }
    }
}

/// Une copie du dépôt, dont le nom n'est pas le plus simple.
fn copied() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("l'essai du cours");
    fs::create_dir(&copy).unwrap();
    copy_sources(root(), &copy).unwrap();
    (folder, copy)
}

#[test]
fn ce_qui_manque_est_nomme_et_rien_d_autre() {
    let (_folder, copy) = copied();
    let drafts = create_all(&copy);
    let mut missing = unfinished(&drafts);
    assert!(missing.len() > 80, "{missing:?}");
    missing.insert(format!("listings/{PROGRAM}.rs:1"));
    // Le code du livre est déjà en couleurs quand vient le tour de la copie.
    LazyLock::force(&BOOK);
    check(&proofread(&copy), &missing);
    complete(&copy, &drafts);
    name_forms(&copy, &drafts);
    check(&proofread(&copy), &BTreeSet::new());
}

/// De même pour les tests qui compilent, dans un livre qui n'a rien d'autre.
#[test]
fn ce_qui_est_cree_se_prouve_une_fois_complete() {
    if !in_ci() {
        return;
    }
    let (_folder, copy) = copied();
    renumber(&copy);
    reduce(&copy);
    let drafts = create_all(&copy);
    complete(&copy, &drafts);
    let exercise = created_exercise(&drafts);
    let missing = [
        format!("listings/{PROGRAM}.graphe.json"),
        format!("{exercise}/fautives"),
        format!("{exercise}/justes"),
    ];
    let mut incomplete = tests(&copy, &["contrat", "graphs"], &[GRAPHS, FORMS]);
    check(&complaints(&mut incomplete), &missing.into());

    name_forms(&copy, &drafts);
    let mut explore = tests(&copy, &["graphs"], &[GRAPHS]);
    assert!(explore.env("RECRIRE", "1").status().unwrap().success());
    let targets = ["blocks", "contrat", "graphs", "outputs", "quiz"];
    let mut judge = tests(&copy, &targets, &JUDGES);
    check(&complaints(&mut judge), &BTreeSet::new());
}

/// Celles d'un programme à peine créé se lisent déjà, et disent ce qui reste à écrire.
#[test]
fn des_variantes_nouvelles_se_lisent() {
    let folder = tempfile::tempdir().unwrap();
    copy_sources(root(), folder.path()).unwrap();
    let asked = |kind| create(folder.path(), &request(kind, PROGRAM, None)).unwrap();
    asked(Kind::Program);
    let draft = asked(Kind::Variants);
    let variants = catalogue::Variant::all(&folder.path().join("listings"), PROGRAM).unwrap();
    assert_eq!(variants.len(), 1);
    let lines = ["5", "6", "13"].map(|line| format!("listings/{PROGRAM}.variantes.toml:{line}"));
    // La ligne du programme est à écrire aussi.
    assert!(unfinished(&[draft]).is_superset(&lines.into()));
}

/// Ce qui est refusé, et ce qu'en dit la commande.
const REFUSED: &str = "\
page pieges → il manque le chapitre de « pieges » : écrivez chapitre/pieges
page absent/a → il n'y a pas de chapitre « absent » dans src/SUMMARY.md
page pieges/Été → « Été » n'est pas un nom : des minuscules sans accent
page pieges/a/b → « a/b » n'est pas un nom
page ../a → « .. » n'est pas un nom
page pieges/a --chapitre annexes → « pieges/a » est du chapitre « pieges »
page pieges/explorer → src/SUMMARY.md a déjà une page pieges/explorer
page exercices/a → le chapitre « exercices » n'a que des exercices
page pieges/a --page pieges/b → « --page » ne va pas avec ce genre
page pieges/a --titre [a] → le titre « [a] » est vide, ou contient
programme absent/a → il n'y a pas de chapitre « absent »
programme rendez_vous → il manque le chapitre
programme pieges/waitgroup → listings/Cargo.toml déclare déjà un programme
exercice philosophes → l'exercice 12_philosophes a déjà ce nom
exercice 07_barriere → le numéro du prochain exercice est
exercice pieges/barriere → un exercice est toujours dans le chapitre
exercice barriere --page a/b → « a/b » n'est pas une page de cours
quiz absente → src/SUMMARY.md n'a pas de page « absente »
quiz mutex → src/synchronisation/mutex.quiz.toml existe déjà
quiz index → « index » désigne plusieurs pages
quiz 04_delai → le chapitre « exercices » n'a que des exercices
quiz mutex --titre a → « --titre » ne va pas avec ce genre
variantes pieges/absent → il n'y a pas de programme listings/pieges/absent.rs
variantes pieges/famine → listings/pieges/famine.variantes.toml existe déjà
variantes pieges/famine --titre a → « --titre » ne va pas avec ce genre
";

/// Une ligne de commande refusée dit pourquoi, et ne change rien.
#[test]
fn une_demande_refusee_ne_change_rien() {
    let folder = tempfile::tempdir().unwrap();
    copy_sources(root(), folder.path()).unwrap();
    let files = || {
        let entries = walkdir::WalkDir::new(folder.path())
            .sort_by_file_name()
            .into_iter()
            .flatten();
        entries
            .map(|entry| (entry.path().to_owned(), fs::read(entry.path()).ok()))
            .collect::<Vec<_>>()
    };
    let before = files();
    for row in REFUSED.lines() {
        let (line, expected) = row.split_once(" → ").unwrap();
        let words = ["xtask", "nouveau"].into_iter().chain(line.split(' '));
        let Commands::New(request) = Cli::try_parse_from(words).unwrap().command else {
            panic!("{line}");
        };
        let error = create(folder.path(), &request).unwrap_err();
        let said = format!("{error:#}");
        assert!(said.starts_with(expected), "{line} : {said}");
    }
    assert_eq!(files(), before);
}
