//! Un salon qui évince le lent, fût-ce celui qui parle

use crossbeam_channel::{Receiver, Sender, bounded};
use std::thread;

fn salon(boite: Receiver<char>, mut files: Vec<Sender<char>>) {
    for mot in boite {
        files.retain(|file| file.try_send(mot).is_ok());
    }
}

fn main() {
    let (dire, boite) = bounded(0);
    let (file, recus) = bounded(1);
    thread::scope(|s| {
        s.spawn(|| salon(boite, vec![file]));
        s.spawn(|| {
            let lus: String = recus.iter().collect();
            println!("Ana a lu : {lus}");
        });
        for mot in ['a', 'b', 'c'] {
            dire.send(mot).unwrap(); // c'est Ana qui parle
        }
        drop(dire);
    });
}
