//! Trois philosophes, et un ordre sur les fourchettes

use std::sync::Mutex;
use std::thread;

const CONVIVES: usize = 3;

fn diner(id: usize, fourchettes: &[Mutex<()>]) {
    let (gauche, droite) = (id, (id + 1) % CONVIVES);
    // Le dernier prend donc d'abord celle de droite.
    let _premiere = fourchettes[gauche.min(droite)].lock().unwrap();
    let _seconde = fourchettes[gauche.max(droite)].lock().unwrap();
    println!("Philosophe {id} mange");
}

fn main() {
    let fourchettes = [(); CONVIVES].map(Mutex::new);
    thread::scope(|s| {
        for id in 0..CONVIVES {
            let fourchettes = &fourchettes;
            s.spawn(move || diner(id, fourchettes));
        }
    });
    println!("Fin du repas");
}
