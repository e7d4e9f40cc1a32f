//! Des processus fils qui ne survivent jamais à qui les lance.
//!
//! Chacun est dans un groupe à lui (un « job » sous Windows), qui meurt en entier
//! avec lui : quand l'utilisateur interrompt la commande, quand le fils dépasse ce
//! qui lui est permis, ou quand on cesse de l'attendre.
//!
//! | module | rôle |
//! |---|---|
//! | [`runner`] | lance, attend, interrompt |
//! | [`bounded`] | ce qu'un fils a le droit de durer et d'écrire |
//! | [`stillness`] | reconnaître un fils bloqué |
//! | [`error`](mod@error) | ce qui l'empêche d'aller à sa fin |
//! | [`confined`] | un programme dont on ne sait rien : borné, sans reste |
//! | [`held`] | un fils qui disparaît même si celui qui l'a lancé est tué |

pub mod bounded;
pub mod confined;
pub mod error;
pub mod held;
pub mod runner;
pub mod stillness;

mod group;

pub use bounded::{End, Ended, Limits};
pub use confined::{Channel, Confinement, Outcome};
pub use error::ProcessError;
pub use runner::{Captured, Runner, Started};
