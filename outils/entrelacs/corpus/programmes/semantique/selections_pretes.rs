//! `Select::ready` : savoir ce qui est prêt sans le faire
use crossbeam_channel::{Select, bounded, never, unbounded};
use std::thread;
use std::time::Duration;

fn main() {
    let (tx, rx) = unbounded::<u32>();
    let rien = never::<u32>();
    let mut choix = Select::new();
    let lire = choix.recv(&rx);
    choix.recv(&rien);
    println!("{:?}", choix.try_ready());
    println!("{:?}", choix.ready_timeout(Duration::from_millis(1)));
    tx.send(5).unwrap();
    println!("{} {:?}", choix.ready() == lire, choix.try_ready());
    println!("{:?} {:?}", rx.try_recv(), choix.try_ready());
    drop(tx);
    println!("{:?} {:?}", choix.try_ready(), rx.try_recv());

    // Un rendez-vous est prêt quand l'autre attend.
    let (tx, rx) = bounded::<u32>(0);
    println!("{:?} {:?}", Select::new().try_ready(), {
        let mut choix = Select::new();
        choix.send(&tx);
        choix.try_ready()
    });
    let fil = thread::spawn(move || rx.recv());
    let mut choix = Select::new_biased();
    choix.send(&tx);
    println!("{}", choix.ready());
    tx.send(8).unwrap();
    println!("{:?} {:?}", fil.join().unwrap(), choix.try_ready());
}
