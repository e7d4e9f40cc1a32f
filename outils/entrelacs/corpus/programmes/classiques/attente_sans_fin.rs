//! Attendre activement ce que personne ne fera

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

static PRET: AtomicBool = AtomicBool::new(false);

fn main() {
    println!("j'attends");
    while !PRET.load(SeqCst) {}
    println!("prêt");
}
