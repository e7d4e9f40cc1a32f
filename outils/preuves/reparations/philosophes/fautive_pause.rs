use std::sync::Mutex;
use std::thread;

const CONVIVES: usize = 3;

fn diner(id: usize, fourchettes: &[Mutex<()>]) {
    let _gauche = fourchettes[id].lock().unwrap();
    thread::sleep(std::time::Duration::from_millis(100));
    let _droite = fourchettes[(id + 1) % CONVIVES].lock().unwrap();
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
