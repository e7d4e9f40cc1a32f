//! Un même travail, fait par plusieurs fils.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Applique `work` à chaque élément de `items`, par au plus `workers` fils.
/// Les résultats sont dans l'ordre de `items`.
///
/// # Panics
///
/// Si `work` panique.
pub fn in_parallel<T: Sync, R: Send>(
    workers: usize,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(items.len()));
    thread::scope(|scope| {
        for _ in 0..workers.min(items.len()) {
            scope.spawn(|| {
                while let Some((i, item)) = {
                    let i = next.fetch_add(1, Ordering::SeqCst);
                    items.get(i).map(|item| (i, item))
                } {
                    let result = work(item);
                    let mut results = results.lock().expect("aucun fil ne panique ici");
                    results.push((i, result));
                }
            });
        }
    });
    let mut results = results.into_inner().expect("aucun fil n'a paniqué");
    results.sort_by_key(|(i, _)| *i);
    results.into_iter().map(|(_, result)| result).collect()
}

/// De même, par autant de fils que de cœurs : pour un calcul.
///
/// # Panics
///
/// Si `work` panique.
pub fn on_every_core<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    in_parallel(cores, items, work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_resultats_sont_dans_l_ordre() {
        let items: Vec<usize> = (0..100).collect();
        let doubles = in_parallel(7, &items, |item| item * 2);
        assert!(
            doubles
                .iter()
                .zip(&items)
                .all(|(double, item)| *double == item * 2)
        );
        assert_eq!(doubles.len(), 100);
        assert!(in_parallel(7, &[] as &[usize], |item| *item).is_empty());
    }
}
