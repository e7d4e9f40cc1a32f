//! Deux récepteurs d'un même minuteur : un seul reçoit son message

use crossbeam_channel::after;
use std::thread;
use std::time::Duration;

const T: Duration = Duration::from_millis(30);

fn main() {
    let minuteur = after(T);
    let autre = minuteur.clone();
    let fil = thread::spawn(move || autre.recv_timeout(3 * T).is_ok());
    let ici = minuteur.recv_timeout(3 * T).is_ok();
    let la = fil.join().unwrap();
    println!("{}", ici != la);
    println!("{:?}", minuteur.recv_timeout(T));
}
