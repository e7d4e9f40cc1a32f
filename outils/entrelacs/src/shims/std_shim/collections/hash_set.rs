//! `HashSet` : des valeurs toutes différentes, sans ordre.

use super::unordered::{self, Hidden, Unordered};
use crate::runtime::inspect;
use ::std::collections::HashSet as Real;
use ::std::collections::hash_set as real;
use ::std::fmt::{self, Debug};
use ::std::hash::{BuildHasher, Hash};
use ::std::ops::{BitAnd, BitOr, BitXor, Deref, DerefMut, Sub};

const KIND: &str = "Set";

/// Des valeurs toutes différentes. Tout ce qui ne montre pas l'ordre se fait par la
/// vraie collection, à travers `Deref`.
#[derive(Clone)]
pub struct HashSet<T, S = Hidden>(Real<T, S>);

impl<T> HashSet<T> {
    /// Un ensemble vide.
    pub fn new() -> Self {
        Self(Real::default())
    }

    /// Un ensemble vide, où `capacity` éléments ont leur place.
    pub fn with_capacity(capacity: usize) -> Self {
        Self(Real::with_capacity_and_hasher(capacity, Hidden::default()))
    }
}

impl<T, S> HashSet<T, S> {
    /// Un ensemble vide, avec son hachage.
    pub const fn with_hasher(hasher: S) -> Self {
        Self(Real::with_hasher(hasher))
    }

    /// Un ensemble vide, avec sa place et son hachage.
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> Self {
        Self(Real::with_capacity_and_hasher(capacity, hasher))
    }

    fn unordered<I>(&self, items: I) -> Unordered<I> {
        Unordered::new::<S>(items, self.len(), KIND)
    }

    #[track_caller]
    fn look(&self) {
        if self.len() > 1 && unordered::is_random::<S>() {
            unordered::seen(KIND);
        }
    }

    /// Les éléments.
    pub fn iter(&self) -> Unordered<real::Iter<'_, T>> {
        self.unordered(self.0.iter())
    }

    /// Les éléments, pris ; l'ensemble reste vide.
    pub fn drain(&mut self) -> Unordered<real::Drain<'_, T>> {
        let length = self.len();
        Unordered::new::<S>(self.0.drain(), length, KIND)
    }

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
        Unordered::new::<S>(self.0.union(&other.0), length, KIND)
    }

    /// Les éléments des deux.
    pub fn intersection<'a>(&'a self, other: &'a Self) -> Unordered<real::Intersection<'a, T, S>> {
        self.unordered(self.0.intersection(&other.0))
    }

    /// Les éléments du premier seulement.
    pub fn difference<'a>(&'a self, other: &'a Self) -> Unordered<real::Difference<'a, T, S>> {
        self.unordered(self.0.difference(&other.0))
    }

    /// Les éléments d'un seul des deux.
    pub fn symmetric_difference<'a>(
        &'a self,
        other: &'a Self,
    ) -> Unordered<real::SymmetricDifference<'a, T, S>> {
        let length = self.len() + other.len();
        Unordered::new::<S>(self.0.symmetric_difference(&other.0), length, KIND)
    }
}

impl<T, S> Deref for HashSet<T, S> {
    type Target = Real<T, S>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T, S> DerefMut for HashSet<T, S> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<T, S: Default> Default for HashSet<T, S> {
    fn default() -> Self {
        Self(Real::default())
    }
}

impl<T: Debug, S> Debug for HashSet<T, S> {
    #[track_caller]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !inspect::is_inspecting() {
            self.look();
        }
        f.debug_set().entries(self.0.iter()).finish()
    }
}

impl<T: Eq + Hash, S: BuildHasher> PartialEq for HashSet<T, S> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: Eq + Hash, S: BuildHasher> Eq for HashSet<T, S> {}

impl<T: Eq + Hash, const N: usize> From<[T; N]> for HashSet<T> {
    fn from(items: [T; N]) -> Self {
        Self::from_iter(items)
    }
}

impl<T: Eq + Hash, S: BuildHasher + Default> FromIterator<T> for HashSet<T, S> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(Real::from_iter(items))
    }
}

impl<T: Eq + Hash, S: BuildHasher> Extend<T> for HashSet<T, S> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.0.extend(items);
    }
}

impl<'a, T: Eq + Hash + Copy + 'a, S: BuildHasher> Extend<&'a T> for HashSet<T, S> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, items: I) {
        self.0.extend(items);
    }
}

impl<T, S> IntoIterator for HashSet<T, S> {
    type Item = T;
    type IntoIter = Unordered<real::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        let length = self.len();
        Unordered::new::<S>(self.0.into_iter(), length, KIND)
    }
}

impl<'a, T, S> IntoIterator for &'a HashSet<T, S> {
    type Item = &'a T;
    type IntoIter = Unordered<real::Iter<'a, T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
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
