//! `process::exit` dans un fil coupe tous les autres

use std::process;
use std::thread;
use std::time::Duration;

struct Temoin;

impl Drop for Temoin {
    fn drop(&mut self) {
        println!("jamais détruit");
    }
}

fn main() {
    let _temoin = Temoin;
    thread::spawn(|| {
        let _temoin = Temoin;
        print!("erreur fatale");
        process::exit(2);
    });
    loop {
        thread::sleep(Duration::from_secs(1));
    }
}
