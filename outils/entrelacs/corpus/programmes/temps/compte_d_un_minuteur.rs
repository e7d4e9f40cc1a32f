//! Un minuteur compte un message quand son heure est passée, et aucun sinon

use crossbeam_channel::{after, never, tick};
use std::thread;
use std::time::Duration;

const T: Duration = Duration::from_millis(30);

fn main() {
    let minuteur = after(2 * T);
    let horloge = tick(2 * T);
    let muet = never::<u8>();
    println!("{} {} {}", minuteur.len(), horloge.len(), muet.len());
    println!("{} {}", minuteur.is_empty(), horloge.is_full());
    thread::sleep(3 * T);
    println!("{} {} {}", minuteur.len(), horloge.len(), muet.is_full());
    println!("{} {}", minuteur.is_empty(), horloge.is_full());
    println!("{} {}", minuteur.recv().is_ok(), horloge.recv().is_ok());
    println!("{} {}", minuteur.len(), horloge.len());
    thread::sleep(3 * T);
    println!("{} {}", minuteur.len(), horloge.len());
    println!("{:?} {:?}", minuteur.capacity(), horloge.capacity());
}
