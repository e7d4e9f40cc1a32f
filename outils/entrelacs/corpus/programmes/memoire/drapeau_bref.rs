//! Un drapeau levé puis baissé, qu'un fil peut voir ou non

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{self, TryRecvError};
use std::thread;

static LEVE: AtomicBool = AtomicBool::new(false);

fn main() {
    let (envoi, reception) = mpsc::channel();
    let autre = envoi.clone();
    thread::spawn(move || {
        envoi.send(1).unwrap();
        LEVE.store(true, SeqCst);
        LEVE.store(false, SeqCst);
        envoi.send(1).unwrap();
    });
    thread::spawn(move || {
        if LEVE.load(SeqCst) {
            autre.send(1).unwrap();
        }
    });
    let mut recus = 0;
    loop {
        match reception.try_recv() {
            Ok(_) => recus += 1,
            Err(TryRecvError::Empty) => thread::yield_now(),
            Err(TryRecvError::Disconnected) => break,
        }
    }
    println!("{recus}");
}
