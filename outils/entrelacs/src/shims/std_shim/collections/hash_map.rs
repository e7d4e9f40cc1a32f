//! `HashMap` : des valeurs retrouvées par leur clé, sans ordre.

use super::unordered::{self, Hidden, Unordered, collection};
use crate::runtime::inspect;
use ::std::borrow::Borrow;
use ::std::collections::HashMap as Real;
use ::std::collections::hash_map as real;
use ::std::fmt::{self, Debug};
use ::std::hash::{BuildHasher, Hash};
use ::std::ops::{Deref, DerefMut, Index};

pub use ::std::collections::hash_map::{Entry, OccupiedEntry, VacantEntry};
pub use ::std::hash::DefaultHasher;

/// Des valeurs retrouvées par leur clé. Tout ce qui ne montre pas l'ordre se fait
/// par la vraie collection, à travers `Deref`.
#[derive(Clone)]
pub struct HashMap<K, V, S = Hidden>(Real<K, V, S>);

collection!(HashMap<K, V>, "Map", debug_map, (K, V));

impl<K, V, S> HashMap<K, V, S> {
    /// Les clés et les valeurs, à modifier.
    pub fn iter_mut(&mut self) -> Unordered<real::IterMut<'_, K, V>> {
        let length = self.len();
        Unordered::new::<S>(self.0.iter_mut(), length, "Map")
    }

    /// Les clés.
    pub fn keys(&self) -> Unordered<real::Keys<'_, K, V>> {
        Unordered::new::<S>(self.0.keys(), self.len(), "Map")
    }

    /// Les valeurs.
    pub fn values(&self) -> Unordered<real::Values<'_, K, V>> {
        Unordered::new::<S>(self.0.values(), self.len(), "Map")
    }

    /// Les valeurs, à modifier.
    pub fn values_mut(&mut self) -> Unordered<real::ValuesMut<'_, K, V>> {
        let length = self.len();
        Unordered::new::<S>(self.0.values_mut(), length, "Map")
    }

    /// Les clés, prises.
    pub fn into_keys(self) -> Unordered<real::IntoKeys<K, V>> {
        let length = self.len();
        Unordered::new::<S>(self.0.into_keys(), length, "Map")
    }

    /// Les valeurs, prises.
    pub fn into_values(self) -> Unordered<real::IntoValues<K, V>> {
        let length = self.len();
        Unordered::new::<S>(self.0.into_values(), length, "Map")
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

impl<K: Eq + Hash + Borrow<Q>, Q: Eq + Hash + ?Sized, V, S: BuildHasher> Index<&Q>
    for HashMap<K, V, S>
{
    type Output = V;

    #[track_caller]
    fn index(&self, key: &Q) -> &V {
        &self.0[key]
    }
}

impl<'a, K, V, S> IntoIterator for &'a mut HashMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = Unordered<real::IterMut<'a, K, V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}
