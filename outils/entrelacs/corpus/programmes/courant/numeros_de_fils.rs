//! Le numéro d'un fil, quand plusieurs fils en lancent

use std::thread;

fn main() {
    let a = thread::spawn(|| {
        let c = thread::spawn(|| format!("{:?}", thread::current().id()));
        c.join().unwrap()
    });
    let b = thread::spawn(|| format!("{:?}", thread::current().id()));
    let b = b.join().unwrap();
    let a = a.join().unwrap();
    println!("petit-fils {a}, fils {b}");
}
