//! La sortie tenue par un fil : ses deux lignes se suivent
use std::io::{self, Write};
use std::thread;

fn main() {
    let fil = thread::spawn(|| println!("entre ?"));
    let mut sortie = io::stdout().lock();
    writeln!(sortie, "un").unwrap();
    println!("encore un");
    sortie.write_all(b"deux\n").unwrap();
    drop(sortie);
    fil.join().unwrap();
}
