//! Une barrière : personne ne part avant que tous soient prêts

use std::sync::Barrier;
use std::thread;

fn main() {
    let depart = Barrier::new(2);

    thread::scope(|s| {
        for nom in ["Ana", "Luc"] {
            let depart = &depart;
            s.spawn(move || {
                println!("{nom} est prêt");
                depart.wait();
                println!("{nom} part");
            });
        }
    });
}
