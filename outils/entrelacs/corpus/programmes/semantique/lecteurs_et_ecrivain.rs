//! RwLock entre deux fils : essais, rétrogradation, empoisonnement

use std::sync::{Arc, RwLock, RwLockWriteGuard};
use std::thread;

fn main() {
    let verrou = Arc::new(RwLock::new(0));
    let autre = verrou.clone();
    let fil = thread::spawn(move || {
        *autre.write().unwrap() += 1;
        autre.try_write().map(|mut garde| *garde += 10).is_ok()
    });
    let lu = verrou.try_read().map(|garde| *garde).ok();
    let ecrit = fil.join().unwrap();
    println!("{lu:?} {ecrit} {}", verrou.read().unwrap());

    let autre = verrou.clone();
    let ecriture = verrou.write().unwrap();
    let fil = thread::spawn(move || *autre.read().unwrap());
    let lecture = RwLockWriteGuard::downgrade(ecriture);
    println!("{} {}", fil.join().unwrap() == *lecture, verrou.try_write().is_err());
    drop(lecture);

    let autre = verrou.clone();
    let fil = thread::spawn(move || {
        let _lecture = autre.read().unwrap();
        panic!("exprès");
    });
    println!("{} {}", fil.join().is_err(), verrou.is_poisoned());
    let autre = verrou.clone();
    let fil = thread::spawn(move || {
        let _ecriture = autre.write().unwrap();
        panic!("exprès");
    });
    println!("{} {}", fil.join().is_err(), verrou.is_poisoned());
    println!("{} {}", verrou.read().is_err(), verrou.try_write().is_err());
    verrou.clear_poison();
    println!("{}", verrou.write().is_ok());
}
