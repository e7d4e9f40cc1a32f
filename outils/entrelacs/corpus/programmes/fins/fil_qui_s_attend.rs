//! Un fil attend sa propre fin : la bibliothèque standard panique.

use std::sync::mpsc;
use std::thread;

fn main() {
    let (donner, recevoir) = mpsc::channel::<thread::JoinHandle<()>>();
    let (finir, fini) = mpsc::channel::<()>();
    let fil = thread::spawn(move || {
        let moi = recevoir.recv().unwrap();
        let _ = moi.join();
        drop(finir);
    });
    donner.send(fil).unwrap();
    assert!(fini.recv().is_err());
    println!("fini");
}
