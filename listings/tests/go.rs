//! Chaque programme Go du livre est en forme, se construit, n'affiche que ce
//! que permet la `.sortie` qu'il partage avec le programme Rust, et se tait
//! sous `-race`, sauf celui dont le texte annonce que `-race` le signale. Ce que les
//! pages disent de Go est vrai aussi, quand un programme peut le montrer.

mod common;

use common::{Program, Run, files, listings, listings_dir};
use golang::Go;
use mdbook_cours::program::listing::Listing;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{fs, io, thread};
use testing::{fail_if_any, in_parallel, skip};

/// Le texte d'un programme que le détecteur doit signaler le contient.
const ANNOUNCES_RACE: &str = "go run -race le signale";
/// Ce que le détecteur d'accès concurrents écrit, et son code de sortie.
const RACE_REPORT: &str = "WARNING: DATA RACE";
const RACE_STATUS: i32 = 66;
/// Ce que dit `testing/synctest` d'une goroutine qui attend encore à la fin du test.
const LEFT_BEHIND: &str =
    "deadlock: main bubble goroutine has exited but blocked goroutines remain";
/// Les exécutions sous `-race` : le détecteur voit un accès concurrent dans
/// presque tout entrelacement, pas seulement dans celui qui tourne mal.
const RACE_RUNS: (usize, usize) = (2, 5);

#[test]
fn chaque_fichier_go_est_en_forme() {
    let Some(go) = find_go() else { return };
    let diff = text(go.gofmt().arg("-d").args(files("go", 1..=9)).output());
    let diff = diff.unwrap_or_else(|message| panic!("gofmt : {message}"));
    assert!(
        diff.is_empty(),
        "mettez en forme avec `gofmt -w <fichier>` :\n\n{diff}"
    );
}

#[test]
fn go_vet_ne_trouve_rien() {
    let Some(go) = find_go() else { return };
    fail_if_any(&each(&files("go", 1..=9), |file| {
        // Un test se lit avec le programme qu'il vérifie.
        let vet = command(&go)
            .arg("vet")
            .arg(file)
            .args(tested(file))
            .output();
        text(vet).map_err(|message| format!("go vet refuse {} :\n{message}", file.display()))
    }));
}

/// Ce que la page « Tester le temps » montre : les tests passent, et n'attendent pas.
#[test]
fn les_tests_go_affichent_leur_releve() {
    let Some(go) = find_go() else { return };
    let tests: Vec<PathBuf> = files("go", 2..=2)
        .into_iter()
        .filter(|file| tested(file).is_some())
        .collect();
    assert!(!tests.is_empty(), "aucun test Go dans listings/");
    fail_if_any(&each(&tests, |file| {
        let mut test = command(&go);
        test.args(["test", "-count=1", "-v"])
            .args(tested(file))
            .arg(file);
        let output = test.output().map_err(|error| error.to_string())?;
        let shown = without_durations(&String::from_utf8_lossy(&output.stdout));
        let recorded = fs::read_to_string(file.with_extension("txt")).unwrap_or_default();
        if output.status.success() && shown == without_durations(&recorded) {
            return Ok(shown);
        }
        Err(format!(
            "{} affiche, autrement que {} :\n{shown}{}",
            file.display(),
            file.with_extension("txt").display(),
            String::from_utf8_lossy(&output.stderr)
        ))
    }));
}

