//! Un fil qui emprunte une variable de `main`

use std::thread;

fn main() {
    let nom = String::from("Ada");
    let fil = thread::spawn(|| println!("Bonjour {nom}"));
    fil.join().unwrap();
}
