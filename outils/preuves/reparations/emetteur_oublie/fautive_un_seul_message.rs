use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let (ch, reception) = bounded(0);
    for id in 1..=2 {
        let ch = ch.clone();
        thread::spawn(move || ch.send(id).unwrap());
    }
    // `ch` vit jusqu'à la fin de main : le canal reste ouvert.
    for val in reception.iter().take(1) {
        println!("Reçu : {val}");
    }
    println!("Canal fermé");
}
