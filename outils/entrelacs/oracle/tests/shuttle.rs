//! Shuttle et le vrai crossbeam-channel ne montrent que ce qu'entrelacs a
//! prévu ; quand ils peuvent tout essayer, ils montrent exactement cela.

use entrelacs::{Config, Program, explore};
use entrelacs_oracle::under_shuttle::{self, PROGRAMS};
use entrelacs_oracle::{
    EXCLUDED, EXCLUDED_FOLDERS, EXCLUDED_WORDS, Ending, endings, find, program,
};
use std::collections::BTreeSet;
use std::time::Duration;

/// Les exécutions tirées au hasard, par programme.
const SAMPLES: usize = 3_000;
const SEED: u64 = 20_251;

#[test]
fn les_listings_du_livre() {
    compare("livre/");
}

#[test]
fn les_cas_d_ecole() {
    compare("classiques/");
}

#[test]
fn la_semantique_et_les_tailles() {
    compare("semantique/");
    compare("tailles/");
}

/// Les programmes que shuttle épuise en quelques milliers d'exécutions, sans
/// tirage au hasard : il en montre alors toutes les issues, et rien d'autre.
const EXHAUSTED: &[&str] = &[
    "livre/introduction/fils_a_portee",
    "livre/introduction/main_n_attend_pas",
    "livre/introduction/premier_fil",
    "livre/synchronisation/compteur_portee",
    "classiques/barriere_reutilisee",
    "classiques/boucle_comptee",
    "classiques/double_reception",
    "classiques/fini_ou_non",
    "classiques/lecteurs_redacteurs",
    "classiques/mise_a_jour_gardee",
    "classiques/mise_a_jour_perdue",
    "classiques/panique_d_un_fil",
    "classiques/panique_de_main",
    "classiques/philosophes_2",
    "classiques/portee_qui_ecrit",
    "classiques/rendez_vous_seul",
    "classiques/reveil_garanti",
    "classiques/reveil_perdu",
    "classiques/reveil_sans_raison",
    "classiques/verrous_opposes",
    "semantique/atomiques",
    "semantique/fils",
    "semantique/groupes",
    "tailles/mutex_2",
];

#[test]
fn les_petits_programmes_epuises_montrent_exactement_ce_qui_est_explore() {
    for name in EXHAUSTED {
        let main = find(PROGRAMS, name);
        let explored = explored(program(name));
        let (sample, exhausted) = under_shuttle::exhaust(main, 20_000, Duration::from_secs(60));
        println!("{name:<44} {:>6} exécutions", sample.executions);
        assert!(
            exhausted,
            "{name} : {} exécutions n'ont pas suffi",
            sample.executions
        );
        let shown: BTreeSet<Ending> = sample.endings.into_keys().collect();
        assert_eq!(shown, explored, "{name}");
    }
}

/// Tout programme est comparé, sauf ceux d'une liste qui ne peut que raccourcir.
#[test]
fn les_programmes_exclus_le_sont_pour_une_raison_qui_tient() {
    assert!(
        EXCLUDED.len() <= 13,
        "une exclusion de plus : retirez-en plutôt"
    );
    for (name, what, why) in EXCLUDED {
        let program = entrelacs_oracle::program(name);
        assert!(
            program.source.contains(what),
            "{name} n'a plus « {what} » ({why}) : retirez-le des programmes exclus"
        );
    }
    let compared: BTreeSet<&str> = PROGRAMS.iter().map(|(name, _)| *name).collect();
    let programs = entrelacs_oracle::programs();
    // Ceux qui demandent une horloge ont leur propre table.
    let elsewhere = |name: &str| {
        let folders = EXCLUDED_FOLDERS.iter().chain(&["temps/"]);
        folders.into_iter().any(|folder| name.starts_with(folder))
    };
    for program in programs.filter(|program| !elsewhere(program.name)) {
        let is_unknown = EXCLUDED_WORDS
            .iter()
            .any(|word| program.source.contains(word));
        let excluded = is_unknown || EXCLUDED.iter().any(|(name, ..)| *name == program.name);
        assert!(
            excluded != compared.contains(program.name),
            "{} est comparé et exclu, ou ni l'un ni l'autre",
            program.name
        );
    }
}

/// Aucune issue tirée au hasard ne manque à l'exploration.
fn compare(prefix: &str) {
    for (name, main) in PROGRAMS.iter().filter(|(name, _)| name.starts_with(prefix)) {
        let explored = explored(program(name));
        under_shuttle::check(name, *main, SAMPLES, SEED, &explored);
    }
}

fn explored(program: &Program) -> BTreeSet<Ending> {
    let config = Config {
        // Le `park` de shuttle peut se réveiller sans raison.
        spurious_wakeups: program.source.contains("park("),
        ..Config::default()
    };
    let exploration =
        explore(program, &config).unwrap_or_else(|error| panic!("{} : {error}", program.name));
    endings(&exploration)
}
