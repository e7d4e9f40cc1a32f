//! Un `RefCell` partagé entre deux fils

use std::{cell::RefCell, sync::Arc, thread};

fn main() {
    let journal = Arc::new(RefCell::new(vec!["Ana"]));
    let copie = Arc::clone(&journal);
    thread::spawn(move || copie.borrow_mut().push("Luc"));
    println!("{:?}", journal.borrow());
}
