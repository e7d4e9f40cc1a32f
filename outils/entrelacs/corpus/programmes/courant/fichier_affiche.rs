//! Le fichier du programme, dans un crochet de panique

use std::panic;

fn main() {
    panic::set_hook(Box::new(|info| println!("{}", info.location().unwrap())));
    let rattrapee = panic::catch_unwind(|| panic!("aïe"));
    println!("{} {}", rattrapee.is_err(), file!());
}
