//! Ce que coûte un fil d'exécution, et combien de fois plus qu'une goroutine.
//!
//! ```text
//! cargo bench -p listings --bench cout_des_fils
//! ```
//!
//! Une durée seule ne vaut que pour une machine et un moment : chaque tour
//! mesure donc des fils, puis des goroutines (`cout_des_fils.go`), et le
//! résultat qui compte est leur rapport. Chaque mesure se fait dans un
//! programme neuf, pour ne rien devoir à la précédente.

use crossbeam_channel::{Sender, bounded};
use crossbeam_utils::sync::WaitGroup;
use golang::Go;
use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::thread::{self, JoinHandle};
use std::time::Instant;
use std::{env, fs};

/// Le nombre de tours ; chaque résultat est la médiane des tours.
const TOURS: usize = 11;
/// L'argument qui demande une mesure des fils, sans comparaison.
const UNE_MESURE: &str = "--une-mesure";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().collect();
    let demande = |argument: &str| arguments.iter().any(|a| a == argument);
    let resultat = if demande(UNE_MESURE) {
        mesurer_fils()
    } else if demande("--bench") {
        comparer()
    } else {
        // `cargo test --all-targets` lance aussi ce programme.
        println!("pour mesurer : cargo bench -p listings --bench cout_des_fils");
        Ok(())
    };
    match resultat {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("erreur : {message}");
            ExitCode::FAILURE
        }
    }
}

fn comparer() -> Result<(), String> {
    let rust = env::current_exe().map_err(|erreur| format!("programme introuvable : {erreur}"))?;
    let compilateur = Go::find(Path::new(concat!(env!("CARGO_TARGET_TMPDIR"), "/go/cache")));
    let go = compilateur.as_ref().ok().map(construire_go).transpose()?;
    let (mut fils, mut goroutines) = (Vec::new(), Vec::new());
    for _ in 0..TOURS {
        fils.push(lancer(Command::new(&rust).arg(UNE_MESURE))?);
        if let Some(go) = &go {
            goroutines.push(lancer(&mut Command::new(go))?);
        }
    }
    let go = compilateur.as_ref().map(Go::version);
    println!("\nCoût d'un fil et d'une goroutine ; médianes de {TOURS} tours.");
    println!("{}\n", machine(go.unwrap_or("absent")));
    afficher(&fils, &goroutines);
    if let Err(raison) = go {
        println!("\n{raison} : comparaison ignorée");
    }
    Ok(())
}

// Une mesure des fils : elle répond ligne à ligne à `cout_des_fils.go`

/// Assez pour que la durée totale se mesure bien.
const A_LA_SUITE: usize = 1000;
/// Les fils qui vivent en même temps.
const ENSEMBLE: usize = 1000;
/// Les fils déjà bloqués quand commence la mesure de la mémoire.
const AMORCE: usize = 100;

/// Écrit une mesure, en lignes « nom valeur ».
fn mesurer_fils() -> Result<(), String> {
    ecrire("residente_octets", par_fil(memoire_residente)?);
    ecrire("noyau_octets", par_fil(piles_du_noyau)?);
    // Après les autres : l'allocateur a déjà réservé les adresses qu'il
    // partage entre les fils, et il ne reste à compter que les piles.
    ecrire("pile_octets", par_fil(adresses_reservees)?);
    // Un premier tour ne compte pas : il paie la mise en route.
    un_a_un()?;
    ecrire("un_a_un_ns", Some(un_a_un()?));
    tous_en_vie()?;
    ecrire("ensemble_ns", Some(tous_en_vie()?));
    Ok(())
}

fn ecrire(nom: &str, valeur: Option<f64>) {
    if let Some(valeur) = valeur {
        println!("{nom} {valeur}");
    }
}

/// Ce dont un fil bloqué augmente `mesure`. Les premiers paient aussi ce que
/// le programme ne paie qu'une fois : c'est la différence entre `AMORCE` fils
/// et `ENSEMBLE` de plus.
fn par_fil(mesure: fn() -> Option<f64>) -> Result<Option<f64>, String> {
    let amorce = Bloques::nouveaux(AMORCE)?;
    let avant = mesure();
    let fils = Bloques::nouveaux(ENSEMBLE)?;
    let apres = mesure();
    fils.finir()?;
    amorce.finir()?;
    Ok(avant
        .zip(apres)
        .map(|(avant, apres)| (apres - avant) / ENSEMBLE as f64))
}

