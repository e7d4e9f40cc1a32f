//! Une récursion sans fin qui alloue à chaque appel

use std::thread;

fn descendre(chemin: &str) -> usize {
    let plus_long = format!("{}/", &chemin[chemin.len() / 2..]);
    descendre(&plus_long) + plus_long.len()
}

fn main() {
    println!("début");
    thread::scope(|portee| {
        portee.spawn(|| {
            let place = std::hint::black_box([7_u64; 60_000]);
            descendre("abc") + place[1] as usize
        });
    });
}
