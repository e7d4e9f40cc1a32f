//! Les objets partagés, les opérations, et ce que l'une fait à l'autre : rien que
//! des données, qui ne savent rien du programme qui s'exécute.

pub(crate) mod automaton;
pub(crate) mod fire;
pub(crate) mod id;
pub(crate) mod object;
pub(crate) mod op;
pub(crate) mod registry;
pub(crate) mod rules;
pub(crate) mod time;
pub(crate) mod transitions;
pub(crate) mod world;
