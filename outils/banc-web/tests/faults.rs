//! Chaque sorte de cas échoue devant un salon qui a la faute qu'il cherche, et
//! passe devant le même salon sans elle.
#![cfg(target_os = "linux")]

use banc_web::cases;
use banc_web::server::Program;

fn faux_salon(flaw: &str) -> Program {
    Program {
        path: env!("CARGO_BIN_EXE_faux-salon").into(),
        arguments: vec![flaw.to_owned()],
    }
}

/// Une faute, le cas qui la voit, et un mot de ce qu'il attendait.
const SEEN: [(&str, &str, &str); 26] = [
    ("ordre", "ordre", "dans l'ordre"),
    ("double", "ordre", "dans l'ordre"),
    ("annonce-d-abord", "faire puis annoncer", "le statut 101"),
    ("attend", "client lent", "« Ana : "),
    ("sans-borne", "client lent", "mémoire"),
    ("sans-borne", "lecteur lent", "mémoire"),
    ("garde", "client lent", "évincé"),
    ("garde", "lecteur lent", "évincé"),
    ("sans-1001", "arrêt", "code 1001"),
    ("arret-lent", "arrêt", "moins d'une seconde"),
    ("toute-origine", "origine", "403"),
    ("toute-longueur", "trames fautives", "1009"),
    ("tout-debit", "débit", "1008"),
    ("tout-nombre", "salon plein", "503"),
    ("tout-texte", "trames fautives", "1007"),
    ("sans-masque", "trames fautives", "1002"),
    ("pong-vide", "ping", "même contenu"),
    ("patient", "silence", "1011"),
    ("patient", "réseau gelé", "« Ana sort »"),
    ("perd", "flux repris", "se suivent"),
    ("perd", "salon repris", "se suivent"),
    ("repete", "salon repris", "se suivent"),
    ("cache-le-trou", "trou", "event: trou"),
    ("memes-numeros", "relance", "plus grand"),
    ("lignes-brutes", "flux, fins de ligne", "deux"),
    ("fuit", "fuites", "du début"),
];

/// De même, mais celles-ci demandent une attente.
const SLOW: [(&str, &str, &str); 2] = [
    ("un-en-tete", "en-tête lent", "101"),
    ("perd-la-suite", "un seul envoi", "« Ana : 1 »"),
];

#[test]
fn chaque_faute_est_vue_et_dite() {
    let seen: Vec<_> = SEEN.into_iter().chain(SLOW).collect();
    let told = testing::in_parallel(8, &seen, |(flaw, name, expected)| {
        let case = cases::named(name).unwrap_or_else(|| panic!("aucun cas « {name} »"));
        match case.judge(&faux_salon(flaw)).failure {
            None => Some(format!("la faute « {flaw} » n'est pas vue par « {name} »")),
            Some(failure)
                if failure.expected.contains(expected) && !failure.injected.is_empty() =>
            {
                None
            }
            Some(failure) => Some(format!(
                "« {flaw} », vue par « {name} », attend « {expected} » :\n{failure}"
            )),
        }
    });
    let errors: Vec<String> = told.into_iter().flatten().collect();
    testing::fail_if_any(&errors);
}

/// Sans faute, le même salon passe les cas qui ont vu les autres : c'est bien la
/// faute qu'ils voient.
#[test]
fn sans_faute_les_memes_cas_passent() {
    let mut names: Vec<_> = SEEN.iter().chain(&SLOW).map(|(_, name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    let cases: Vec<_> = names.iter().filter_map(|name| cases::named(name)).collect();
    assert_eq!(cases.len(), names.len());
    let reports = cases::judge(&faux_salon("aucune"), &cases);
    let told = |report: &cases::Report| {
        let failure = report.failure.as_ref()?;
        Some(format!("« {} » :\n{failure}", report.case.name))
    };
    let errors: Vec<String> = reports.iter().filter_map(told).collect();
    testing::fail_if_any(&errors);
}
