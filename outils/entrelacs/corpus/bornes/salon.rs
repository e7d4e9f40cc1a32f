//! Un salon qui attend ses membres
use crossbeam_channel::{Receiver, Sender, bounded};
use std::thread;

const MEMBRES: u32 = 3;

enum Evt {
    Entrer(u32, Sender<String>),
    Dire(u32, &'static str),
    Sortir(u32),
}

fn salon(evts: Receiver<Evt>) {
    let mut membres: Vec<(u32, Sender<String>)> = Vec::new();
    for evt in evts {
        match evt {
            Evt::Entrer(id, file) => membres.push((id, file)),
            Evt::Dire(id, mot) => {
                for (_, file) in &membres {
                    let _ = file.send(format!("{id} : {mot}"));
                }
            }
            Evt::Sortir(id) => membres.retain(|(membre, _)| *membre != id),
        }
    }
}

fn client(id: u32, salon: Sender<Evt>) {
    let (file, recus) = bounded(1);
    salon.send(Evt::Entrer(id, file)).unwrap();
    salon.send(Evt::Dire(id, "salut")).unwrap();
    salon.send(Evt::Sortir(id)).unwrap();
    drop(salon);
    for mot in recus {
        println!("[{id}] {mot}");
    }
}

fn main() {
    let (envoi, evts) = bounded(0);
    thread::scope(|s| {
        s.spawn(|| salon(evts));
        for id in 1..=MEMBRES {
            let envoi = envoi.clone();
            s.spawn(move || client(id, envoi));
        }
        drop(envoi);
    });
    println!("Fin");
}
