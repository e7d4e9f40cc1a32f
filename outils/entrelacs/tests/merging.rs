//! Fusionner les états ne change rien : mêmes issues, même nombre de chemins
//! qu'en suivant chaque chemin sur le vrai code, sans rien retenir.

use entrelacs::{Config, TimeModel};
use entrelacs_epreuves::PROGRAMS;
use entrelacs_epreuves::properties::merging_changes_nothing;

/// Ceux que l'explorateur refuse.
const REFUSED: &[&str] = &[
    "classiques/hasard",
    "courant/adresse_affichee",
    "courant/crochet_trop_fort",
    "courant/fonction_affichee",
    "courant/locale_a_portee",
    "courant/numeros_de_fils",
    "courant/objet_de_const",
    "courant/portee_affichee",
    "courant/reception_dans_envoi",
    "courant/table_parcourue",
];

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