/// La page le dit : sans l'annulation, la bulle ne finit pas, et le test échoue.
#[test]
fn une_bulle_voit_la_goroutine_que_l_on_n_annule_pas() {
    let Some(go) = find_go() else { return };
    let chapter = listings_dir().join("pieges");
    let program = fs::read_to_string(chapter.join("demande.go")).expect("il se lit");
    let branch = program
        .lines()
        .find(|line| line.contains("<-ctx.Done(): // plus personne"))
        .expect("demande.go annule le travail");
    let folder = tempfile::tempdir().expect("un dossier de travail");
    let leaking = folder.path().join("demande.go");
    fs::write(&leaking, program.replace(branch, "")).expect("il s'écrit");
    fs::copy(
        chapter.join("demande_test.go"),
        folder.path().join("demande_test.go"),
    )
    .expect("il se copie");
    let mut test = go.command();
    test.current_dir(folder.path());
    let output = test
        .args(["test", "demande.go", "demande_test.go"])
        .output();
    let output = output.expect("go se lance");
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(
        !output.status.success() && report.contains(LEFT_BEHIND),
        "{report}"
    );
}

/// Ce que les pages disent de Go, et qu'un programme peut montrer.
#[test]
fn ce_que_le_livre_dit_de_go_est_vrai() {
    let Some(go) = find_go() else { return };
    let test = command(&go)
        .args(["test", "tests/go/faits_test.go"])
        .output();
    let test = test.expect("go se lance");
    let report = String::from_utf8_lossy(&test.stdout);
    assert!(
        test.status.success(),
        "{report}{}",
        String::from_utf8_lossy(&test.stderr)
    );
}

/// Comment finit un programme Go dont une goroutine panique, ou dont le verrou est
/// libéré deux fois : par le statut 2, que rien ne récupère pour le second.
#[test]
fn une_panique_d_une_goroutine_arrete_le_programme() {
    let Some(go) = find_go() else { return };
    for (name, body, message) in [
        (
            "panique",
            "wg.Go(func() { panic(\"raté\") })\n\twg.Wait()",
            "panic: raté",
        ),
        (
            "deux-liberations",
            "defer func() { recover() }()\n\tmu.Unlock()",
            "fatal error: sync: unlock of unlocked mutex",
        ),
    ] {
        let source = scratch().join(format!("{name}.go"));
        let text = format!(
            "package main\n\nimport \"sync\"\n\nfunc main() {{\n\tvar mu sync.Mutex\n\tvar wg sync.WaitGroup\n\t_, _ = &mu, &wg\n\t{body}\n\tprintln(\"encore là\")\n}}\n"
        );
        fs::write(&source, text).expect("target/ est accessible en écriture");
        let program = scratch().join(name);
        build(&go, &[], &source, &program).unwrap_or_else(|message| panic!("{message}"));
        let output = Command::new(program).output().expect("il se lance");
        let report = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name} : {report}");
        assert!(
            report.contains(message) && !report.contains("encore là"),
            "{name} : {report}"
        );
    }
}

/// La page « WaitGroup » le dit : `go vet` voit un `Add` écrit dans la goroutine.
#[test]
fn go_vet_signale_un_add_trop_tardif() {
    let Some(go) = find_go() else { return };
    let report = |name: &str, before: &str, inside: &str| {
        let source = scratch().join(format!("{name}.go"));
        let program = format!(
            "package main\n\nimport \"sync\"\n\nfunc main() {{\n\tvar wg sync.WaitGroup\n{before}\tgo func() {{\n{inside}\t\twg.Done()\n\t}}()\n\twg.Wait()\n}}\n"
        );
        fs::write(&source, program).expect("target/ est accessible en écriture");
        text(command(&go).arg("vet").arg(&source).output())
    };
    let late = report("add-tardif", "", "\t\twg.Add(1)\n").unwrap_err();
    assert!(late.contains("WaitGroup.Add called from inside"), "{late}");
    assert_eq!(
        report("add-a-temps", "\twg.Add(1)\n", ""),
        Ok(String::new())
    );
}

/// Le programme que vérifie le fichier Go `file`, si c'est un `_test.go` qui en a un.
fn tested(file: &Path) -> Option<PathBuf> {
    let name = file.file_stem()?.to_str()?.strip_suffix("_test")?;
    let program = file.with_file_name(format!("{name}.go"));
    program.is_file().then_some(program)
}

