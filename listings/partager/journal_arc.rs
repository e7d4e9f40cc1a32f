//! Un journal à plusieurs propriétaires : Arc et Mutex

use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let journal = Arc::new(Mutex::new(Vec::new()));

    let fils = ["Ana", "Luc"].map(|nom| {
        let journal = Arc::clone(&journal); // un propriétaire de plus
        thread::spawn(move || journal.lock().unwrap().push(nom))
    });
    for fil in fils {
        fil.join().unwrap(); // l'Arc du fil est détruit
    }

    // Le dernier propriétaire peut démonter la boîte, puis le verrou.
    let journal = Arc::into_inner(journal).expect("le dernier Arc");
    println!("{}", journal.into_inner().unwrap().join(", "));
}
