//! L'ordre d'une HashMap change à chaque exécution

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

static DERNIER: AtomicU32 = AtomicU32::new(0);

fn main() {
    let carte: HashMap<u32, u32> = (0..50).map(|i| (i, i)).collect();
    for (_, valeur) in carte {
        DERNIER.store(valeur, SeqCst);
    }
}
