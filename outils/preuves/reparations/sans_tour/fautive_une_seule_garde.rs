use std::sync::Mutex;
use std::thread;

fn parler(nom: &str, parole: &Mutex<()>) {
    let _garde = parole.lock().unwrap();
    for _ in 0..2 {
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
