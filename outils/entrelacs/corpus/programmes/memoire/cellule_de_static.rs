//! La valeur d'une cellule, à côté d'une initialisation

use std::sync::{Once, OnceLock};
use std::thread;
static C: OnceLock<String> = OnceLock::new();
static O: Once = Once::new();
fn main() {
    let ts: Vec<_> = (0..2).map(|i| thread::spawn(move || {
        O.call_once(|| println!("once {i}"));
        let c = C.get_or_init(|| format!("init {i}"));
        c.len()
    })).collect();
    for t in ts { t.join().unwrap(); }
    println!("{} {}", C.get().unwrap(), O.is_completed());
}
