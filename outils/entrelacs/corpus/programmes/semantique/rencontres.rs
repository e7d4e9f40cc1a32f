//! Sans tampon : qui rencontre qui, et dans quel sens

use crossbeam_channel::{Select, bounded, select, select_biased};
use std::thread;

fn main() {
    let (s, r) = bounded(0);
    let (t, q) = bounded(0);
    // Un canal fermé serait toujours prêt à recevoir.
    let _ouverts = (s.clone(), t.clone());
    let a = thread::spawn(move || s.send('a').is_ok());
    let b = thread::spawn(move || t.send('b').is_ok());
    let mut recus = String::new();
    for _ in 0..2 {
        select! {
            recv(r) -> v => recus.extend(v),
            recv(q) -> v => recus.extend(v),
        }
    }
    println!("{} {} {}", recus.len(), a.join().unwrap(), b.join().unwrap());

    // Une sélection ne se rencontre pas elle-même.
    let (s, r) = bounded(0);
    let seul = select! {
        send(s, 1) -> _ => "impossible",
        recv(r) -> _ => "impossible",
        default => "seule",
    };
    println!("{seul}");

    let fil = thread::spawn(move || {
        let mut choix = Select::new_biased();
        choix.send(&s);
        let operation = choix.select();
        operation.send(&s, 2).is_ok()
    });
    let recu = select_biased! {
        recv(r) -> v => v,
    };
    println!("{recu:?} {}", fil.join().unwrap());

    // Une branche prête passe avant un rendez-vous, pour qui a des préférences.
    let (s, r) = bounded(1);
    let (t, q) = bounded(0);
    let autre = t.clone();
    s.send(3).unwrap();
    let fil = thread::spawn(move || autre.send(4).is_ok());
    let recu = select_biased! {
        recv(r) -> v => v,
        recv(q) -> _ => unreachable!(),
    };
    println!("{recu:?} {:?} {}", q.recv(), fil.join().unwrap());

    s.send(5).unwrap();
    let fil = thread::spawn(move || q.recv());
    let recu = select_biased! {
        recv(r) -> v => v,
        send(t, 6) -> _ => unreachable!(),
    };
    println!("{recu:?} {:?} {:?}", t.send(7), fil.join().unwrap());
}
