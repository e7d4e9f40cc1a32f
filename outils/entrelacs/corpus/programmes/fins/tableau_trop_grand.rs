//! Un tableau qui ne tient pas dans la pile d'un fil

use std::thread;

#[inline(never)]
fn remplir() -> u64 {
    let place = std::hint::black_box([7_u64; 400_000]);
    place[1]
}

fn main() {
    let fil = thread::spawn(remplir);
    println!("{}", fil.join().unwrap());
}
