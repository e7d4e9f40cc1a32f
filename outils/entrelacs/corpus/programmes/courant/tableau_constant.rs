//! `[const { … }; N]` dans une fonction : N verrous, chacun le sien
use std::sync::{Arc, Mutex};
use std::thread;

const N: usize = 2;

fn main() {
    let cases: Arc<[Mutex<u32>; N]> = Arc::new([const { Mutex::new(0) }; N]);
    let fils: Vec<_> = (0..N)
        .map(|rang| {
            let cases = Arc::clone(&cases);
            thread::spawn(move || *cases[rang].lock().unwrap() += 1)
        })
        .collect();
    for fil in fils {
        fil.join().unwrap();
    }
    println!("{}", cases.iter().map(|case| *case.lock().unwrap()).sum::<u32>());
}
