//! Une récursion profonde, mais qui tient dans la pile

use std::thread;

fn fib(n: u32) -> u64 {
    if n < 2 { 1 } else { fib(n - 1) + fib(n - 2) }
}

fn depth(n: u32) -> u32 {
    let a = [0u8; 512];
    if n == 0 { a[0] as u32 } else { 1 + depth(n - 1) }
}

fn main() {
    let t = thread::spawn(|| depth(2000));
    println!("{} {}", fib(20), t.join().unwrap());
}
