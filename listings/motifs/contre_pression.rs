//! La contre-pression : une place retient celui qui va trop vite

use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let (envoi, reception) = bounded(1);
    let source = thread::spawn(move || {
        let mut retard = 0;
        for photo in ["lac", "pont", "tour"] {
            envoi.send(photo).unwrap();
            retard = retard.max(envoi.len());
        }
        retard
    });
    let recues = reception.iter().count();
    let retard = source.join().unwrap();
    println!("reçues : {recues}, en attente au plus : {retard}");
}
