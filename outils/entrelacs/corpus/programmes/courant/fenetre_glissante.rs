//! fin normale ; 3 demandes, fenêtre de 100 ms, 2 par fenêtre : « accepté accepté refusé » ou 3 acceptés si le temps passe (temps quelconque).
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

struct SlidingWindow {
    limit: usize,
    window: Duration,
    hits: Mutex<VecDeque<Instant>>,
}

impl SlidingWindow {
    fn allow(&self) -> bool {
        let now = Instant::now();
        let mut hits = self.hits.lock().unwrap();
        while let Some(&first) = hits.front() {
            if now.duration_since(first) > self.window {
                hits.pop_front();
            } else {
                break;
            }
        }
        if hits.len() < self.limit {
            hits.push_back(now);
            true
        } else {
            false
        }
    }
}

fn main() {
    let limiter = Arc::new(SlidingWindow {
        limit: 2,
        window: Duration::from_millis(100),
        hits: Mutex::new(VecDeque::new()),
    });
    let handles: Vec<_> = (0..3)
        .map(|_| {
            let l = Arc::clone(&limiter);
            thread::spawn(move || l.allow())
        })
        .collect();
    let ok = handles.into_iter().filter(|_| true).map(|h| h.join().unwrap()).filter(|&b| b).count();
    println!("{ok} acceptées");
}
