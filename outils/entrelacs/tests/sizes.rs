//! La taille des explorations, à côté de celle qu'un prototype avait relevée.

use entrelacs::{Config, explore};

/// Un programme, ses états, étapes et issues ; puis ceux du prototype. Les deux
/// derniers programmes ne sont pas les siens : nos philosophes n'affichent rien,
/// et nos verrous opposés affichent une ligne de plus.
type Row = (&'static str, [usize; 3], [usize; 3]);

const SIZES: &[Row] = &[
    ("tailles/mutex_2", [20, 24, 1], [20, 24, 1]),
    ("tailles/mutex_3", [48, 72, 1], [48, 72, 1]),
    ("tailles/mutex_4", [116, 200, 1], [116, 200, 1]),
    ("tailles/production_bavarde", [206, 221, 16], [206, 221, 16]),
    ("classiques/verrous_opposes", [31, 35, 3], [29, 31, 3]),
    ("classiques/philosophes_3", [144, 278, 2], [189, 309, 7]),
];

#[test]
fn la_taille_de_chaque_exploration_est_connue() {
    let mut wrong = Vec::new();
    for (name, expected, prototype) in SIZES {
        let exploration = explore(entrelacs_corpus::program(name), &Config::default()).unwrap();
        assert!(exploration.is_complete(), "{name}");
        let graph = exploration.graph();
        let size = [
            graph.state_count(),
            graph.edge_count(),
            exploration.outcomes().len(),
        ];
        println!("{name:<44} {size:?}, prototype {prototype:?}");
        if size != *expected {
            wrong.push((name, size, expected));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
