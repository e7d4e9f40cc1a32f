//! `OnceLock`, `LazyLock`, `AtomicPtr`, `AtomicCell` : ce qu'on en fait sans `unsafe`
use crossbeam_utils::CachePadded;
use crossbeam_utils::atomic::AtomicCell;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering::SeqCst};
use std::sync::{LazyLock, OnceLock};
use std::thread;

fn main() {
    let mut cellule = OnceLock::new();
    println!("{cellule:?} {:?} {:?}", cellule.set(1), cellule.set(2));
    *cellule.get_mut().unwrap() += 5;
    println!("{cellule:?} {:?} {}", cellule.clone().take(), cellule == OnceLock::from(6));
    println!("{:?} {:?} {:?}", cellule.take(), cellule.get(), cellule.get_or_init(|| 3));
    println!("{:?}", cellule.into_inner());
    let paresse = LazyLock::new(|| vec![1, 2]);
    println!("{paresse:?} {} {paresse:?} {:?}", paresse.len(), LazyLock::force(&paresse));

    let (mut un, mut deux) = (1, 2);
    let (premier, second): (*mut i32, *mut i32) = (&mut un, &mut deux);
    let adresse = AtomicPtr::new(premier);
    println!("{}", adresse.compare_exchange(premier, second, SeqCst, SeqCst) == Ok(premier));
    println!("{}", adresse.swap(ptr::null_mut(), SeqCst) == second);
    println!("{} {}", adresse.load(SeqCst).is_null(), adresse.compare_exchange(second, premier, SeqCst, SeqCst).is_err());

    let cases = CachePadded::new((AtomicCell::new(5_u32), AtomicCell::new(vec!["a"])));
    thread::scope(|s| {
        s.spawn(|| cases.0.fetch_add(2));
        s.spawn(|| cases.0.fetch_sub(1));
    });
    println!("{} {:?} {:?}", cases.0.load(), cases.0.compare_exchange(6, 9), cases.0.compare_exchange(6, 1));
    println!("{:?} {:?} {:?}", cases.1.take(), cases.1.swap(vec!["b"]), cases.0);
    println!("{:?} {:?}", cases.0.fetch_update(|n| (n > 100).then_some(0)), cases.into_inner().1.into_inner());
}
