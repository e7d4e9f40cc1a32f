//! La fermeture d'un canal, des deux côtés, pendant qu'un autre fil attend

use crossbeam_channel::{bounded, select, unbounded};
use std::sync::mpsc;
use std::thread;

fn main() {
    let (s, r) = bounded::<u8>(0);
    let fil = thread::spawn(move || s.send(1).is_err());
    drop(r);
    println!("{}", fil.join().unwrap());

    let (s, r) = bounded(1);
    s.send(1).unwrap();
    let fil = thread::spawn(move || s.send(2).is_err());
    drop(r);
    println!("{}", fil.join().unwrap());

    let (s, r) = unbounded::<u8>();
    let fil = thread::spawn(move || r.recv());
    drop(s);
    println!("{:?}", fil.join().unwrap());

    let (s, r) = unbounded::<u8>();
    let copie = s.clone();
    let fil = thread::spawn(move || drop(copie));
    drop(s);
    println!("{:?} {:?}", r.recv(), r.iter().next());
    fil.join().unwrap();

    let (s, r) = bounded::<u8>(0);
    let fil = thread::spawn(move || drop(s));
    select! {
        recv(r) -> v => println!("{v:?}"),
    }
    fil.join().unwrap();

    let (s, r) = bounded::<u8>(0);
    let fil = thread::spawn(move || drop(r));
    select! {
        send(s, 3) -> res => println!("{res:?}"),
    }
    fil.join().unwrap();

    let (s, r) = mpsc::sync_channel::<u8>(0);
    let fil = thread::spawn(move || s.send(4).is_err());
    drop(r);
    println!("{}", fil.join().unwrap());

    let (s, r) = mpsc::channel::<u8>();
    let fil = thread::spawn(move || r.into_iter().count());
    s.send(5).unwrap();
    s.send(6).unwrap();
    drop(s);
    println!("{}", fil.join().unwrap());
}
