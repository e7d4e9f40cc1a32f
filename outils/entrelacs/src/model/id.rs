//! Les numéros : d'un fil, d'un objet, d'une valeur, d'une mémoire.

/// L'identité d'un fil : la même dans toutes les exécutions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadId(pub(crate) u32);

impl ThreadId {
    /// Le fil qui exécute `main`.
    pub const MAIN: Self = Self(0);
}

/// L'identité d'un objet partagé : la même dans toutes les exécutions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub(crate) u32);

/// L'empreinte d'une valeur : ce que l'explorateur sait de son contenu. Deux
/// valeurs de même empreinte ne se distinguent pas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Token(pub u32);

impl Token {
    /// L'empreinte de `()`.
    pub const UNIT: Self = Self(0);
}

/// Une empreinte de 128 bits : d'une mémoire.
pub(crate) type Fingerprint = [u64; 2];
