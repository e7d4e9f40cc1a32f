//! Les modèles de `std` et de crossbeam, que le programme exploré prend pour les vrais.

pub(crate) mod channel;
pub mod crossbeam;
pub mod crossbeam_channel;
pub mod crossbeam_utils;
pub mod std_shim;
