//! Deux branches prêtes : l'une ou l'autre

use crossbeam_channel::{select, unbounded};

fn main() {
    let (s1, r1) = unbounded();
    let (s2, r2) = unbounded();
    s1.send(1).unwrap();
    s2.send(2).unwrap();
    for _ in 0..2 {
        select! {
            recv(r1) -> v => println!("un {v:?}"),
            recv(r2) -> v => println!("deux {v:?}"),
        }
    }
}
