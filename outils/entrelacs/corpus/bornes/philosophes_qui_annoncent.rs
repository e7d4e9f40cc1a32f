//! Cinq philosophes qui annoncent leur repas

use std::sync::{Arc, Mutex, mpsc};
use std::thread;

const CONVIVES: usize = 5;

fn main() {
    let couverts: Vec<_> = (0..CONVIVES).map(|_| Arc::new(Mutex::new(()))).collect();
    let (annonce, annonces) = mpsc::sync_channel(CONVIVES);
    for convive in 0..CONVIVES {
        // Le dernier prend ses couverts dans l'ordre des autres : pas de cycle.
        let voisin = (convive + 1) % CONVIVES;
        let premier = couverts[convive.min(voisin)].clone();
        let second = couverts[convive.max(voisin)].clone();
        let annonce = annonce.clone();
        thread::spawn(move || {
            {
                let _premier = premier.lock().unwrap();
                let _second = second.lock().unwrap();
            }
            annonce.send(convive).unwrap();
        });
    }
    drop(annonce);
    for convive in annonces {
        println!("{convive} a mangé");
    }
}
