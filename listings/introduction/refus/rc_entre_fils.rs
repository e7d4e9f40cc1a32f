//! Un `Rc` partagé entre deux fils

use std::{rc::Rc, thread};

fn main() {
    let nombres = Rc::new(vec![1, 2, 3]);
    let copie = Rc::clone(&nombres);
    thread::spawn(move || println!("{copie:?}"));
    println!("{nombres:?}");
}