/// La durée moyenne, en nanosecondes, pour créer un fil et attendre sa fin
/// avant de créer le suivant.
fn un_a_un() -> Result<f64, String> {
    let debut = Instant::now();
    for _ in 0..A_LA_SUITE {
        attendre(creer(|| ())?)?;
    }
    Ok(debut.elapsed().as_nanos() as f64 / A_LA_SUITE as f64)
}

/// La durée moyenne, en nanosecondes, pour créer un fil et attendre sa fin,
/// quand tous vivent en même temps.
fn tous_en_vie() -> Result<f64, String> {
    let debut = Instant::now();
    Bloques::nouveaux(ENSEMBLE)?.finir()?;
    Ok(debut.elapsed().as_nanos() as f64 / ENSEMBLE as f64)
}

/// Des fils qui attendent tous sur le même canal.
struct Bloques {
    depart: Sender<()>,
    fils: Vec<JoinHandle<()>>,
}

impl Bloques {
    /// Crée `n` fils, et rend la main quand tous ont commencé.
    fn nouveaux(n: usize) -> Result<Self, String> {
        let (depart, attente) = bounded(0);
        let prets = WaitGroup::new();
        let mut fils = Vec::with_capacity(n);
        for _ in 0..n {
            let (attente, pret) = (attente.clone(), prets.clone());
            fils.push(creer(move || {
                drop(pret);
                // Rien n'est envoyé : l'erreur, c'est le canal fermé, le départ.
                let _ = attente.recv();
            })?);
        }
        prets.wait();
        Ok(Self { depart, fils })
    }

    /// Libère les fils et attend leur fin.
    fn finir(self) -> Result<(), String> {
        drop(self.depart);
        self.fils.into_iter().try_for_each(attendre)
    }
}

/// `thread::spawn`, qui panique si le système refuse un fil de plus ; ici, c'est
/// une erreur.
fn creer(travail: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, String> {
    thread::Builder::new()
        .spawn(travail)
        .map_err(|erreur| format!("le système refuse un fil de plus : {erreur}"))
}

fn attendre(fil: JoinHandle<()>) -> Result<(), String> {
    fil.join().map_err(|_| "un fil a paniqué".to_owned())
}

/// Les octets du programme présents en mémoire vive, tels que Linux les compte.
fn memoire_residente() -> Option<f64> {
    // Exact, à la différence du VmRSS de /proc/self/status.
    octets("/proc/self/smaps_rollup", "Rss:")
}

/// Les octets d'adresses que le programme a réservés, occupés ou non.
fn adresses_reservees() -> Option<f64> {
    octets("/proc/self/status", "VmSize:")
}

/// Les octets que le noyau emploie à ses propres piles, une par fil de tout le
/// système : d'autres programmes peuvent déranger cette mesure.
fn piles_du_noyau() -> Option<f64> {
    octets("/proc/meminfo", "KernelStack:")
}

/// La valeur de la ligne « champ 1234 kB » d'un fichier de `/proc`.
fn octets(fichier: &str, champ: &str) -> Option<f64> {
    let texte = fs::read_to_string(fichier).ok()?;
    let valeur = texte.lines().find_map(|ligne| ligne.strip_prefix(champ))?;
    let kio: f64 = valeur.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kio * 1024.0)
}

// Les tours

/// Construit le programme Go.
fn construire_go(go: &Go) -> Result<String, String> {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/mesures/cout_des_fils.go");
    let programme = concat!(env!("CARGO_TARGET_TMPDIR"), "/cout_des_fils_go");
    let sortie = go
        .command()
        .args(["build", "-o", programme, source])
        .output();
    match sortie {
        Ok(sortie) if sortie.status.success() => Ok(programme.to_owned()),
        Ok(sortie) => Err(format!(
            "go ne construit pas {source} :\n{}",
            String::from_utf8_lossy(&sortie.stderr)
        )),
        Err(erreur) => Err(format!("go ne démarre pas : {erreur}")),
    }
}

/// Ce qu'un programme a mesuré, par fil ou par goroutine : nanosecondes ou
/// octets, selon la fin du nom.
type Mesure = HashMap<String, f64>;

