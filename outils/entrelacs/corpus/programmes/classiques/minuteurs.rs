//! Une horloge et un minuteur : chacun à son heure

use crossbeam_channel::{after, select, tick};
use std::thread;
use std::time::Duration;

const UN: Duration = Duration::from_millis(1);

fn main() {
    let horloge = tick(2 * UN);
    let fin = after(5 * UN);
    for _ in 0..3 {
        select! {
            recv(horloge) -> _ => print!("tic "),
            recv(fin) -> _ => print!("fin "),
        }
    }
    // Le tic de 6 n'est lu qu'à 7 : le suivant est à 9, et non à 8.
    thread::sleep(UN);
    thread::sleep(UN);
    let fin = after(UN + UN / 2);
    for _ in 0..2 {
        select! {
            recv(horloge) -> _ => print!("tac "),
            recv(fin) -> _ => print!("fin "),
        }
    }
    println!();
}
