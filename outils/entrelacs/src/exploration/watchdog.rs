//! Une boucle sans opération ne rend jamais la main : le chien de garde arrête
//! le processus en le disant.

use std::process;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Once, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

/// Exécute `action` ; si elle dure plus que `limit`, le processus s'arrête
/// avec le statut 3 et un message.
pub(crate) fn watch<R>(limit: Option<Duration>, action: impl FnOnce() -> R) -> R {
    let Some(limit) = limit else {
        return action();
    };
    let watchdog = start(limit);
    watchdog.store(now(), Ordering::Relaxed);
    let result = action();
    watchdog.store(0, Ordering::Relaxed);
    result
}

/// Le moment, en millisecondes, où l'action en cours a commencé ; 0 s'il n'y
/// en a pas.
fn start(limit: Duration) -> &'static AtomicU64 {
    static STARTED: OnceLock<Arc<AtomicU64>> = OnceLock::new();
    static THREAD: Once = Once::new();
    let started = STARTED.get_or_init(Arc::default);
    THREAD.call_once(|| {
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_millis(200));
                let since = started.load(Ordering::Relaxed);
                let limit = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
                if since != 0 && now().saturating_sub(since) > limit {
                    eprintln!(
                        "\nExploration incomplète : un fil calcule depuis plus de {} s sans faire d'opération visible. \
                         Une boucle sans fin ? Une attente active doit au moins lire une valeur atomique.",
                        limit / 1000
                    );
                    process::exit(3);
                }
            }
        });
    });
    started
}

fn now() -> u64 {
    static ORIGIN: OnceLock<Instant> = OnceLock::new();
    let origin = *ORIGIN.get_or_init(Instant::now);
    u64::try_from(origin.elapsed().as_millis()).unwrap_or(u64::MAX) + 1
}
