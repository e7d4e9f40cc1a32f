//! Trois fils qui ont un nom, et qui ne bougeront plus

use crossbeam_channel::{Receiver, Sender, bounded};
use std::sync::Mutex;
use std::thread::{self, Builder};

fn cuisine(stock: &Mutex<u32>, commandes: Receiver<&str>) {
    for plat in commandes {
        *stock.lock().unwrap() -= 1;
        println!("{plat} servi");
    }
}

fn salle(stock: &Mutex<u32>, commander: Sender<&str>) {
    let reste = stock.lock().unwrap();
    for plat in ["riz", "thé"] {
        if *reste > 0 {
            commander.send(plat).unwrap();
        }
    }
}

fn main() {
    let stock = Mutex::new(2);
    let (commander, commandes) = bounded(0);
    let nomme = |nom: &str| Builder::new().name(nom.into());
    thread::scope(|s| {
        nomme("cuisine")
            .spawn_scoped(s, || cuisine(&stock, commandes))
            .expect("le système a lancé le fil");
        nomme("salle")
            .spawn_scoped(s, || salle(&stock, commander))
            .expect("le système a lancé le fil");
    });
}
