//! La sortie tenue pendant qu'on attend un fil qui affiche : interblocage
use std::io;
use std::thread;

fn main() {
    let sortie = io::stdout().lock();
    thread::spawn(|| println!("jamais")).join().unwrap();
    drop(sortie);
}
