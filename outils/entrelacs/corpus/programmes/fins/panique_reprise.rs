//! Une panique rattrapée puis reprise empoisonne encore les verrous

use std::panic::{catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let verrou = Arc::new(Mutex::new(0));
    let autre = verrou.clone();
    let fil = thread::spawn(move || {
        let _garde = autre.lock().unwrap();
        let erreur = catch_unwind(|| panic!("mauvais départ")).unwrap_err();
        println!("{}", thread::panicking());
        resume_unwind(erreur);
    });
    let erreur = fil.join().unwrap_err();
    println!("{:?}", erreur.downcast_ref::<&str>());
    println!("{}", verrou.is_poisoned());
}
