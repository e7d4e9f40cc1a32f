//! Essayer de lire quand on le lit déjà, et qu'un écrivain attend peut-être

use std::sync::{Arc, RwLock};
use std::thread;

fn main() {
    let verrou = Arc::new(RwLock::new(0));
    let lecture = verrou.read().unwrap();
    let (pour_ecrire, pour_lire) = (verrou.clone(), verrou.clone());
    let ecrivain = thread::spawn(move || *pour_ecrire.write().unwrap() = 1);
    let lecteur = thread::spawn(move || pour_lire.try_read().is_ok());
    println!("{} {}", *lecture, lecteur.join().unwrap());
    drop(lecture);
    ecrivain.join().unwrap();
}
