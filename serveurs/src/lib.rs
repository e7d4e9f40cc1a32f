//! Ce que partagent les deux serveurs Rust du salon : ce qu'ils demandent, ce
//! qu'ils refusent, ce qu'ils gardent. Aucun fil, aucune tâche, aucune connexion.
//!
//! `fils/` est le serveur à fils, `taches/` celui d'axum, `go/` leur jumeau Go.
//! Tous trois parlent le même protocole, écrit dans `ARCHITECTURE.md`.

pub mod bounds;
pub mod bucket;
pub mod descriptors;
pub mod events;
pub mod frames;
pub mod history;
pub mod options;
pub mod page;
pub mod request;
pub mod state;
