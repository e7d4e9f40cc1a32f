use crossbeam_channel::{Receiver, Sender, bounded};
use std::thread;

fn parler(nom: &str, tour: &Receiver<()>, suivant: &Sender<()>) {
    for _ in 0..2 {
        tour.recv().unwrap();
        println!("{nom} parle");
        suivant.send(()).unwrap();
    }
}

fn main() {
    let (vers_ana, tour_d_ana) = bounded(1);
    let (vers_luc, tour_de_luc) = bounded(1);
    vers_ana.send(()).unwrap();
    thread::scope(|s| {
        s.spawn(|| parler("Ana", &tour_d_ana, &vers_luc));
        s.spawn(|| parler("Luc", &tour_de_luc, &vers_ana));
    });
}
