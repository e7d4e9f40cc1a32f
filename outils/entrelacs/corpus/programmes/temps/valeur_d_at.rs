//! `at` donne exactement l'heure qu'on lui a dite, future ou passée

use crossbeam_channel::{after, at, select};
use std::time::{Duration, Instant};

const T: Duration = Duration::from_millis(30);

fn main() {
    let debut = Instant::now();
    let passee = debut - Duration::from_secs(2);
    println!("{}", at(debut + T).recv() == Ok(debut + T));
    println!("{}", at(passee).try_recv() == Ok(passee));
    select! {
        recv(at(passee)) -> heure => println!("{}", heure == Ok(passee)),
        default => println!("rien"),
    }
    let zero = after(Duration::ZERO);
    println!("{} {}", zero.try_recv().is_ok(), zero.try_recv().is_ok());
}
