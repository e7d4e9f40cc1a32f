//! Qui se réveille : notify_one, notify_all, park, barrière, groupe

use crossbeam_utils::sync::WaitGroup;
use std::sync::{Arc, Barrier, Condvar, Mutex};
use std::thread;

fn main() {
    let places = Arc::new((Mutex::new(0), Condvar::new()));
    let fils: Vec<_> = (1..=2)
        .map(|numero| {
            let places = places.clone();
            thread::spawn(move || {
                let garde = places.0.lock().unwrap();
                let mut garde = places.1.wait_while(garde, |places| *places == 0).unwrap();
                *garde -= 1;
                numero
            })
        })
        .collect();
    for _ in 0..2 {
        *places.0.lock().unwrap() += 1;
        places.1.notify_one();
    }
    let somme: u32 = fils.into_iter().map(|fil| fil.join().unwrap()).sum();
    println!("{somme} {}", places.0.lock().unwrap());

    let pret = Arc::new((Mutex::new(false), Condvar::new()));
    let fils: Vec<_> = (1..=2)
        .map(|_| {
            let pret = pret.clone();
            thread::spawn(move || {
                let garde = pret.0.lock().unwrap();
                *pret.1.wait_while(garde, |pret| !*pret).unwrap()
            })
        })
        .collect();
    *pret.0.lock().unwrap() = true;
    pret.1.notify_all();
    println!("{}", fils.into_iter().all(|fil| fil.join().unwrap()));

    let fil = thread::spawn(thread::park);
    fil.thread().unpark();
    println!("{}", fil.join().is_ok());

    let barriere = Arc::new(Barrier::new(2));
    let autre = barriere.clone();
    let fil = thread::spawn(move || autre.wait().is_leader());
    println!("{}", barriere.wait().is_leader() ^ fil.join().unwrap());

    let groupe = WaitGroup::new();
    let copie = groupe.clone();
    let fini = Arc::new(Mutex::new(false));
    let autre = fini.clone();
    thread::spawn(move || {
        *autre.lock().unwrap() = true;
        drop(copie);
    });
    groupe.wait();
    println!("{}", fini.lock().unwrap());
}
