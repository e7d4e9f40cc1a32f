//! Chaque opération atomique

use std::sync::atomic::{AtomicBool, AtomicI8, AtomicU32, AtomicUsize, Ordering::SeqCst};

fn main() {
    let a = AtomicU32::new(7);
    println!("{} {}", a.load(SeqCst), a.swap(9, SeqCst));
    a.store(u32::MAX, SeqCst);
    println!("{} {}", a.fetch_add(2, SeqCst), a.load(SeqCst));
    println!("{} {}", a.fetch_sub(2, SeqCst), a.load(SeqCst));
    println!("{} {}", a.fetch_and(0xF0, SeqCst), a.load(SeqCst));
    println!("{} {}", a.fetch_or(0x0F, SeqCst), a.load(SeqCst));
    println!("{} {}", a.fetch_xor(0x3C, SeqCst), a.load(SeqCst));
    println!("{} {}", a.fetch_nand(0xFF, SeqCst), a.load(SeqCst));
    println!("{} {}", a.fetch_max(3, SeqCst), a.fetch_min(3, SeqCst));
    println!("{:?} {:?}", a.compare_exchange(3, 4, SeqCst, SeqCst), a.compare_exchange(3, 5, SeqCst, SeqCst));
    println!("{:?}", a.fetch_update(SeqCst, SeqCst, |x| x.checked_add(1)));
    println!("{:?}", a.fetch_update(SeqCst, SeqCst, |_| None));
    println!("{a:?}");
    println!("{}", a.into_inner());
    let b = AtomicI8::new(-3);
    println!("{} {}", b.fetch_max(-5, SeqCst), b.fetch_min(-5, SeqCst));
    println!("{} {}", b.fetch_sub(127, SeqCst), b.load(SeqCst));
    println!("{} {}", b.fetch_max(100, SeqCst), b.fetch_min(-128, SeqCst));
    println!("{} {}", b.fetch_nand(5, SeqCst), b.load(SeqCst));
    let c = AtomicBool::new(false);
    println!("{} {}", c.fetch_or(true, SeqCst), c.fetch_and(false, SeqCst));
    println!("{} {}", c.fetch_xor(true, SeqCst), c.swap(false, SeqCst));
    let d = AtomicUsize::new(0);
    println!("{} {}", d.fetch_sub(1, SeqCst), d.load(SeqCst) == usize::MAX);
}
