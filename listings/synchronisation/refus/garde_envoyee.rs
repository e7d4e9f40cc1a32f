//! Une garde de verrou donnée à un autre fil

use std::{sync::Mutex, thread};

static COMPTEUR: Mutex<u32> = Mutex::new(0);

fn main() {
    let garde = COMPTEUR.lock().unwrap();
    thread::spawn(move || drop(garde));
}
