//! Le JSON décrit le même graphe que l'exploration, avec des noms distincts.

use entrelacs::{Config, Exploration, explore};
use entrelacs_corpus::programs;
use entrelacs_corpus::properties::{json_tells_the_same, names_are_distinct};

fn explored(prefix: &str) -> impl Iterator<Item = Exploration> {
    programs(prefix).filter_map(|program| explore(program, &Config::default()).ok())
}

#[test]
fn chaque_calendrier_du_json_mene_a_son_issue() {
    for prefix in ["classiques/", "tailles/"] {
        explored(prefix).for_each(|exploration| json_tells_the_same(&exploration));
    }
}

#[test]
fn dans_un_etat_chaque_fil_et_chaque_objet_a_son_nom() {
    explored("tailles/").for_each(|exploration| names_are_distinct(&exploration));
}
