//! Un verrou dont le contenu dit sa destruction

use std::sync::{Arc, Mutex};
use std::thread;
struct Temoin(u32);
impl Drop for Temoin { fn drop(&mut self) { println!("détruit {}", self.0); } }
fn main() {
    let valeur = Arc::new(Mutex::new(Temoin(0)));
    let fils: Vec<_> = (1..=2).map(|i| { let valeur = valeur.clone(); thread::spawn(move || valeur.lock().unwrap().0 = i) }).collect();
    for fil in fils { fil.join().unwrap(); }
    drop(valeur);
}
