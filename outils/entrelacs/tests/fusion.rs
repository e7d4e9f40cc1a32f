//! Fusionner les états ne change rien : mêmes issues, même nombre de chemins
//! qu'en suivant chaque chemin sur le vrai code, sans rien retenir.

use entrelacs::{Config, explore, explore_unmerged};
use std::collections::BTreeSet;

/// Au-delà, les chemins sont trop nombreux pour les suivre un par un.
const MAX_PATHS: u128 = 60_000;

#[test]
fn avec_et_sans_fusion_memes_issues_et_meme_nombre_de_chemins() {
    let mut compared = 0;
    for program in entrelacs_epreuves::PROGRAMS {
        let config = Config::default();
        let Ok(exploration) = explore(program, &config) else {
            continue;
        };
        let Some(paths) = exploration.graph().path_count() else {
            continue;
        };
        if paths > MAX_PATHS || !exploration.is_complete() {
            continue;
        }
        let unmerged = explore_unmerged(program, &config, u64::MAX).unwrap();
        let endings: BTreeSet<_> = exploration
            .outcomes()
            .iter()
            .map(|outcome| outcome.ending())
            .collect();
        assert_eq!(u128::from(unmerged.paths), paths, "{}", program.name);
        assert_eq!(unmerged.endings, endings, "{}", program.name);
        compared += 1;
    }
    assert!(compared >= 20, "seulement {compared} programmes comparés");
}
