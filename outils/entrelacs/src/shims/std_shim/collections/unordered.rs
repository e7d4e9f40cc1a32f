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
