//! `select!` dans toutes ses formes, dans un seul fil

use crossbeam_channel::{Select, after, bounded, never, select, select_biased, unbounded};
use std::time::Duration;

const PEU: Duration = Duration::from_millis(2);

fn essai() -> Option<u32> {
    let (s, r) = bounded(1);
    s.send(3).unwrap();
    loop {
        select! {
            recv(r) -> v => return v.ok(),
            default => break,
        }
    }
    None
}

fn main() {
    let (s1, r1) = bounded::<u32>(1);
    let (s2, r2) = unbounded::<u32>();
    select! {
        recv(r1) -> _ => println!("impossible"),
        recv(r2) -> _ => println!("impossible"),
        default => println!("rien"),
    }
    select! {
        recv(r1) -> _ => println!("impossible"),
        default(PEU) => println!("délai"),
    }
    select! {
        recv(r1) -> _ => println!("impossible"),
        recv(after(PEU)) -> heure => println!("{}", heure.is_ok()),
    }
    select! {
        send(s1, 1) -> res => println!("{res:?}"),
    }
    select! {
        send(s1, 2) -> _ => println!("impossible"),
        default() => { println!("plein") }
    }
    let x = select! {
        recv(r1) -> v => v.unwrap() + 10,
        recv(never()) -> v => { let _: Result<u32, _> = v; 0 }
    };
    println!("{x}");
    s2.send(5).unwrap();
    select_biased! {
        recv(r2) -> v => println!("{v:?}"),
        send(s1, 6) -> _ => println!("impossible"),
    }
    select_biased! {
        recv(r1) -> _ => println!("impossible"),
        send(&s1, 7) -> res => println!("{res:?}"),
        default => println!("impossible"),
    }
    println!("{:?}", r1.recv());
    drop(s2);
    select! {
        recv(r2) -> v => println!("{v:?}"),
        default => println!("impossible"),
    }
    drop(r1);
    select! {
        send(s1, 8) -> res => println!("{res:?}"),
        default => println!("impossible"),
    }
    println!("{:?}", essai());

    let (s, r) = bounded(1);
    let mut choix = Select::new();
    let envoi = choix.send(&s);
    let reception = choix.recv(&r);
    let operation = choix.select();
    let choisi = operation.index();
    operation.send(&s, 9).unwrap();
    println!("{}", choisi == envoi);
    let operation = choix.try_select().unwrap();
    println!("{} {:?}", operation.index() == reception, operation.recv(&r));
    choix.remove(envoi);
    println!("{} {}", choix.try_select().is_err(), choix.select_timeout(PEU).is_err());
}
