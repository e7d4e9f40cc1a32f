//! std::sync::mpsc : chaque erreur

use std::sync::mpsc::{self, RecvTimeoutError, TryRecvError, TrySendError};
use std::thread;
use std::time::Duration;

fn main() {
    let (tx, rx) = mpsc::channel();
    println!("{:?}", rx.try_recv());
    println!("{:?}", rx.recv_timeout(Duration::from_millis(2)));
    let tx2 = tx.clone();
    tx.send(1).unwrap();
    tx2.send(2).unwrap();
    println!("{:?}", rx.try_iter().collect::<Vec<_>>());
    drop(tx);
    println!("{:?}", rx.try_recv() == Err(TryRecvError::Empty));
    tx2.send(3).unwrap();
    drop(tx2);
    println!("{:?} {:?} {:?}", rx.recv(), rx.recv(), rx.try_recv());
    println!("{:?}", rx.recv_timeout(Duration::from_millis(2)) == Err(RecvTimeoutError::Disconnected));

    let (tx, rx) = mpsc::channel();
    drop(rx);
    println!("{:?}", tx.send('x').unwrap_err().0);

    let (tx, rx) = mpsc::sync_channel(1);
    println!("{:?} {:?}", tx.try_send(1), tx.try_send(2));
    println!("{:?}", rx.recv());
    drop(rx);
    println!("{:?} {:?}", tx.try_send(3), tx.send(4).is_err());
    let (tx, rx) = mpsc::sync_channel(0);
    println!("{:?}", matches!(tx.try_send(1), Err(TrySendError::Full(1))));
    let fil = thread::spawn(move || tx.send(5).is_ok());
    println!("{:?} {}", rx.recv(), fil.join().unwrap());
    println!("{:?}", rx.iter().count() + rx.into_iter().count());

    // Détruire le récepteur détruit les messages en attente.
    let (s, r) = mpsc::sync_channel::<mpsc::Receiver<u8>>(1);
    let (s2, r2) = mpsc::channel();
    s.send(r2).unwrap();
    drop(r);
    println!("{:?}", s2.send(1).is_err());
}
