//! `Builder::stack_size` : la pile qu'il faut à cette récursion

use std::thread;

fn somme(n: u64) -> u64 {
    let place = std::hint::black_box([n; 64]);
    if n == 0 { 0 } else { place[3] + somme(n - 1) }
}

fn main() {
    let fil = thread::Builder::new()
        .name("profond".to_owned())
        .stack_size(64 << 20)
        .spawn(|| somme(20_000))
        .unwrap();
    println!("{}", fil.join().unwrap());
}
