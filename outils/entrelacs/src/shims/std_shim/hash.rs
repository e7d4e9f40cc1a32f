//! `std::hash`, sans ce qui est au hasard.

pub use ::std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash, Hasher};
