//! Deux `unpark` d'avance n'en font qu'un : le second `park` attend

use std::thread;

fn main() {
    let moi = thread::current();
    moi.unpark();
    moi.unpark();
    thread::park();
    println!("un");
    thread::park();
    println!("deux");
}
