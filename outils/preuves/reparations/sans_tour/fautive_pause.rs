use std::sync::Mutex;
use std::thread;

fn parler(nom: &str, parole: &Mutex<()>) {
    for _ in 0..2 {
        let _garde = parole.lock().unwrap();
        println!("{nom} parle");
        drop(_garde);
        thread::sleep(std::time::Duration::from_millis(100));
    }
}

fn main() {
    let parole = Mutex::new(());
    thread::scope(|s| {
        s.spawn(|| parler("Ana", &parole));
        s.spawn(|| parler("Luc", &parole));
    });
}
