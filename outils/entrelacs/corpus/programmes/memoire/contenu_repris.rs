//! Le contenu d'un verrou, repris

use std::sync::{Arc, Mutex};
use std::thread;
fn main() {
    let liste = Arc::new(Mutex::new(vec![0]));
    let fils: Vec<_> = (1..=2).map(|i| { let liste = liste.clone(); thread::spawn(move || { let mut garde = liste.lock().unwrap(); garde.push(i); }) }).collect();
    for fil in fils { fil.join().unwrap(); }
    let mut liste = Arc::try_unwrap(liste).unwrap();
    liste.get_mut().unwrap().push(9);
    let autre = Mutex::new(0);
    for _ in 0..2 { *autre.lock().unwrap() += 1; }
    liste.get_mut().unwrap().push(8);
    println!("{:?}", liste.into_inner().unwrap());
}
