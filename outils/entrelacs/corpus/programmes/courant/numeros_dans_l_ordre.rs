//! Le numéro d'un fil, quand seul `main` en lance

use std::thread;

fn main() {
    println!("{:?}", thread::current());
    for _ in 0..2 {
        let fil = thread::spawn(|| println!("{:?}", thread::current().id()));
        fil.join().unwrap();
    }
}
