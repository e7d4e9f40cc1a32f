//! `HashSet` : des valeurs toutes différentes, sans ordre.

use super::unordered::{self, Hidden, Unordered, collection};
use crate::runtime::inspect;
use ::std::collections::HashSet as Real;
use ::std::collections::hash_set as real;
use ::std::fmt::{self, Debug};
use ::std::hash::{BuildHasher, Hash};
use ::std::ops::{BitAnd, BitOr, BitXor, Deref, DerefMut, Sub};

/// Des valeurs toutes différentes. Tout ce qui ne montre pas l'ordre se fait par la
/// vraie collection, à travers `Deref`.
#[derive(Clone)]
pub struct HashSet<T, S = Hidden>(Real<T, S>);

collection!(HashSet<T>, "Set", debug_set, T);

impl<T, S> HashSet<T, S> {
    /// Ne garde que ce qui plaît à `keep`, qui verrait l'ordre.
    #[track_caller]
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, keep: F) {
        self.look();
        self.0.retain(keep);
    }
}

impl<T: Eq + Hash, S: BuildHasher> HashSet<T, S> {
    /// Les éléments de l'un ou de l'autre.
    pub fn union<'a>(&'a self, other: &'a Self) -> Unordered<real::Union<'a, T, S>> {
        let length = self.len() + other.len();
        Unordered::new::<S>(self.0.union(&other.0), length, "Set")
    }

    /// Les éléments des deux.
    pub fn intersection<'a>(&'a self, other: &'a Self) -> Unordered<real::Intersection<'a, T, S>> {
        Unordered::new::<S>(self.0.intersection(&other.0), self.len(), "Set")
    }

    /// Les éléments du premier seulement.
    pub fn difference<'a>(&'a self, other: &'a Self) -> Unordered<real::Difference<'a, T, S>> {
        Unordered::new::<S>(self.0.difference(&other.0), self.len(), "Set")
    }

    /// Les éléments d'un seul des deux.
    pub fn symmetric_difference<'a>(
        &'a self,
        other: &'a Self,
    ) -> Unordered<real::SymmetricDifference<'a, T, S>> {
        let length = self.len() + other.len();
        Unordered::new::<S>(self.0.symmetric_difference(&other.0), length, "Set")
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $sign:tt) => {
        impl<T: Eq + Hash + Clone, S: BuildHasher + Default> $trait for &HashSet<T, S> {
            type Output = HashSet<T, S>;

            fn $method(self, other: Self) -> HashSet<T, S> {
                HashSet(&self.0 $sign &other.0)
            }
        }
    };
}

operator!(BitAnd, bitand, &);
operator!(BitOr, bitor, |);
operator!(BitXor, bitxor, ^);
operator!(Sub, sub, -);
