//! Une horloge de période nulle a toujours un message

use crossbeam_channel::{select, tick};
use std::time::{Duration, Instant};

fn main() {
    let debut = Instant::now();
    let horloge = tick(Duration::ZERO);
    println!("{} {}", horloge.len(), horloge.try_recv().is_ok());
    let mut tics = 0;
    for _ in horloge.iter().take(3) {
        tics += 1;
    }
    select! {
        recv(horloge) -> _ => tics += 1,
        default => println!("rien"),
    }
    println!("{tics} {}", horloge.is_empty());
    println!("{}", debut.elapsed() < Duration::from_millis(20));
}
