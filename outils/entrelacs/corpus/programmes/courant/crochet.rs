//! Un crochet de panique qui affiche : avant les destructeurs, une fois
use std::panic;
use std::thread;

struct Temoin;

impl Drop for Temoin {
    fn drop(&mut self) {
        println!("témoin détruit");
    }
}

fn main() {
    panic::set_hook(Box::new(|infos| {
        let message = infos.payload().downcast_ref::<&str>().unwrap_or(&"?");
        println!("panique : {message}");
    }));
    let fil = thread::spawn(|| {
        let _temoin = Temoin;
        panic!("aïe");
    });
    println!("{}", fil.join().is_err());
    let charge = panic::catch_unwind(|| panic::panic_any(7_u32)).unwrap_err();
    println!("{:?}", charge.downcast_ref::<u32>());
}
