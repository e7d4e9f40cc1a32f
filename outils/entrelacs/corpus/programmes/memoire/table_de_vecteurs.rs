//! Une table de vecteurs que trois fils remplissent

use std::sync::{Arc, Mutex};
use std::thread;
use std::collections::BTreeMap;
fn main() {
    let table = Arc::new(Mutex::new(BTreeMap::<String, Vec<u32>>::new()));
    let fils: Vec<_> = (0..3u32).map(|i| { let table = table.clone(); thread::spawn(move || {
        let mut tailles = Vec::new();
        for k in 0..2 { let mut garde = table.lock().unwrap(); let place = garde.entry(format!("k{}", (i + k) % 2)).or_default(); place.push(i); tailles.push(place.len()); if place.len() > 2 { place.pop(); } }
        tailles.iter().sum::<usize>()
    }) }).collect();
    let s: usize = fils.into_iter().map(|fil| fil.join().unwrap()).sum();
    println!("{s} {:?}", table.lock().unwrap());
}
