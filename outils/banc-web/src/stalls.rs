//! Les arrêts de la machine elle-même : un cas qui en a vu un ne dit rien du
//! serveur.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Entre deux regards.
const GLANCE: Duration = Duration::from_millis(10);
/// Un regard en retard d'autant : la machine ne donnait pas la main.
const LATE: Duration = Duration::from_millis(250);

/// Un fil qui regarde l'heure, et compte ses retards.
#[derive(Debug)]
pub struct Watch {
    shared: Arc<(AtomicUsize, AtomicBool)>,
}

impl Watch {
    /// Commence à regarder.
    pub fn start() -> Self {
        let shared: Arc<(AtomicUsize, AtomicBool)> = Arc::default();
        let seen = shared.clone();
        thread::spawn(move || {
            while !seen.1.load(Ordering::SeqCst) {
                let start = Instant::now();
                thread::sleep(GLANCE);
                if start.elapsed() > GLANCE + LATE {
                    seen.0.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
        Self { shared }
    }

    /// Le nombre d'arrêts vus jusqu'ici.
    pub fn stalls(&self) -> usize {
        self.shared.0.load(Ordering::SeqCst)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.1.store(true, Ordering::SeqCst);
    }
}
