//! `std::ptr` : ce qui se fait d'une adresse sans `unsafe`.
//!
//! L'ordre des adresses est celui de l'exploration : un programme qui compare par
//! `<` n'est prouvé que pour lui, et [`crate::Program::addresses`] le dit.

pub use ::std::ptr::{NonNull, addr_eq, eq, from_mut, from_ref, null, null_mut};
