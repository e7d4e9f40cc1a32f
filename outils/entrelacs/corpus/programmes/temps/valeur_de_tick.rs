//! `tick` donne l'heure prévue de chaque tic ; lu en retard, il décale les suivants

use crossbeam_channel::tick;
use std::thread;
use std::time::Duration;

const T: Duration = Duration::from_millis(30);

fn main() {
    let horloge = tick(2 * T);
    let premier = horloge.recv().unwrap();
    let second = horloge.recv().unwrap();
    println!("{:?}", second - premier);
    thread::sleep(5 * T);
    let retard = horloge.recv().unwrap();
    println!("{:?}", retard - second);
    let suivant = horloge.recv().unwrap();
    println!("{}", suivant - retard > 4 * T && suivant - retard < 6 * T);
}
