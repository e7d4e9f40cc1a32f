use std::sync::Mutex;
use std::thread;

const CONVIVES: usize = 3;

fn diner(id: usize, fourchettes: &[Mutex<()>], table: &Mutex<()>) {
    let arbitre = table.lock().unwrap();
    let _gauche = fourchettes[id].lock().unwrap();
    let _droite = fourchettes[(id + 1) % CONVIVES].lock().unwrap();
    drop(arbitre);
    println!("Philosophe {id} mange");
}

fn main() {
    let fourchettes = [(); CONVIVES].map(Mutex::new);
    let table = Mutex::new(());
    thread::scope(|s| {
        for id in 0..CONVIVES {
            let (fourchettes, table) = (&fourchettes, &table);
            s.spawn(move || diner(id, fourchettes, table));
        }
    });
    println!("Fin du repas");
}
