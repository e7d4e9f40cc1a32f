//! Ce que le moteur promet de tout programme, sur ceux du corpus.

use entrelacs::{Config, Exploration, TimeModel, explore};
use entrelacs_corpus::{PROGRAMS, REFUSED, programs};
use entrelacs_properties::{
    Reduction, json_tells_the_same, merging_changes_nothing, names_are_distinct,
    reducing_changes_nothing, schema,
};

#[test]
fn avec_et_sans_fusion_memes_issues_et_meme_nombre_de_chemins() {
    let ordered = Config {
        time: TimeModel::Ordered,
        ..Config::default()
    };
    let spurious = Config {
        spurious_wakeups: true,
        ..Config::default()
    };
    let accepted = || {
        let programs = PROGRAMS.iter();
        programs.filter(|program| !REFUSED.contains(&program.name))
    };
    let compared = [Config::default(), ordered, spurious].map(|config| {
        accepted()
            .filter(|program| merging_changes_nothing(program, &config))
            .count()
    });
    println!("{compared:?} comparaisons");
    assert!(compared.iter().sum::<usize>() >= 120, "{compared:?}");
}

#[test]
fn un_graphe_reduit_a_les_memes_issues() {
    let compared: Vec<Reduction> = PROGRAMS
        .iter()
        .filter_map(reducing_changes_nothing)
        .collect();
    let whole: usize = compared.iter().map(|sizes| sizes.whole).sum();
    let reduced: usize = compared.iter().map(|sizes| sizes.reduced).sum();
    println!("{whole} états, {reduced} une fois réduits");
    let applied = compared.iter().filter(|sizes| sizes.applied).count();
    assert!(applied > 100, "seulement {applied} programmes comparés");
    assert!(reduced * 3 < whole * 2);
}

fn explored(prefix: &str) -> impl Iterator<Item = Exploration> {
    programs(prefix).filter_map(|program| explore(program, &Config::default()).ok())
}

#[test]
fn chaque_deroulement_du_json_mene_a_son_issue() {
    for prefix in ["classiques/", "tailles/"] {
        explored(prefix).for_each(|exploration| json_tells_the_same(&exploration));
    }
}

#[test]
fn dans_un_etat_chaque_fil_et_chaque_objet_a_son_nom() {
    explored("tailles/").for_each(|exploration| names_are_distinct(&exploration));
}

#[test]
fn chaque_graphe_suit_le_schema() {
    // Le livre n'a ni statut d'erreur, ni arrêt brutal.
    for program in programs("fins/") {
        // Ce qui est refusé n'a pas de graphe.
        if let Ok(exploration) = explore(program, &Config::default()) {
            assert_eq!(schema::faults_of(program.name, &exploration), [""; 0]);
        }
    }
}
