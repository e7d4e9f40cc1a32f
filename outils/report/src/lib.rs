//! Les programmes que lancent `cargo xtask explore` ([`explore`]) et `cargo xtask
//! exercices` ([`verify`]) : ils explorent par `entrelacs` et disent ce qu'ils ont
//! trouvé.

mod advice;
pub mod explore;
mod options;
mod text;
pub mod verify;

pub use self::text::{incomplete, text};
