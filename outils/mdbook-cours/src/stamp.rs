//! Ce qui distingue un texte d'un autre.

use fnv::FnvHasher;
use std::hash::Hasher as _;

/// Ce qui distingue deux versions d'un texte : une empreinte de 64 bits,
/// réduite à six chiffres hexadécimaux.
pub fn stamp(text: &str) -> String {
    let hash = hash(text);
    format!("{:06x}", (hash ^ (hash >> 24) ^ (hash >> 48)) & 0xff_ffff)
}

/// Une empreinte de `text` qui ne change ni d'une machine, ni d'une construction à
/// l'autre (`FNV-1a`, 64 bits).
pub fn hash(text: &str) -> u64 {
    hash_bytes(text.as_bytes())
}

/// De même, de n'importe quels octets.
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(bytes);
    hasher.finish()
}
