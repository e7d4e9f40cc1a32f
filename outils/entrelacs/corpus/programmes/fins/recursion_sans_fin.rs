//! Une récursion sans fin, seulement si un fil passe avant l'autre

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

fn chercher(trouve: bool, pas: u64) -> u64 {
    let essai = std::hint::black_box([pas; 16]);
    if trouve { essai[0] } else { chercher(trouve, pas + 1) + 1 }
}

fn main() {
    let pret = Arc::new(AtomicBool::new(false));
    let leve = pret.clone();
    let fil = thread::spawn(move || leve.store(true, SeqCst));
    println!("{}", chercher(pret.load(SeqCst), 3));
    fil.join().unwrap();
}
