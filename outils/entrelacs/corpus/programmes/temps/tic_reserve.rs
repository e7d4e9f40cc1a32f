//! `recv` prend d'avance le prochain tic : un autre n'attend que le suivant

use crossbeam_channel::tick;
use std::thread;
use std::time::{Duration, Instant};

const T: Duration = Duration::from_millis(30);

fn main() {
    let debut = Instant::now();
    let horloge = tick(4 * T);
    let autre = horloge.clone();
    let fil = thread::spawn(move || autre.recv().is_ok());
    thread::sleep(T);
    println!("{:?}", horloge.recv_timeout(5 * T));
    println!("{}", debut.elapsed() < 7 * T);
    println!("{}", horloge.recv().is_ok());
    println!("{}", debut.elapsed() >= 8 * T);
    println!("{}", fil.join().unwrap());
}
