//! Une famine : Ana revient sans cesse, Luc ne passe jamais

use crossbeam_channel::{bounded, select_biased};

const TOURS: usize = 3;

fn main() {
    let (urgent, urgents) = bounded(1);
    let (ordinaire, ordinaires) = bounded(1);
    urgent.send("Ana").unwrap();
    ordinaire.send("Luc").unwrap();
    for _ in 0..TOURS {
        select_biased! {
            recv(urgents) -> nom => {
                println!("{} passe", nom.unwrap());
                urgent.send("Ana").unwrap(); // elle revient aussitôt
            }
            recv(ordinaires) -> nom => println!("{} passe", nom.unwrap()),
        }
    }
    println!("Luc attend encore : {}", ordinaires.len() == 1);
}
