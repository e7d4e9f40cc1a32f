//! Un atome pris d'une `const` : chaque emploi en fait un autre, c'est refusé
use std::sync::atomic::{AtomicU32, Ordering};

const ZERO: AtomicU32 = AtomicU32::new(0);

fn main() {
    let cases = [ZERO; 2];
    cases[0].fetch_add(1, Ordering::SeqCst);
}
