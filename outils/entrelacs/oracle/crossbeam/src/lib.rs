//! Le vrai crossbeam-channel, sur les fils et les valeurs atomiques de shuttle.
//!
//! Sa source n'est pas ici : le script de construction la prend dans le registre
//! de cargo, à la version que fixe `Cargo.lock`, et l'adapte. [`facade`] est le
//! `std` que voient cette source et les programmes de l'oracle.

#![allow(
    unsafe_code,
    missing_docs,
    clippy::all,
    reason = "le texte de crossbeam-channel est le sien"
)]

pub mod facade;
pub mod waiting;

pub use crossbeam_utils::CachePadded;

/// `crossbeam_utils::sync`, de même.
pub mod sync {
    pub use self::group::WaitGroup;

    mod group {
        include!(concat!(env!("OUT_DIR"), "/wait_group_module.rs"));
        pub use self::wait_group::WaitGroup;
    }
}

include!(concat!(env!("OUT_DIR"), "/lib.rs"));
