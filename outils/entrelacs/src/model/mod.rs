//! Les objets partagés, les opérations, et ce que l'une fait à l'autre.

pub(crate) mod channel;
pub(crate) mod fire;
pub(crate) mod object;
pub(crate) mod op;
pub(crate) mod transitions;
pub(crate) mod value;
pub(crate) mod world;
