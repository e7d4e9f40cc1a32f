//! Les programmes tirés qui sont aussi compilés.
//!
//! La mémoire d'un fil est celle d'un vrai programme : ceux-ci passent par rustc,
//! comme le font les programmes d'un lecteur.

use crate::draw::draw;
use crate::program::Program;
use crate::text::{rust, rust_between};

/// Leurs graines : des programmes de toutes sortes, que la référence épuise vite.
const SEEDS: &[u64] = &[
    0, 2, 6, 8, 9, 11, 12, 15, 17, 21, 22, 23, 27, 34, 35, 36, 38, 39, 40, 43, 44, 48, 49, 51, 56,
    57, 68, 71, 76, 78, 83, 84, 87, 111, 116, 127, 148, 155, 158, 199, 222, 266, 297, 317, 322,
    375, 571, 1175, 2730,
];

/// Un programme tiré, et son nom.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// Son nom parmi les programmes d'épreuve.
    pub name: String,
    /// Le programme.
    pub program: Program,
}

impl Compiled {
    /// Son texte, avec en tête la ligne `//!` qu'ont tous les programmes d'épreuve.
    pub fn text(&self) -> String {
        format!("//! {}\n{}", self.name, rust(&self.program))
    }

    /// Le même, avec `before` devant chaque instruction.
    pub fn text_between(&self, before: &str) -> String {
        format!("//! {}\n{}", self.name, rust_between(&self.program, before))
    }
}

/// Les programmes à compiler.
pub fn compiled() -> Vec<Compiled> {
    let named = |&seed: &u64| Compiled {
        name: format!("tirage/{seed:04}"),
        program: draw(seed),
    };
    SEEDS.iter().map(named).collect()
}
