//! Un grand tableau tient dans la pile d'un fil

use std::hint::black_box;
use std::thread;

fn main() {
    let fil = thread::spawn(|| {
        let grand = [1u8; 600_000];
        black_box(&grand);
    });
    fil.join().unwrap();
    let plus_grand = [2u8; 4_000_000];
    println!("ok {}", black_box(&plus_grand)[1]);
}
