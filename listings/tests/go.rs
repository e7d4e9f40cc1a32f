//! Chaque programme Go du livre est en forme, se construit, n'affiche que ce
//! que permet la `.sortie` qu'il partage avec le programme Rust, et se tait
//! sous `-race`, sauf celui dont le texte annonce que `-race` le signale.

mod common;

use common::{Program, Run, files, listings, listings_dir};
use mdbook_cours::program::listing::Listing;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs, io, thread};
use testing::{fail_if_any, in_parallel, skip};

/// Le texte d'un programme que le détecteur doit signaler le contient.
const ANNOUNCES_RACE: &str = "go run -race le signale";
/// Ce que le détecteur d'accès concurrents écrit, et son code de sortie.
const RACE_REPORT: &str = "WARNING: DATA RACE";
const RACE_STATUS: i32 = 66;
/// Les exécutions sous `-race` : le détecteur voit un accès concurrent dans
/// presque tout entrelacement, pas seulement dans celui qui tourne mal.
const RACE_RUNS: (usize, usize) = (2, 5);

#[test]
fn chaque_fichier_go_est_en_forme() {
    if Go::find().is_none() {
        return;
    }
    let diff = text(
        Command::new("gofmt")
            .arg("-d")
            .args(files("go", 1..=9))
            .output(),
    );
    let diff = diff.unwrap_or_else(|message| panic!("gofmt : {message}"));
    assert!(
        diff.is_empty(),
        "mettez en forme avec `gofmt -w <fichier>` :\n\n{diff}"
    );
}

#[test]
fn go_vet_ne_trouve_rien() {
    let Some(go) = Go::find() else { return };
    fail_if_any(&each(&files("go", 1..=9), |file| {
        text(go.command().arg("vet").arg(file).output())
            .map_err(|message| format!("go vet refuse {} :\n{message}", file.display()))
    }));
}

#[test]
fn chaque_programme_go_n_affiche_que_ses_sorties_permises() {
    let Some(go) = Go::find() else { return };
    let programs = go.build_all(&[], "").unwrap_or_else(fail);
    common::verify(&programs, common::RUNS, |listing, runs| {
        Vec::from_iter(common::verdict(listing, "go", runs))
    });
}

#[test]
fn race_ne_signale_que_les_acces_concurrents_annonces() {
    let Some(go) = Go::find() else { return };
    if let Err(reason) = go.check_race() {
        skip(&reason, "installez gcc");
        return;
    }
    // Sans cela, un détecteur muet passerait pour un livre sans défaut.
    assert!(
        listings().iter().any(announces_race),
        "aucun programme Go n'annonce « {ANNOUNCES_RACE} » : rien ne prouve que le détecteur marche"
    );
    let programs = go.build_all(&["-race"], "-race").unwrap_or_else(fail);
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
    let Some(go) = Go::find() else { return };
    if let Err(reason) = go.check_race() {
        skip(&reason, "installez gcc");
        return;
    }
    let reports = |name: &str, between: &str| {
        let source = scratch().join(format!("{name}.go"));
        fs::write(&source, TWO_WRITES.replace("BETWEEN", between))
            .expect("target/ est accessible en écriture");
        let program = scratch().join(name);
        go.build(&["-race"], &source, &program)
            .unwrap_or_else(|message| panic!("{message}"));
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

/// Le compilateur Go de la machine.
struct Go {
    /// Par exemple « go1.19.8 ».
    version: String,
    /// Le cache à employer, si celui de l'utilisateur n'est pas accessible en
    /// écriture.
    cache: Option<PathBuf>,
}

impl Go {
    /// Cherche Go ; s'il n'y est pas, le dit et rend `None`.
    fn find() -> Option<Self> {
        let mut go = Self {
            version: String::new(),
            cache: None,
        };
        let output = go.command().args(["env", "GOVERSION", "GOCACHE"]).output();
        if let Err(error) = &output
            && error.kind() == io::ErrorKind::NotFound
        {
            let remedy = "installez golang (sur Debian : apt install golang)";
            skip("go absent", remedy);
            return None;
        }
        let output = text(output).unwrap_or_else(|message| panic!("go env : {message}"));
        let (version, cache) = output.split_once('\n').unwrap_or_default();
        go.version = version.to_owned();
        let cache = Path::new(cache.trim());
        // « off » quand HOME n'est pas définie : go refuse alors de construire.
        if !cache.is_absolute() || !writable(cache) {
            go.cache = Some(scratch().join("cache"));
        }
        Some(go)
    }

    fn command(&self) -> Command {
        let mut command = Command::new("go");
        // Les réglages de l'utilisateur changeraient ce qui est vérifié.
        command.env_remove("GOFLAGS").env_remove("GORACE");
        command.current_dir(listings_dir());
        if let Some(cache) = &self.cache {
            command.env("GOCACHE", cache);
        }
        command
    }

    /// Construit le programme Go de chaque listing, dans un exécutable
    /// `<nom><suffix>`. go ne refait pas un exécutable à jour.
    ///
    /// # Errors
    ///
    /// Un message par programme que go refuse.
    fn build_all(&self, flags: &[&str], suffix: &str) -> Result<Vec<Program>, Vec<String>> {
        let programs: Vec<Program> = listings()
            .into_iter()
            .map(|listing| Program {
                path: scratch().join(format!("{}{suffix}", listing.name)),
                listing,
            })
            .collect();
        let errors = each(&programs, |program| {
            let source = format!("{}.go", program.listing.reference());
            self.build(flags, Path::new(&source), &program.path)
        });
        if errors.is_empty() {
            Ok(programs)
        } else {
            Err(errors)
        }
    }

    /// Construit et lance le plus petit programme sous `-race` : il y faut
    /// cgo, donc un compilateur C, et un système que le détecteur connaît.
    ///
    /// # Errors
    ///
    /// La raison pour laquelle `-race` ne marche pas ici.
    fn check_race(&self) -> Result<(), String> {
        let source = scratch().join("vide.go");
        fs::write(&source, "package main\n\nfunc main() {}\n")
            .expect("target/ est accessible en écriture");
        let program = scratch().join("vide-race");
        self.build(&["-race"], &source, &program)
            .map_err(|message| format!("-race demande gcc : {}", message.trim()))?;
        text(Command::new(program).output())
            .map_err(|message| format!("-race ne marche pas ici : {}", message.trim()))?;
        Ok(())
    }

    fn build(&self, flags: &[&str], source: &Path, program: &Path) -> Result<String, String> {
        let mut command = self.command();
        command.arg("build").args(flags);
        text(command.arg("-o").arg(program).arg(source).output())
            .map_err(|message| format!("go build refuse {} :\n{message}", source.display()))
    }
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

fn writable(directory: &Path) -> bool {
    fs::create_dir_all(directory).is_ok() && tempfile::tempfile_in(directory).is_ok()
}

/// Le dossier des exécutables Go, sous `target/`.
fn scratch() -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("go");
    fs::create_dir_all(&directory).expect("target/ est accessible en écriture");
    directory
}
