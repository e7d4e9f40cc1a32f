//! `select!` contre `select!`, sans tampon

use crossbeam_channel::{bounded, select};
use std::thread;

fn main() {
    let (s1, r1) = bounded(0);
    let (s2, r2) = bounded(0);
    let fil = thread::spawn(move || {
        select! {
            send(s1, 1) -> res => format!("envoie un {res:?}"),
            recv(r2) -> v => format!("reçoit deux {v:?}"),
        }
    });
    select! {
        recv(r1) -> v => println!("reçoit un {v:?}"),
        send(s2, 2) -> res => println!("envoie deux {res:?}"),
    }
    println!("{}", fil.join().unwrap());
}
