//! Ce que le moteur promet de tout programme, il le tient sur ceux du livre et de ses
//! quiz.

use entrelacs::{Config, Program, TimeModel, explore};
use entrelacs_properties as properties;
use preuves::PROGRAMS;

/// Ce que dit `check` de chaque programme, dans leur ordre, sur tous les cœurs.
fn each<R: Send>(check: impl Fn(&'static Program) -> R + Sync) -> Vec<R> {
    let programs: Vec<&'static Program> = PROGRAMS.iter().collect();
    testing::on_every_core(&programs, |program| check(program))
}

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
    // Les deux autres n'apprennent presque rien de plus.
    let configs = [Config::default(), ordered, spurious];
    for config in &configs[..testing::times(1, 3)] {
        let merged = each(|program| properties::merging_changes_nothing(program, config));
        let (listings, quizzes) = PROGRAMS
            .iter()
            .zip(merged)
            .filter_map(|(program, merged)| merged.then_some(program))
            .partition::<Vec<&Program>, _>(|program| program.name.starts_with(preuves::LISTING));
        println!(
            "{} listings, {} programmes de quiz",
            listings.len(),
            quizzes.len()
        );
        assert!(listings.len() >= 8, "seulement {}", listings.len());
        assert!(quizzes.len() >= 8, "seulement {}", quizzes.len());
    }
}

#[test]
fn un_graphe_reduit_a_les_memes_issues() {
    let compared = each(properties::reducing_changes_nothing);
    let applied = compared.into_iter().flatten();
    let applied = applied.filter(|sizes| sizes.applied).count();
    assert!(applied >= 30, "seulement {applied} programmes comparés");
}

#[test]
fn le_json_de_chaque_listing_dit_la_meme_chose_avec_des_noms_distincts() {
    for program in preuves::listings() {
        let exploration = explore(program, &Config::default()).unwrap();
        properties::json_tells_the_same(&exploration);
        properties::names_are_distinct(&exploration);
    }
}

/// La taille qu'un prototype avait relevée.
#[test]
fn le_rendez_vous_a_onze_etats_douze_etapes_et_une_issue() {
    let program = preuves::listing("synchronisation/rendez_vous");
    let exploration = explore(program, &Config::default()).unwrap();
    let graph = exploration.graph();
    let size = [
        graph.state_count(),
        graph.edge_count(),
        exploration.outcomes().len(),
    ];
    assert!(exploration.is_complete());
    assert_eq!(size, [11, 12, 1]);
}
