//! Le banc d'essai des serveurs de salon.
//!
//! Il ne sait d'eux que leur ligne de commande et leur protocole : il lance un
//! serveur comme un processus ([`server`]), lui parle par un client à lui
//! ([`client`]), directement ou à travers un mandataire qui abîme la connexion
//! ([`proxy`]), et juge ce qu'il répond ([`cases`]). Un échec dit la panne
//! provoquée, ce qui était attendu, et ce qui a été vu ([`verdict`]).

pub mod cases;
pub mod client;
pub mod frame;
pub mod http;
pub mod load;
pub mod patience;
pub mod proxy;
pub mod server;
mod stalls;
pub mod verdict;
