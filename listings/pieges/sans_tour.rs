//! Un verrou ne dit pas qui passe

use std::sync::Mutex;
use std::thread;

fn parler(nom: &str, parole: &Mutex<()>) {
    for _ in 0..2 {
        let _garde = parole.lock().unwrap();
        println!("{nom} parle");
    }
}

fn main() {
    let parole = Mutex::new(());
    thread::scope(|s| {
        s.spawn(|| parler("Ana", &parole));
        s.spawn(|| parler("Luc", &parole));
    });
}
