//! Seul, sans rien qui dorme : l'heure passe quand on la regarde

use std::time::{Duration, Instant};

fn main() {
    let limite = Instant::now() + Duration::from_millis(25);
    while Instant::now() < limite {}
    println!("{}", Instant::now() >= limite);
}
