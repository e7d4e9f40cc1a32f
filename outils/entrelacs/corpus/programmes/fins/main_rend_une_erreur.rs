//! `main` rend une erreur

use std::thread;

fn main() -> Result<(), String> {
    let f = thread::spawn(|| println!("fil"));
    f.join().unwrap();
    Err("raté".to_string())
}
