//! Une tranche empruntée, sous un verrou

use std::sync::Mutex;
use std::thread;
fn main() {
    let mut cases = [0u8; 2];
    let plus_grand = Mutex::new(&mut cases[..]);
    thread::scope(|s| {
        for id in 1..=2u8 {
            let plus_grand = &plus_grand;
            s.spawn(move || {
                for _ in 0..2 {
                    let mut g = plus_grand.lock().unwrap();
                    g[0] = g[0] * 3 + id;
                    if g[0] > 10 { g[1] += 1; }
                }
            });
        }
    });
    println!("{cases:?}");
}
