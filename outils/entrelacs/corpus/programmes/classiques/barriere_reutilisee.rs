//! Deux fils, trois tours d'une même barrière : les tours ne se mêlent pas

use std::sync::Barrier;
use std::thread;

fn main() {
    let barriere = Barrier::new(2);
    thread::scope(|s| {
        for nom in ['a', 'b'] {
            let barriere = &barriere;
            s.spawn(move || {
                for tour in 1..=3 {
                    print!("{nom}{tour} ");
                    barriere.wait();
                }
            });
        }
    });
    println!();
}
