//! Un verrou pour le stock, une file d'une place : il arrive que rien ne finisse

use crossbeam_channel::bounded;
use std::sync::Mutex;
use std::thread;

fn main() {
    let stock = Mutex::new(3);
    let (commander, commandes) = bounded(1);
    thread::scope(|s| {
        s.spawn(|| {
            for plat in commandes {
                *stock.lock().unwrap() -= 1;
                println!("{plat} servi");
            }
        });
        for plat in ["riz", "thé", "pain"] {
            let reste = stock.lock().unwrap();
            if *reste > 0 {
                commander.send(plat).unwrap();
            }
        }
        drop(commander); // plus de commandes
    });
}
