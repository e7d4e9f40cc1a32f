//! crossbeam-channel : chaque opération, chaque erreur

use crossbeam_channel::{
    RecvTimeoutError, SendTimeoutError, TryRecvError, TrySendError, after, bounded, never, tick, unbounded,
};
use std::thread;
use std::time::Duration;

const PEU: Duration = Duration::from_millis(2);

fn main() {
    let (s, r) = bounded(2);
    println!("{:?} {:?} {} {} {}", s.capacity(), r.capacity(), s.len(), s.is_empty(), s.is_full());
    s.send(0).unwrap();
    println!("{:?} {:?}", r.recv_timeout(PEU), s.send_timeout(1, PEU));
    println!("{:?} {:?}", s.try_send(2), s.try_send(3));
    println!("{:?}", s.send_timeout(4, PEU) == Err(SendTimeoutError::Timeout(4)));
    println!("{} {} {}", r.len(), r.is_full(), r.is_empty());
    println!("{:?} {:?} {:?}", r.recv(), r.try_recv(), r.try_recv());
    println!("{:?}", r.recv_timeout(PEU));
    let (s2, r2) = (s.clone(), r.clone());
    println!("{} {}", s.same_channel(&s2), r.same_channel(&r2));
    drop((s, r));
    s2.send(5).unwrap();
    drop(s2);
    println!("{:?} {:?} {:?}", r2.recv(), r2.recv(), r2.try_recv());
    println!("{:?} {}", r2.recv_timeout(PEU) == Err(RecvTimeoutError::Disconnected), r2.len());

    let (s, r) = bounded(0);
    println!("{:?} {} {} {}", s.capacity(), s.is_full(), s.is_empty(), r.len());
    println!("{:?} {:?}", s.try_send(1), r.try_recv());
    println!("{:?}", s.send_timeout(1, PEU));
    drop(r);
    println!("{:?} {:?}", s.send(2), s.try_send(3) == Err(TrySendError::Disconnected(3)));
    println!("{:?}", s.send_timeout(4, PEU));

    let (s, r) = unbounded();
    for i in 0..3 {
        s.send(i).unwrap();
    }
    println!("{:?} {} {:?}", s.capacity(), s.len(), r.try_iter().take(2).collect::<Vec<_>>());
    drop(s);
    println!("{:?} {:?}", r.iter().collect::<Vec<_>>(), r.into_iter().next());

    let minuteur = after(PEU);
    println!("{} {:?}", minuteur.recv().is_ok(), minuteur.try_recv() == Err(TryRecvError::Empty));
    println!("{:?}", minuteur.capacity());
    let jamais = never::<u32>();
    println!("{:?} {:?}", jamais.try_recv(), jamais.recv_timeout(PEU));
    let horloge = tick(PEU);
    println!("{} {}", horloge.recv().is_ok(), horloge.recv().is_ok());

    let (s, r) = bounded(0);
    let fil = thread::spawn(move || s.send("rendez-vous").is_ok());
    println!("{:?} {}", r.recv(), fil.join().unwrap());

    let (s, r) = bounded::<crossbeam_channel::Receiver<u8>>(1);
    let (s2, r2) = bounded(1);
    s.send(r2).unwrap();
    drop(r);
    println!("{:?} {}", s2.send(1).is_err(), s.len());
    drop(s);
    println!("{:?}", s2.send(1).is_err());
    let (s, r) = unbounded();
    let (s2, r2) = bounded(1);
    s.send(r2).unwrap();
    drop(r);
    println!("{:?} {}", s2.send(1).is_err(), s.len());
}
