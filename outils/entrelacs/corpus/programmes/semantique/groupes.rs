//! WaitGroup et Arc

use crossbeam_utils::sync::WaitGroup;
use std::sync::{Arc, Weak};
use std::thread;

fn main() {
    let wg = WaitGroup::new();
    let copie = wg.clone();
    let fil = thread::spawn(move || drop(copie));
    wg.wait();
    fil.join().unwrap();
    println!("passé");
    let mut a = Arc::new(5);
    println!("{}", Arc::strong_count(&a));
    println!("{:?}", Arc::get_mut(&mut a));
    let b = a.clone();
    println!("{} {}", Arc::strong_count(&a), Arc::ptr_eq(&a, &b));
    println!("{:?} {:?}", Arc::get_mut(&mut a), Arc::try_unwrap(b).is_err());
    let faible: Weak<i32> = Arc::downgrade(&a);
    println!("{:?} {:?}", faible.upgrade(), Arc::into_inner(a));
    println!("{:?}", faible.upgrade());
}
