//! Ce qui n'a pas d'ordre, et ce qu'on peut en faire sans le voir.

use crate::runtime::operation;
use ::std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use ::std::iter::{FusedIterator, Product, Sum};

/// Le hachage par défaut d'une collection. Il est le même à chaque exécution ; le
/// vrai ne l'est pas, et rien ici ne montre la différence.
#[derive(Clone, Debug, Default)]
pub struct Hidden(BuildHasherDefault<DefaultHasher>);

impl BuildHasher for Hidden {
    type Hasher = DefaultHasher;

    fn build_hasher(&self) -> DefaultHasher {
        self.0.build_hasher()
    }
}

/// Vrai si le hachage `S` donne un ordre au hasard : celui par défaut.
pub(super) fn is_random<S>() -> bool {
    ::std::any::type_name::<S>() == ::std::any::type_name::<Hidden>()
}

/// Refuse le programme : il voit un ordre qui est au hasard.
#[track_caller]
pub(super) fn seen(kind: &str) -> ! {
    operation::unsupported(format!(
        "l'ordre d'une `Hash{kind}` change d'une exécution à l'autre : écrivez `BTree{kind}`"
    ))
}

/// Les éléments d'une collection sans ordre.
#[derive(Clone, Debug)]
pub struct Unordered<I> {
    items: I,
    kind: &'static str,
    random: bool,
}

impl<I> Unordered<I> {
    pub(super) fn new<S>(items: I, length: usize, kind: &'static str) -> Self {
        Self {
            items,
            kind,
            random: length > 1 && is_random::<S>(),
        }
    }

    #[track_caller]
    fn look(&self) {
        if self.random {
            seen(self.kind);
        }
    }
}

impl<I: Iterator> Iterator for Unordered<I> {
    type Item = I::Item;

    #[track_caller]
    fn next(&mut self) -> Option<I::Item> {
        self.look();
        self.items.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.items.size_hint()
    }

    fn count(self) -> usize {
        self.items.count()
    }

    #[track_caller]
    fn sum<T: Sum<I::Item>>(self) -> T {
        // L'arrondi d'une somme de flottants dépend de l'ordre.
        if ::std::any::type_name::<T>().starts_with('f') {
            self.look();
        }
        self.items.sum()
    }

    #[track_caller]
    fn product<T: Product<I::Item>>(self) -> T {
        if ::std::any::type_name::<T>().starts_with('f') {
            self.look();
        }
        self.items.product()
    }

    fn min(self) -> Option<I::Item>
    where
        I::Item: Ord,
    {
        self.items.min()
    }

    fn max(self) -> Option<I::Item>
    where
        I::Item: Ord,
    {
        self.items.max()
    }

    fn all<F: FnMut(I::Item) -> bool>(&mut self, f: F) -> bool {
        self.items.all(f)
    }

    fn any<F: FnMut(I::Item) -> bool>(&mut self, f: F) -> bool {
        self.items.any(f)
    }
}

impl<I: ExactSizeIterator> ExactSizeIterator for Unordered<I> {}
impl<I: FusedIterator> FusedIterator for Unordered<I> {}

/// Ce qu'ont en commun `HashMap` et `HashSet`, qui s'affichent par `$debug` et dont
/// les éléments sont des `$item`.
macro_rules! collection {
    ($name:ident<$($param:ident),+>, $kind:literal, $debug:ident, $item:ty) => {
        impl<$($param),+> $name<$($param),+> {
            /// Une collection vide.
            pub fn new() -> Self {
                Self(Real::default())
            }

            /// Une collection vide, où `capacity` éléments ont leur place.
            pub fn with_capacity(capacity: usize) -> Self {
                Self(Real::with_capacity_and_hasher(capacity, Hidden::default()))
            }
        }

        impl<$($param),+, S> $name<$($param),+, S> {
            /// Une collection vide, avec son hachage.
            pub const fn with_hasher(hasher: S) -> Self {
                Self(Real::with_hasher(hasher))
            }

            /// Une collection vide, avec sa place et son hachage.
            pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> Self {
                Self(Real::with_capacity_and_hasher(capacity, hasher))
            }

            #[track_caller]
            fn look(&self) {
                if self.len() > 1 && unordered::is_random::<S>() {
                    unordered::seen($kind);
                }
            }

            /// Les éléments.
            pub fn iter(&self) -> Unordered<real::Iter<'_, $($param),+>> {
                Unordered::new::<S>(self.0.iter(), self.len(), $kind)
            }

            /// Les éléments, pris ; la collection reste vide.
            pub fn drain(&mut self) -> Unordered<real::Drain<'_, $($param),+>> {
                let length = self.len();
                Unordered::new::<S>(self.0.drain(), length, $kind)
            }
        }

        impl<$($param),+, S> Deref for $name<$($param),+, S> {
            type Target = Real<$($param),+, S>;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl<$($param),+, S> DerefMut for $name<$($param),+, S> {
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.0
            }
        }

        impl<$($param),+, S: Default> Default for $name<$($param),+, S> {
            fn default() -> Self {
                Self(Real::default())
            }
        }

        impl<$($param: Debug),+, S> Debug for $name<$($param),+, S> {
            #[track_caller]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                if !inspect::is_inspecting() {
                    self.look();
                }
                f.$debug().entries(self.0.iter()).finish()
            }
        }

        impl<$($param),+, S: BuildHasher> PartialEq for $name<$($param),+, S>
        where
            Real<$($param),+, S>: PartialEq,
        {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl<$($param),+, S: BuildHasher> Eq for $name<$($param),+, S> where Real<$($param),+, S>: Eq {}

        impl<$($param),+, const N: usize> From<[$item; N]> for $name<$($param),+>
        where
            Self: FromIterator<$item>,
        {
            fn from(items: [$item; N]) -> Self {
                Self::from_iter(items)
            }
        }

        impl<A, $($param),+, S> FromIterator<A> for $name<$($param),+, S>
        where
            Real<$($param),+, S>: FromIterator<A>,
        {
            fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
                Self(Real::from_iter(items))
            }
        }

        impl<A, $($param),+, S> Extend<A> for $name<$($param),+, S>
        where
            Real<$($param),+, S>: Extend<A>,
        {
            fn extend<I: IntoIterator<Item = A>>(&mut self, items: I) {
                self.0.extend(items);
            }
        }

        impl<$($param),+, S> IntoIterator for $name<$($param),+, S> {
            type Item = $item;
            type IntoIter = Unordered<real::IntoIter<$($param),+>>;

            fn into_iter(self) -> Self::IntoIter {
                let length = self.len();
                Unordered::new::<S>(self.0.into_iter(), length, $kind)
            }
        }

        impl<'a, $($param),+, S> IntoIterator for &'a $name<$($param),+, S> {
            type Item = <real::Iter<'a, $($param),+> as Iterator>::Item;
            type IntoIter = Unordered<real::Iter<'a, $($param),+>>;

            fn into_iter(self) -> Self::IntoIter {
                self.iter()
            }
        }
    };
}
pub(super) use collection;