/// Lance un programme, et lit les lignes « nom valeur » qu'il écrit.
fn lancer(programme: &mut Command) -> Result<Mesure, String> {
    let sortie = programme
        .output()
        .map_err(|erreur| format!("{programme:?} ne démarre pas : {erreur}"))?;
    if !sortie.status.success() {
        return Err(format!(
            "{programme:?} a échoué :\n{}",
            String::from_utf8_lossy(&sortie.stderr)
        ));
    }
    String::from_utf8_lossy(&sortie.stdout)
        .lines()
        .map(|ligne| {
            let (nom, valeur) = ligne.split_once(' ')?;
            Some((nom.to_owned(), valeur.parse().ok()?))
        })
        .collect::<Option<Mesure>>()
        .ok_or_else(|| format!("{programme:?} écrit autre chose que « nom valeur »"))
}

// Le tableau

fn afficher(fils: &[Mesure], goroutines: &[Mesure]) {
    println!(
        "{:36} {:>12} {:>12}   fil / goroutine",
        "", "fil", "goroutine"
    );
    let ligne = |titre: &str, nom: &str| afficher_ligne(titre, nom, fils, goroutines);
    ligne("créer puis attendre, un à un", "un_a_un_ns");
    ligne(
        &format!("créer puis attendre, {ENSEMBLE} à la fois"),
        "ensemble_ns",
    );
    ligne("bloqué : mémoire vive du programme", "residente_octets");
    ligne("bloqué : pile du noyau", "noyau_octets");
    ligne("pile : adresses réservées", "pile_octets");
}

/// La machine et les compilateurs : sans eux, une durée ne dit rien.
fn machine(go: &str) -> String {
    let coeurs = thread::available_parallelism().map_or(1, usize::from);
    let rustc = Command::new("rustc").arg("--version").output();
    let rustc = rustc.map(|sortie| String::from_utf8_lossy(&sortie.stdout).into_owned());
    // « rustc 1.95.0 (…) »
    let rust = rustc
        .as_deref()
        .ok()
        .and_then(|texte| texte.split(' ').nth(1));
    format!(
        "{} {}, {coeurs} cœur(s), Rust {}, Go {go}",
        env::consts::OS,
        env::consts::ARCH,
        rust.unwrap_or("absent"),
    )
}

/// Une ligne du tableau. Le rapport est la médiane de ceux des tours, suivie
/// du plus petit et du plus grand.
fn afficher_ligne(titre: &str, nom: &str, fils: &[Mesure], goroutines: &[Mesure]) {
    let valeurs = |mesures: &[Mesure]| -> Vec<f64> {
        mesures
            .iter()
            .filter_map(|mesure| mesure.get(nom).copied())
            .collect()
    };
    let (par_fil, par_goroutine) = (valeurs(fils), valeurs(goroutines));
    if par_fil.is_empty() {
        println!("{titre:36} non mesuré sur ce système");
        return;
    }
    let (diviseur, unite) = if nom.ends_with("_ns") {
        (1e3, "µs")
    } else {
        (1024.0, "Kio")
    };
    let cellule = |valeurs: &[f64]| format!("{} {unite}", nombre(mediane(valeurs) / diviseur));
    print!("{titre:36} {:>12}", cellule(&par_fil));
    if !par_goroutine.is_empty() {
        let mut rapports: Vec<f64> = par_fil
            .iter()
            .zip(&par_goroutine)
            .map(|(f, g)| f / g)
            .collect();
        rapports.sort_by(f64::total_cmp);
        print!(
            " {:>12}   × {} (de {} à {})",
            cellule(&par_goroutine),
            nombre(mediane(&rapports)),
            nombre(rapports[0]),
            nombre(rapports[rapports.len() - 1])
        );
    }
    println!();
}

fn mediane(valeurs: &[f64]) -> f64 {
    let mut valeurs = valeurs.to_vec();
    valeurs.sort_by(f64::total_cmp);
    valeurs[valeurs.len() / 2]
}

/// Un nombre à la française : deux chiffres significatifs au moins.
fn nombre(valeur: f64) -> String {
    let decimales = match valeur {
        ..1.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{valeur:.decimales$}").replace('.', ",")
}
