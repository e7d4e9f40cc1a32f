//! Les modèles de `std` et de crossbeam, que le programme exploré prend pour les vrais.

/// Affiche par `Debug` le seul nom de chaque type, comme le vrai. Avec `padded`, le
/// texte est complété à la largeur demandée, comme le fait crossbeam.
macro_rules! opaque {
    (padded $([$($generic:ident)?] $type:ty: $text:literal,)+) => {
        $(impl$(<$generic>)? fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad($text)
            }
        })+
    };
    ($([$($generic:ident)?] $type:ty: $name:literal,)+) => {
        $(impl$(<$generic>)? fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct($name).finish_non_exhaustive()
            }
        })+
    };
}

pub(crate) mod channel;
pub mod crossbeam;
pub mod crossbeam_channel;
pub mod crossbeam_utils;
pub mod std_shim;
