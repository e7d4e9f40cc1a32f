//! Une valeur que rien ne détruit, écrite par un fil d'une portée

use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let (envoi, reception) = bounded::<u32>(2);
    let place = Box::leak(Box::new(0u32));
    thread::scope(|s| {
        let autre = envoi.clone();
        s.spawn(move || envoi.send(1).unwrap());
        s.spawn(move || autre.send(2).unwrap());
        s.spawn(|| *place = reception.recv().unwrap());
    });
    println!("{place}");
}
