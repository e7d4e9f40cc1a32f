//! Combien de fois un programme piégé tourne mal, quand on le lance.
//!
//! ```text
//! cargo bench -p listings --bench frequence_des_pieges
//! ```
//!
//! Une exécution tourne mal si son issue n'est pas permise au programme réparé.
//! Chaque programme est lancé une exécution à la fois, puis seize à la fois : la
//! charge de la machine change les entrelacements, donc la fréquence.

#[path = "../tests/common/mod.rs"]
mod common;

use common::{Program, listings_dir};
use golang::Go;
use mdbook_cours::program::listing::Listing;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, thread};

/// Chaque programme piégé, et celui qui le répare.
const PIEGES: [(&str, &str); 7] = [
    ("verrous_opposes", "verrous_ordonnes"),
    ("rendez_vous_seul", "rendez_vous_a_deux"),
    ("emetteur_oublie", "emetteur_rendu"),
    ("philosophes", "philosophes_ordonnes"),
    ("dernier_billet", "billet_sous_verrou"),
    ("reveil_perdu", "reveil_garanti"),
    ("sans_tour", "tour_de_role"),
];
/// Les exécutions se lancent par paquets de cette taille…
const PAQUET: usize = 100;
/// … jusqu'à ce qu'autant aient mal tourné : le piège est alors assez visible…
const ASSEZ: usize = 100;
/// … ou que l'on en ait lancé autant : il est rare.
const AU_PLUS: usize = 2000;
/// Ce que l'on lance à la fois : une exécution, ou bien plus que de cœurs.
const A_LA_FOIS: [usize; 2] = [1, 16];

fn main() -> ExitCode {
    if !env::args().any(|argument| argument == "--bench") {
        // `cargo test --all-targets` lance aussi ce programme.
        println!("pour mesurer : cargo bench -p listings --bench frequence_des_pieges");
        return ExitCode::SUCCESS;
    }
    match mesurer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("erreur : {message}");
            ExitCode::FAILURE
        }
    }
}

fn mesurer() -> Result<(), String> {
    println!("Exécutions qui tournent mal / exécutions lancées,");
    println!("seul : l'une après l'autre ; à seize : seize à la fois.");
    let go = Go::find(Path::new(concat!(env!("CARGO_TARGET_TMPDIR"), "/go/cache")));
    println!("{}", machine(go.as_ref().map_or("absent", Go::version)));
    for (piege, repare) in PIEGES {
        let piege = lire(piege)?;
        let repare = lire(repare)?;
        println!("\n{}", piege.name);
        afficher(&piege, &repare, "Rust", &executable_rust(&piege.name)?)?;
        if let Ok(go) = &go {
            afficher(&piege, &repare, "Go", &construire_go(go, &piege)?)?;
        }
    }
    if let Err(raison) = go {
        println!("\n{raison} : comparaison ignorée");
    }
    Ok(())
}

/// Une ligne du relevé : un programme, dans un langage.
fn afficher(
    piege: &Listing,
    repare: &Listing,
    langage: &str,
    programme: &Path,
) -> Result<(), String> {
    let [seules, serrees] = A_LA_FOIS.map(|ensemble| compter(piege, repare, programme, ensemble));
    println!(
        "  {langage:4}   seul {:>10}   à seize {:>10}",
        seules?, serrees?
    );
    Ok(())
}

fn lire(nom: &str) -> Result<Listing, String> {
    Listing::load(listings_dir(), &format!("pieges/{nom}")).map_err(|erreurs| erreurs.join("\n"))
}

/// Lance le programme, et rend « mauvaises / lancées ».
fn compter(
    piege: &Listing,
    repare: &Listing,
    programme: &Path,
    ensemble: usize,
) -> Result<String, String> {
    let mauvaise: Vec<bool> = piege
        .outcomes
        .iter()
        .map(|issue| !repare.outcomes.contains(issue))
        .collect();
    let programme = Program {
        listing: piege.clone(),
        path: programme.to_owned(),
    };
    let programme = [programme];
    let (mut mauvaises, mut lancees) = (0, 0);
    while mauvaises < ASSEZ && lancees < AU_PLUS {
        for execution in common::run_all(&programme, PAQUET, ensemble).remove(0) {
            let issue = execution?.outcome(piege).ok_or_else(|| {
                format!(
                    "{} a montré une issue que sa .sortie ne permet pas : lancez `cargo test -p listings --test outputs`",
                    piege.reference()
                )
            })?;
            mauvaises += usize::from(mauvaise[issue]);
            lancees += 1;
        }
    }
    Ok(format!("{mauvaises} / {lancees}"))
}

/// Le programme Rust, que cargo vient de construire.
fn executable_rust(nom: &str) -> Result<PathBuf, String> {
    let variable = format!("CARGO_BIN_EXE_{nom}");
    env::var_os(&variable).map(PathBuf::from).ok_or_else(|| {
        format!("{variable} n'est pas définie : lancez ce programme par `cargo bench`")
    })
}

/// Construit le programme Go.
fn construire_go(go: &Go, piege: &Listing) -> Result<PathBuf, String> {
    let source = listings_dir().join(format!("{}.go", piege.reference()));
    let programme = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}_go", piege.name));
    let sortie = go
        .command()
        .args(["build", "-o"])
        .args([&programme, &source])
        .output();
    match sortie {
        Ok(sortie) if sortie.status.success() => Ok(programme),
        Ok(sortie) => Err(format!(
            "go ne construit pas {} :\n{}",
            source.display(),
            String::from_utf8_lossy(&sortie.stderr)
        )),
        Err(erreur) => Err(format!("go ne démarre pas : {erreur}")),
    }
}

/// La machine et la construction : sans elles, une fréquence ne dit rien.
fn machine(go: &str) -> String {
    let coeurs = thread::available_parallelism().map_or(1, usize::from);
    let construction = if cfg!(debug_assertions) {
        "sans optimisation"
    } else {
        "avec optimisation"
    };
    format!(
        "{} {}, {coeurs} cœur(s), Rust {construction}, Go {go}",
        env::consts::OS,
        env::consts::ARCH
    )
}
