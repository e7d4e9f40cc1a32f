//! Ce que partagent les mesures de durées.
#![allow(dead_code)] // aucune n'emploie tout

use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, thread};

/// Vrai si l'on mesure : `cargo test --all-targets` lance aussi ces programmes.
/// Sinon, dit comment mesurer.
pub fn demandee(nom: &str) -> bool {
    let demandee = env::args().any(|argument| argument == "--bench");
    if !demandee {
        println!("pour mesurer : cargo bench -p listings --bench {nom}");
    }
    demandee
}

/// Le nombre de calculs que la machine mène de front.
pub fn coeurs() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// La machine et la construction : sans elles, un rapport ne dit rien.
pub fn machine() -> String {
    let construction = if cfg!(debug_assertions) {
        "sans optimisation"
    } else {
        "avec optimisation"
    };
    format!(
        "{} {}, {} cœur(s),\nRust {construction}",
        env::consts::OS,
        env::consts::ARCH,
        coeurs()
    )
}

/// Combien de fois plus dure `avant` que `apres`. Chaque durée est la plus
/// courte de `tours`, en alternance : ce qui dérange une mesure ne fait que
/// l'allonger.
pub fn rapport(tours: usize, mut avant: impl FnMut(), mut apres: impl FnMut()) -> f64 {
    let (mut plus_court_avant, mut plus_court_apres) = (Duration::MAX, Duration::MAX);
    for _ in 0..tours {
        plus_court_avant = plus_court_avant.min(duree(&mut avant));
        plus_court_apres = plus_court_apres.min(duree(&mut apres));
    }
    plus_court_avant.as_secs_f64() / plus_court_apres.as_secs_f64()
}

fn duree(travail: &mut impl FnMut()) -> Duration {
    let debut = Instant::now();
    travail();
    debut.elapsed()
}

/// Un calcul que rien ne raccourcit, et qui ne touche pas à la mémoire.
pub fn calculer(etapes: usize) {
    let mut valeur = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..etapes {
        valeur ^= valeur << 13;
        valeur ^= valeur >> 7;
        valeur ^= valeur << 17;
    }
    black_box(valeur);
}

/// Une cellule du tableau : « × 1,9 ».
pub fn cellule(rapport: f64) -> String {
    // Trop petit pour une décimale, il resterait à « 0,0 ».
    let decimales = if rapport < 0.1 { 3 } else { 1 };
    format!("× {rapport:.decimales$}").replace('.', ",")
}
