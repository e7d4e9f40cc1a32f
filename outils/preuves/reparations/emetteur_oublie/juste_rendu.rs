use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let (ch, reception) = bounded(0);
    for id in 1..=2 {
        let ch = ch.clone();
        thread::spawn(move || ch.send(id).unwrap());
    }
    drop(ch);
    for val in reception {
        println!("Reçu : {val}");
    }
    println!("Canal fermé");
}
