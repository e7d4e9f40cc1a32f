//! L'ordre des destructions, et ce que devient un message jamais reçu

use crossbeam_channel::{Sender, bounded, unbounded};
use std::sync::mpsc;
use std::thread;

struct Temoin(&'static str, Sender<&'static str>);

impl Drop for Temoin {
    fn drop(&mut self) {
        let _ = self.1.send(self.0);
    }
}

struct Paire {
    _gauche: Temoin,
    _droite: Temoin,
}

fn main() {
    let (journal, vu) = unbounded();
    let temoin = |nom| Temoin(nom, journal.clone());
    {
        let _a = temoin("a");
        let _b = temoin("b");
        let _paire = Paire { _droite: temoin("droite"), _gauche: temoin("gauche") };
        let _ = temoin("aussitôt");
        drop(temoin("drop"));
    }
    println!("{:?}", vu.try_iter().collect::<Vec<_>>());

    let (s, r) = unbounded();
    s.send(temoin("un")).unwrap();
    s.send(temoin("deux")).unwrap();
    drop(r);
    println!("{:?}", vu.try_iter().collect::<Vec<_>>());
    println!("{}", s.send(temoin("refusé")).is_err());
    println!("{:?}", vu.try_iter().collect::<Vec<_>>());

    let (s, r) = bounded(2);
    s.send(temoin("gardé")).unwrap();
    drop(r);
    println!("{:?}", vu.try_iter().collect::<Vec<_>>());
    drop(s);
    println!("{:?}", vu.try_iter().collect::<Vec<_>>());

    let (s, r) = mpsc::channel();
    s.send(temoin("std")).unwrap();
    drop(s);
    println!("{:?}", vu.try_iter().collect::<Vec<_>>());
    drop(r);
    println!("{:?}", vu.try_iter().collect::<Vec<_>>());

    let porte = temoin("capturé");
    let fil = thread::spawn(move || {
        let _local = Temoin("local", porte.1.clone());
        let _porte = porte;
    });
    fil.join().unwrap();
    println!("{:?}", vu.try_iter().collect::<Vec<_>>());
    drop(journal);
    println!("{:?}", vu.recv());
}