/// Le relevé d'un test, mot à mot, sans les durées.
fn without_durations(report: &str) -> String {
    let duration = |word: &str| {
        let number = word.trim_start_matches('(').trim_end_matches(')');
        number
            .strip_suffix('s')
            .is_some_and(|number| number.parse::<f64>().is_ok())
    };
    let lines = report.lines().map(|line| {
        let words = line.split_whitespace().filter(|word| !duration(word));
        words.collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn chaque_programme_go_n_affiche_que_ses_sorties_permises() {
    let Some(go) = find_go() else { return };
    let programs = build_all(&go, &[], "").unwrap_or_else(fail);
    common::verify(&programs, common::RUNS, |listing, runs| {
        Vec::from_iter(common::verdict(listing, "go", runs))
    });
}

#[test]
fn race_ne_signale_que_les_acces_concurrents_annonces() {
    let Some(go) = find_go() else { return };
    if let Err(reason) = check_race(&go) {
        skip(&reason, "installez gcc");
        return;
    }
    // Sans cela, un détecteur muet passerait pour un livre sans défaut.
    assert!(
        listings().iter().any(announces_race),
        "aucun programme Go n'annonce « {ANNOUNCES_RACE} » : rien ne prouve que le détecteur marche"
    );
    let programs = build_all(&go, &["-race"], "-race").unwrap_or_else(fail);
    common::verify(&programs, RACE_RUNS, |listing, runs| {
        match announces_race(listing) {
            true => unreported(listing, runs),
            false => Vec::from_iter(common::verdict(listing, "go sous -race", runs)),
        }
    });
}

/// Deux écritures que rien n'ordonne : `x++`, dans deux goroutines. `BETWEEN`
/// est ce que la première fait ensuite, et la seconde avant. Le dossier créé
/// les met à la suite sans que le détecteur y voie une synchronisation.
const TWO_WRITES: &str = r#"package main

import (
	"os"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	between := func() { BETWEEN }
	x, done, folder := 0, make(chan bool), os.Args[1]
	go func() {
		x++
		between()
		os.Mkdir(folder, 0o700)
		done <- true
	}()
	go func() {
		for _, err := os.Stat(folder); err != nil; _, err = os.Stat(folder) {
			time.Sleep(time.Millisecond)
		}
		between()
		x++
		done <- true
	}()
	<-done
	<-done
	_ = &mu
}
"#;

/// La page « Accès concurrent » le dit : `-race` se tait sur un accès concurrent
/// qu'il a exécuté, si un verrou l'a ordonné cette fois-là.
#[test]
fn race_ne_voit_pas_ce_qu_un_verrou_a_ordonne_par_chance() {
    let Some(go) = find_go() else { return };
    if let Err(reason) = check_race(&go) {
        skip(&reason, "installez gcc");
        return;
    }
    let reports = |name: &str, between: &str| {
        let source = scratch().join(format!("{name}.go"));
        fs::write(&source, TWO_WRITES.replace("BETWEEN", between))
            .expect("target/ est accessible en écriture");
        let program = scratch().join(name);
        build(&go, &["-race"], &source, &program).unwrap_or_else(|message| panic!("{message}"));
        let folder = tempfile::tempdir().expect("un dossier de travail");
        let output = Command::new(program)
            .arg(folder.path().join("suite"))
            .output()
            .expect("le programme se lance");
        String::from_utf8_lossy(&output.stderr).contains(RACE_REPORT)
    };
    assert!(reports("course-vue", ""), "sans verrou, -race parle");
    assert!(
        !reports("course-manquee", "mu.Lock(); mu.Unlock()"),
        "un verrou pris entre les deux écritures les ordonne : -race se tait"
    );
}

fn announces_race(listing: &Listing) -> bool {
    listing.go.contains(ANNOUNCES_RACE)
}

/// Ce qui manque aux exécutions d'un programme que le détecteur doit signaler.
fn unreported(listing: &Listing, outcomes: &[Result<Run, String>]) -> Vec<String> {
    let failed = outcomes.iter().find_map(|run| run.as_ref().err()).cloned();
    let reported = outcomes
        .iter()
        .flatten()
        .any(|run| run.stderr.contains(RACE_REPORT) && run.exit_code() == Some(RACE_STATUS));
    let silent = (!reported).then(|| {
        format!(
            "listings/{}.go annonce « {ANNOUNCES_RACE} », mais {} exécutions sous -race n'ont rien signalé",
            listing.reference(),
            outcomes.len()
        )
    });
    failed.into_iter().chain(silent).collect()
}

/// Le compilateur Go du cours ; s'il n'y est pas, ou s'il est trop ancien, le dit
/// et rend `None`.
fn find_go() -> Option<Go> {
    let found = Go::find(&scratch().join("cache"));
    found
        .inspect_err(|error| skip(&error.to_string(), &error.remedy()))
        .ok()
}

/// Une commande de `go`, lancée depuis `listings/`.
fn command(go: &Go) -> Command {
    let mut command = go.command();
    command.current_dir(listings_dir());
    command
}

/// Construit le programme Go de chaque listing, dans un exécutable
/// `<nom><suffix>`. go ne refait pas un exécutable à jour.
///
/// # Errors
///
/// Un message par programme que go refuse.
fn build_all(go: &Go, flags: &[&str], suffix: &str) -> Result<Vec<Program>, Vec<String>> {
    let programs: Vec<Program> = listings()
        .into_iter()
        .map(|listing| Program {
            path: scratch().join(format!("{}{suffix}", listing.name)),
            listing,
        })
        .collect();
    let errors = each(&programs, |program| {
        let source = format!("{}.go", program.listing.reference());
        build(go, flags, Path::new(&source), &program.path)
    });
    if errors.is_empty() {
        Ok(programs)
    } else {
        Err(errors)
    }
}

/// Construit et lance le plus petit programme sous `-race` : il y faut cgo, donc
/// un compilateur C, et un système que le détecteur connaît.
///
/// # Errors
///
/// La raison pour laquelle `-race` ne marche pas ici.
fn check_race(go: &Go) -> Result<(), String> {
    let source = scratch().join("vide.go");
    fs::write(&source, "package main\n\nfunc main() {}\n")
        .expect("target/ est accessible en écriture");
    let program = scratch().join("vide-race");
    build(go, &["-race"], &source, &program)
        .map_err(|message| format!("-race demande gcc : {}", message.trim()))?;
    text(Command::new(program).output())
        .map_err(|message| format!("-race ne marche pas ici : {}", message.trim()))?;
    Ok(())
}

fn build(go: &Go, flags: &[&str], source: &Path, program: &Path) -> Result<String, String> {
    let mut command = command(go);
    command.arg("build").args(flags);
    text(command.arg("-o").arg(program).arg(source).output())
        .map_err(|message| format!("go build refuse {} :\n{message}", source.display()))
}

/// Applique `work` à chaque élément, un par cœur ; rend les erreurs.
fn each<T: Sync>(items: &[T], work: impl Fn(&T) -> Result<String, String> + Sync) -> Vec<String> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    in_parallel(cores, items, work)
        .into_iter()
        .filter_map(Result::err)
        .collect()
}

fn fail<T>(errors: Vec<String>) -> T {
    fail_if_any(&errors);
    unreachable!("une erreur, mais sans message")
}

/// La sortie standard d'une commande qui réussit ; sinon sa sortie d'erreur.
fn text(output: io::Result<Output>) -> Result<String, String> {
    let output = output.map_err(|error| error.to_string())?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        Ok(text(&output.stdout))
    } else {
        Err(text(&output.stderr))
    }
}

/// Le dossier des exécutables Go et de leur cache, sous `target/`.
fn scratch() -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("go");
    fs::create_dir_all(&directory).expect("target/ est accessible en écriture");
    directory
}
