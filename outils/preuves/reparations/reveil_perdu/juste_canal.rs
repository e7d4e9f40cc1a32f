use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let (signal, attente) = bounded(1);
    thread::scope(|s| {
        s.spawn(|| {
            println!("C'est prêt");
            signal.send(()).unwrap();
        });
        attente.recv().unwrap();
    });
    println!("Réveillé");
}
