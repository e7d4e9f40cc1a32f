//! Compter les exécutions que demande loom, qui élague les ordres équivalents.

use loom::model::Builder;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

include!(concat!(env!("OUT_DIR"), "/loom.rs"));

/// Explore `main` avec loom, jusqu'au premier palier de mille qui dépasse
/// `max_executions`, ou pendant `max_time` ; rend le nombre d'exécutions, et vrai
/// si loom a fini.
pub fn exhaust(main: fn(), max_executions: usize, max_time: Duration) -> (usize, bool) {
    let executions = Arc::new(AtomicUsize::new(0));
    let counter = executions.clone();
    let mut builder = Builder::new();
    builder.max_branches = 100_000;
    // loom compte l'exécution à venir.
    builder.max_permutations = Some(max_executions + 1);
    builder.max_duration = Some(max_time);
    builder.preemption_bound = None;
    builder.checkpoint_interval = 1_000;
    let started = Instant::now();
    builder.check(move || {
        counter.fetch_add(1, Ordering::Relaxed);
        main();
    });
    let executions = executions.load(Ordering::Relaxed);
    (
        executions,
        executions < max_executions && started.elapsed() < max_time,
    )
}

/// Le `std` que voit un programme sous loom.
pub mod facade {
    pub use std::{collections, vec};

    /// `std::sync`.
    pub mod sync {
        pub use loom::sync::{Arc, Condvar, Mutex, RwLock, atomic};
    }

    pub use loom::thread;
}

#[doc(hidden)]
#[macro_export]
macro_rules! __loom_println {
    ($($arg:tt)*) => {{
        let _ = ::std::format!($($arg)*);
    }};
}

#[doc(hidden)]
pub use __loom_println as println;
