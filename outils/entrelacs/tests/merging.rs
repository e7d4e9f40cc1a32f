//! Fusionner les états ne change rien : mêmes issues, même nombre de chemins
//! qu'en suivant chaque chemin sur le vrai code, sans rien retenir.

use entrelacs::{Config, TimeModel};
use entrelacs_corpus::properties::merging_changes_nothing;
use entrelacs_corpus::{PROGRAMS, REFUSED};

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
    let mut compared = 0;
    for config in [Config::default(), ordered, spurious] {
        let accepted = PROGRAMS
            .iter()
            .filter(|program| !REFUSED.contains(&program.name));
        compared += accepted
            .filter(|program| merging_changes_nothing(program, &config))
            .count();
    }
    println!("{compared} comparaisons");
    assert!(compared >= 120, "seulement {compared}");
}
