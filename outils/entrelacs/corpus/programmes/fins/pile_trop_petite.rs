//! La même récursion déborde d'une pile ordinaire

use std::thread;

fn somme(n: u64) -> u64 {
    let place = std::hint::black_box([n; 64]);
    if n == 0 { 0 } else { place[3] + somme(n - 1) }
}

fn main() {
    println!("avant");
    let fil = thread::spawn(|| somme(20_000));
    println!("{}", fil.join().unwrap());
}
