//! Tous les entrelacements d'un programme concurrent.
//!
//! `entrelacs` prend un programme Rust tel quel et calcule toutes ses
//! exécutions : les issues possibles ([`Outcome`] : ce qu'il affiche, et s'il
//! finit, panique ou se bloque), un plus court chemin vers chacune
//! ([`Schedule`]), et le graphe de ses états ([`StateGraph`]).
//!
//! # Comment
//!
//! `entrelacs-import` recopie le programme en plaçant, sur sa première ligne, des noms
//! qui cachent ceux de la bibliothèque standard et de crossbeam. Chaque fil est
//! alors une coroutine, qui annonce sa prochaine opération et s'arrête.
//! [`explore`] choisit qui avance, de toutes les façons, et fusionne les états
//! égaux.
//!
//! # Ce qui est prouvé, et ce qui ne l'est pas
//!
//! Si [`Exploration::is_complete`], chaque issue donnée est possible, et aucune autre
//! ne l'est, sous ces hypothèses :
//!
//! - Un fil est reconnu à sa mémoire ([`Identity::Memory`]) : deux états n'en font
//!   qu'un si chaque fil y a la même, à une empreinte de 128 bits près, et si les
//!   objets partagés y sont dans le même état. Un tour de boucle n'en répète un autre que
//!   si la mémoire y revient la même ; sinon la boucle est déroulée jusqu'à [`Config::max_steps`]. Là où la
//!   mémoire ne peut pas être réservée, un fil est reconnu à l'histoire de ses réponses :
//!   on fusionne moins.
//! - De plusieurs étapes indépendantes, un seul ordre est suivi au-delà d'un nombre
//!   d'états ([`Reduce`]). Les issues sont les mêmes.
//! - Les valeurs atomiques sont séquentiellement cohérentes. Un programme sans accès
//!   concurrent n'a alors pas d'autres exécutions que ses entrelacements ; les effets
//!   propres à `Relaxed`, `Acquire` et `Release` ne sont pas vus, et
//!   [`Program::weak_orderings`] dit si le programme demande moins que `SeqCst`.
//! - Un fil ne s'interrompt qu'à ses opérations. Rust sans `unsafe` garantit que
//!   cela suffit ; `entrelacs-import` refuse `unsafe`.
//! - Un fil ne doit dépendre que de ce qu'il observe. Afficher une adresse, voir l'ordre
//!   d'une `HashMap`, lire la date sont refusés ; lire `Instant` aussi, sauf en temps
//!   ordonné. Des chemins rejoués à la fin ([`Config::verifications`]) le vérifient
//!   en partie.
//! - Le numéro d'un fil est le rang de son lancement. Un programme qui en affiche un, et
//!   où un autre fil que `main` en lance, est refusé.
//! - Deux fils qui s'attendent l'un l'autre par `join` se bloquent ; un vrai système
//!   peut refuser la seconde attente, et `join` y panique.
//! - La taille d'un type modélisé (`size_of::<Mutex<u8>>()`) n'est pas celle du vrai.
//! - L'ordre des adresses est celui de l'exploration : [`Program::addresses`] dit si
//!   le programme peut le voir.
//! - Un délai expire à tout moment. En temps ordonné, il expire à son heure et les
//!   calculs ne durent rien : voir [`TimeModel::Ordered`].
//! - Un fil qui peut toujours avancer finit par avancer : une attente active n'est un
//!   échec ([`OutcomeKind::Livelock`]) que si plus aucune fin n'est accessible.
//! - Un texte à afficher est composé, puis affiché d'un geste : ce que son
//!   `Display` ou son `Debug` lit peut avoir changé entre-temps, alors qu'un vrai
//!   `println!` garde la sortie pour lui.
//! - Les échecs sans raison de `compare_exchange_weak` ne sont pas produits ; ceux
//!   des attentes le sont si [`Config::spurious_wakeups`] le demande.
//! - Quand un écrivain attend un `RwLock`, un lecteur passe ou attend : les deux
//!   sont suivis.
//! - Les piles ont les tailles que donne la bibliothèque standard, ou que demande
//!   `Builder::stack_size`. Un débordement dépend des cadres que choisit le
//!   compilateur : ceux du programme exploré ne sont pas ceux de `--release`.
//! - Les variables `thread_local!` de `main` sont détruites à sa fin ; rien ne le
//!   garantit d'un vrai programme.
//! - Ce qui n'est pas modélisé est refusé : `entrelacs-import` en a la liste.
//!
//! Une exploration qui atteint une borne est incomplète, et le dit : ses issues sont
//! possibles, d'autres peuvent l'être.
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

// Ce que `build.rs` a obtenu du compilateur : voir `std_shim::sync::arc` et `handle`.
#![cfg_attr(
    privileged,
    feature(
        coerce_unsized,
        unsize,
        dispatch_from_dyn,
        legacy_receiver_trait,
        core_intrinsics,
        const_eval_select
    ),
    allow(internal_features)
)]
// Ce qui s'appuie sur le système n'a pas d'emploi ailleurs.
#![cfg_attr(not(all(arena, signals)), allow(dead_code))]
#![deny(unsafe_code)] // sauf dans `runtime`, où chaque module dit pourquoi

mod exploration;
mod model;
mod result;
mod runtime;
mod shims;

pub use recit::ending::{Blocked, OutcomeKind, Panicked, Stopped};

/// Ce qu'écrivent les macros d'affichage.
#[doc(hidden)]
pub mod output {
    pub use crate::runtime::output::print;
    pub use crate::shims::std_shim::print::debug;
}

pub use self::shims::{crossbeam, crossbeam_channel, crossbeam_utils, std_shim};
pub use self::{
    exploration::config::{Config, Reduce},
    exploration::error::Error,
    exploration::explorer::Statistics,
    exploration::graph::{Edge, StateGraph},
    exploration::monitor::{StoppedBy, peak_memory, resident_memory},
    exploration::program::Program,
    model::id::{ObjectId, ThreadId},
    model::rules::{Identity, TimeModel},
    model::transitions::{Choice, Transition},
    result::exploration::{Exploration, Found, ThreadView, explore},
    result::outcome::{Ending, Outcome, Schedule},
    result::unmerged::{Unmerged, explore_unmerged},
    runtime::inspect::register,
    runtime::statics::StaticArea,
};
