//! `std::collections` : les collections, dont celles que l'ordre ne suit pas.
//!
//! Une `HashMap` range ses clés au hasard : son ordre change d'une exécution à
//! l'autre. Tout ce qui n'en dépend pas est permis ; la parcourir ne l'est que si
//! elle a au plus un élément, ou par ce qui ne montre pas l'ordre (`sum`, `count`,
//! `min`, `max`, `all`, `any`).

pub use ::std::collections::{
    BTreeMap, BTreeSet, BinaryHeap, LinkedList, TryReserveError, VecDeque, binary_heap, btree_map,
    btree_set, linked_list, vec_deque,
};

pub mod hash_map;
pub mod hash_set;
mod unordered;

pub use self::hash_map::HashMap;
pub use self::hash_set::HashSet;
