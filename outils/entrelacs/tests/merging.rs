//! Fusionner les états ne change rien : mêmes issues, même nombre de chemins
//! qu'en suivant chaque chemin sur le vrai code, sans rien retenir.

use entrelacs::{Config, Program, TimeModel, explore, explore_unmerged};
use std::collections::BTreeSet;

/// Au-delà, les chemins sont trop nombreux pour les suivre un par un.
const MAX_PATHS: u128 = 8_000;

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
    let mut compared = BTreeSet::new();
    for (rank, config) in [Config::default(), ordered, spurious].iter().enumerate() {
        for program in entrelacs_epreuves::PROGRAMS {
            if compare(program, config) {
                compared.insert((rank, program.name));
            }
        }
    }
    assert!(compared.len() >= 120, "seulement {compared:#?}");
    let listings = compared
        .iter()
        .filter(|(rank, name)| *rank == 0 && name.starts_with("livre/"));
    assert!(listings.count() >= 8, "seulement {compared:#?}");
}

/// Compare les deux explorations d'un programme, si elles sont assez petites.
fn compare(program: &Program, config: &Config) -> bool {
    let hours = program.name.starts_with("temps/") || program.source.contains("Instant::now");
    let timeless = config.time == TimeModel::Arbitrary && hours;
    if entrelacs_epreuves::REFUSED.contains(&program.name) || timeless {
        return false; // refusé, et c'est voulu
    }
    let exploration =
        explore(program, config).unwrap_or_else(|error| panic!("{} : {error}", program.name));
    let Some(paths) = exploration.graph().path_count() else {
        return false;
    };
    if paths > MAX_PATHS || !exploration.is_complete() {
        return false;
    }
    let unmerged = explore_unmerged(program, config, u64::MAX).unwrap();
    let endings: BTreeSet<_> = exploration
        .outcomes()
        .iter()
        .map(|outcome| outcome.ending())
        .collect();
    println!("{:>6} chemins  {}", unmerged.paths, program.name);
    assert!(unmerged.complete, "{}", program.name);
    assert_eq!(u128::from(unmerged.paths), paths, "{}", program.name);
    assert_eq!(unmerged.endings, endings, "{}", program.name);
    true
}
