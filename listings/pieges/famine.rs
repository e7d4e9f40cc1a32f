//! Une famine : Ana revient sans cesse, Luc ne passe jamais

use crossbeam_channel::{bounded, select_biased};
use std::thread;

fn main() {
    let (urgent, urgents) = bounded(1);
    let (ordinaire, ordinaires) = bounded(0);
    urgent.send("Ana").unwrap();
    println!("Luc fait la queue");
    thread::spawn(move || ordinaire.send("Luc").unwrap());
    loop {
        select_biased! {
            // L'urgence d'abord. Ana, servie, en a déjà une autre.
            recv(urgents) -> nom => urgent.send(nom.unwrap()).unwrap(),
            recv(ordinaires) -> nom => {
                println!("{} est servi", nom.unwrap());
                break;
            }
        }
    }
}
