//! `crossbeam_utils::thread::scope`, `Parker`, `Backoff`
use crossbeam_utils::Backoff;
use crossbeam_utils::sync::Parker;
use crossbeam_utils::thread;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::time::Duration;

fn main() {
    let compte = AtomicU32::new(0);
    let rendu = thread::scope(|s| {
        let fil = s.spawn(|s| {
            s.spawn(|_| compte.fetch_add(1, SeqCst));
            compte.fetch_add(10, SeqCst);
            "fil"
        });
        let nomme = s.builder().name("nommé".into()).spawn(|_| std::thread::current().name().map(str::to_owned));
        (fil.join().unwrap(), nomme.unwrap().join().unwrap())
    });
    println!("{rendu:?} {}", compte.load(SeqCst));

    let attendue = thread::scope(|s| s.spawn(|_| panic!("recueillie")).join().is_err());
    println!("{attendue:?}");
    let perdue = thread::scope(|s| {
        s.spawn(|_| panic!("perdue"));
    });
    let charges = perdue.unwrap_err().downcast::<Vec<Box<dyn std::any::Any + Send>>>().unwrap();
    println!("{:?}", charges.iter().map(|charge| charge.downcast_ref::<&str>()).collect::<Vec<_>>());

    let dormeur = Parker::new();
    let reveil = dormeur.unparker().clone();
    let fil = std::thread::spawn(move || {
        reveil.unpark();
        reveil.unpark();
    });
    dormeur.park();
    fil.join().unwrap();
    dormeur.unparker().unpark();
    dormeur.unparker().unpark();
    dormeur.park();
    dormeur.park_timeout(Duration::from_millis(1));
    println!("réveillé");

    let pret = AtomicBool::new(false);
    std::thread::scope(|s| {
        s.spawn(|| pret.store(true, SeqCst));
        let patience = Backoff::new();
        while !pret.load(SeqCst) {
            patience.snooze();
        }
        patience.reset();
        patience.spin();
        println!("{}", patience.is_completed());
    });
}
