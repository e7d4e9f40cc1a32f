//! `HashMap` : des valeurs retrouvées par leur clé, sans ordre.

use super::unordered::{self, Hidden, Unordered};
use crate::runtime::inspect;
use ::std::borrow::Borrow;
use ::std::collections::HashMap as Real;
use ::std::collections::hash_map as real;
use ::std::fmt::{self, Debug};
use ::std::hash::{BuildHasher, Hash};
use ::std::ops::{Deref, DerefMut, Index};

pub use ::std::collections::hash_map::{Entry, OccupiedEntry, VacantEntry};
pub use ::std::hash::DefaultHasher;

const KIND: &str = "Map";

/// Des valeurs retrouvées par leur clé. Tout ce qui ne montre pas l'ordre se fait
/// par la vraie collection, à travers `Deref`.
#[derive(Clone)]
pub struct HashMap<K, V, S = Hidden>(Real<K, V, S>);

impl<K, V> HashMap<K, V> {
    /// Une collection vide.
    pub fn new() -> Self {
        Self(Real::default())
    }

    /// Une collection vide, où `capacity` éléments ont leur place.
    pub fn with_capacity(capacity: usize) -> Self {
        Self(Real::with_capacity_and_hasher(capacity, Hidden::default()))
    }
}

impl<K, V, S> HashMap<K, V, S> {
    /// Une collection vide, avec son hachage.
    pub const fn with_hasher(hasher: S) -> Self {
        Self(Real::with_hasher(hasher))
    }

    /// Une collection vide, avec sa place et son hachage.
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

    /// Les clés et les valeurs.
    pub fn iter(&self) -> Unordered<real::Iter<'_, K, V>> {
        self.unordered(self.0.iter())
    }

    /// Les clés et les valeurs, à modifier.
    pub fn iter_mut(&mut self) -> Unordered<real::IterMut<'_, K, V>> {
        let length = self.len();
        Unordered::new::<S>(self.0.iter_mut(), length, KIND)
    }

    /// Les clés.
    pub fn keys(&self) -> Unordered<real::Keys<'_, K, V>> {
        self.unordered(self.0.keys())
    }

    /// Les valeurs.
    pub fn values(&self) -> Unordered<real::Values<'_, K, V>> {
        self.unordered(self.0.values())
    }

    /// Les valeurs, à modifier.
    pub fn values_mut(&mut self) -> Unordered<real::ValuesMut<'_, K, V>> {
        let length = self.len();
        Unordered::new::<S>(self.0.values_mut(), length, KIND)
    }

    /// Les clés, prises.
    pub fn into_keys(self) -> Unordered<real::IntoKeys<K, V>> {
        let length = self.len();
        Unordered::new::<S>(self.0.into_keys(), length, KIND)
    }

    /// Les valeurs, prises.
    pub fn into_values(self) -> Unordered<real::IntoValues<K, V>> {
        let length = self.len();
        Unordered::new::<S>(self.0.into_values(), length, KIND)
    }

    /// Les clés et les valeurs, prises ; la collection reste vide.
    pub fn drain(&mut self) -> Unordered<real::Drain<'_, K, V>> {
        let length = self.len();
        Unordered::new::<S>(self.0.drain(), length, KIND)
    }

    /// Ne garde que ce qui plaît à `keep`, qui verrait l'ordre.
    #[track_caller]
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, keep: F) {
        self.look();
        self.0.retain(keep);
    }

    /// Prend ce qui plaît à `take`, qui verrait l'ordre.
    #[track_caller]
    pub fn extract_if<F: FnMut(&K, &mut V) -> bool>(
        &mut self,
        take: F,
    ) -> real::ExtractIf<'_, K, V, F> {
        self.look();
        self.0.extract_if(take)
    }
}

impl<K, V, S> Deref for HashMap<K, V, S> {
    type Target = Real<K, V, S>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<K, V, S> DerefMut for HashMap<K, V, S> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<K, V, S: Default> Default for HashMap<K, V, S> {
    fn default() -> Self {
        Self(Real::default())
    }
}

impl<K: Debug, V: Debug, S> Debug for HashMap<K, V, S> {
    #[track_caller]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !inspect::is_inspecting() {
            self.look();
        }
        f.debug_map().entries(self.0.iter()).finish()
    }
}

impl<K: Eq + Hash, V: PartialEq, S: BuildHasher> PartialEq for HashMap<K, V, S> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K: Eq + Hash, V: Eq, S: BuildHasher> Eq for HashMap<K, V, S> {}

impl<K: Eq + Hash + Borrow<Q>, Q: Eq + Hash + ?Sized, V, S: BuildHasher> Index<&Q>
    for HashMap<K, V, S>
{
    type Output = V;

    #[track_caller]
    fn index(&self, key: &Q) -> &V {
        &self.0[key]
    }
}

impl<K: Eq + Hash, V, const N: usize> From<[(K, V); N]> for HashMap<K, V> {
    fn from(items: [(K, V); N]) -> Self {
        Self::from_iter(items)
    }
}

impl<K: Eq + Hash, V, S: BuildHasher + Default> FromIterator<(K, V)> for HashMap<K, V, S> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(items: I) -> Self {
        Self(Real::from_iter(items))
    }
}

impl<K: Eq + Hash, V, S: BuildHasher> Extend<(K, V)> for HashMap<K, V, S> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, items: I) {
        self.0.extend(items);
    }
}

impl<'a, K: Eq + Hash + Copy, V: Copy, S: BuildHasher> Extend<(&'a K, &'a V)> for HashMap<K, V, S> {
    fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, items: I) {
        self.0.extend(items);
    }
}

impl<K, V, S> IntoIterator for HashMap<K, V, S> {
    type Item = (K, V);
    type IntoIter = Unordered<real::IntoIter<K, V>>;

    fn into_iter(self) -> Self::IntoIter {
        let length = self.len();
        Unordered::new::<S>(self.0.into_iter(), length, KIND)
    }
}

impl<'a, K, V, S> IntoIterator for &'a HashMap<K, V, S> {
    type Item = (&'a K, &'a V);
    type IntoIter = Unordered<real::Iter<'a, K, V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, K, V, S> IntoIterator for &'a mut HashMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = Unordered<real::IterMut<'a, K, V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}
