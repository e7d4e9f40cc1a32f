use std::sync::Mutex;
use std::thread;

const CONVIVES: usize = 3;

fn diner(id: usize, fourchettes: &[Mutex<()>]) {
    let autre = (id + 1) % CONVIVES;
    let (une, deux) = if id == 0 { (autre, id) } else { (id, autre) };
    let _une = fourchettes[une].lock().unwrap();
    let _deux = fourchettes[deux].lock().unwrap();
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
