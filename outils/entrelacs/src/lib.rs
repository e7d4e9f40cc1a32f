//! Tous les entrelacements d'un programme concurrent.
//!
//! `entrelacs` prend un programme Rust tel quel et calcule toutes ses
//! exécutions : les issues possibles ([`Outcome`] : ce qu'il affiche, et s'il
//! finit, panique ou se bloque), un plus court chemin vers chacune
//! ([`Schedule`]), et le graphe de ses états ([`StateGraph`]).
//!
//! # Comment
//!
//! [`import`] recopie le programme en plaçant, sur sa première ligne, des noms
//! qui cachent ceux de la bibliothèque standard et de crossbeam. Chaque fil est
//! alors une coroutine, qui annonce sa prochaine opération et s'arrête.
//! [`explore`] choisit qui avance, de toutes les façons, et fusionne les états
//! égaux.
//!
//! # Ce qui est prouvé, et ce qui ne l'est pas
//!
//! - Les valeurs atomiques sont séquentiellement cohérentes : les effets propres
//!   à `Relaxed`, `Acquire` et `Release` ne sont pas vus.
//! - Un fil ne s'interrompt qu'à ses opérations. Rust sans `unsafe` garantit que
//!   cela suffit ; un programme qui contient `unsafe` n'est pas prouvé.
//! - Un fil ne doit dépendre que de ce qu'il observe. L'adresse d'une valeur,
//!   l'ordre d'une `HashMap`, l'heure sont refusés quand ils se remarquent.
//! - Un texte à afficher est composé, puis affiché d'un geste : ce que son
//!   `Display` ou son `Debug` lit peut avoir changé entre-temps, alors qu'un vrai
//!   `println!` garde la sortie pour lui.
//! - Les échecs sans raison de `compare_exchange_weak` ne sont pas produits ; ceux
//!   des attentes le sont si [`Config::spurious_wakeups`] le demande.
//! - Quand un écrivain attend un `RwLock`, un lecteur passe ou attend : les deux
//!   sont suivis.
//! - Un `Arc` du modèle ne se convertit pas en `Arc<dyn Trait>`.
//! - Une exploration qui atteint une borne est incomplète, et le dit.
//!
//! # Exemple
//!
//! ```
//! use entrelacs::std_shim as std;
//! use std::sync::{Arc, Mutex};
//! use std::thread;
//!
//! fn main_du_programme() {
//!     let (a, b) = (Arc::new(Mutex::new(())), Arc::new(Mutex::new(())));
//!     let (a2, b2) = (a.clone(), b.clone());
//!     let fil = thread::spawn(move || {
//!         let _b = b2.lock().unwrap();
//!         let _a = a2.lock().unwrap();
//!     });
//!     let _a = a.lock().unwrap();
//!     let _b = b.lock().unwrap();
//!     drop((_a, _b));
//!     fil.join().unwrap();
//! }
//!
//! let program = entrelacs::Program::new(main_du_programme);
//! let exploration = entrelacs::explore(&program, &entrelacs::Config::default())?;
//! let deadlocks = exploration
//!     .outcomes()
//!     .into_iter()
//!     .filter(|outcome| outcome.kind == entrelacs::OutcomeKind::Deadlock);
//! assert_eq!(deadlocks.count(), 1);
//! # Ok::<(), entrelacs::Error>(())
//! ```

#![deny(unsafe_code)] // sauf dans `runtime`, qui dit pourquoi

#[cfg(feature = "explorer")]
mod advice;
#[cfg(feature = "explorer")]
mod automaton;
#[cfg(feature = "explorer")]
mod channel;
#[cfg(feature = "explorer")]
pub mod command;
#[cfg(feature = "explorer")]
mod config;
#[cfg(feature = "explorer")]
pub mod crossbeam_channel;
#[cfg(feature = "explorer")]
pub mod crossbeam_utils;
#[cfg(feature = "explorer")]
mod describe;
#[cfg(feature = "explorer")]
mod error;
#[cfg(feature = "explorer")]
mod execution;
#[cfg(feature = "explorer")]
mod exploration;
#[cfg(feature = "explorer")]
mod explorer;
#[cfg(feature = "explorer")]
mod fire;
#[cfg(feature = "explorer")]
mod graph;
#[cfg(feature = "explorer")]
mod handle;
#[cfg(feature = "explorer")]
mod identity;
pub mod import;
#[cfg(feature = "explorer")]
pub mod json;
#[cfg(feature = "explorer")]
mod lines;
#[cfg(feature = "explorer")]
mod memory;
#[cfg(feature = "explorer")]
mod monitor;
#[cfg(feature = "explorer")]
mod names;
#[cfg(feature = "explorer")]
mod object;
#[cfg(feature = "explorer")]
mod op;
#[cfg(feature = "explorer")]
mod outcome;
#[cfg(feature = "explorer")]
#[doc(hidden)]
pub mod output;
#[cfg(feature = "explorer")]
mod outputs;
#[cfg(feature = "explorer")]
mod panics;
#[cfg(feature = "explorer")]
mod program;
#[cfg(feature = "explorer")]
mod reduction;
#[cfg(feature = "explorer")]
mod report;
#[cfg(feature = "explorer")]
mod runtime;
#[cfg(feature = "explorer")]
mod schedule;
#[cfg(feature = "explorer")]
mod session;
#[cfg(feature = "explorer")]
pub mod std_shim;
#[cfg(feature = "explorer")]
mod transitions;
#[cfg(feature = "explorer")]
mod unmerged;
#[cfg(feature = "explorer")]
mod value;
#[cfg(feature = "explorer")]
pub mod verification;
#[cfg(feature = "explorer")]
mod watchdog;
#[cfg(feature = "explorer")]
mod world;

#[cfg(feature = "explorer")]
pub use self::{
    config::{Config, Identity, Reduce, TimeModel},
    describe::ObjectView,
    error::Error,
    exploration::{Exploration, Statistics, ThreadView},
    explorer::explore,
    graph::{Edge, StateGraph},
    monitor::{StoppedBy, peak_memory, resident_memory},
    op::{ObjectId, ThreadId},
    outcome::{Blocked, Ending, Outcome, OutcomeKind, Panicked},
    program::Program,
    runtime::StaticArea,
    schedule::{Schedule, ToldStep},
    transitions::{Choice, Transition},
    unmerged::{Unmerged, explore_unmerged},
    value::register,
};
