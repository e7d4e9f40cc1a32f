//! Un salon qui évince le lent

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::collections::BTreeMap;
use std::thread;

fn salon(entrees: Receiver<(u32, Sender<u32>)>, mots: Receiver<u32>) {
    let mut membres: BTreeMap<u32, Sender<u32>> = BTreeMap::new();
    loop {
        select! {
            recv(entrees) -> entree => match entree {
                Ok((id, file)) => { membres.insert(id, file); }
                Err(_) => break,
            },
            recv(mots) -> mot => {
                let Ok(mot) = mot else { break };
                membres.retain(|_, file| file.try_send(mot).is_ok());
            }
        }
    }
}

fn main() {
    let (entree, entrees) = bounded(0);
    let (mot, mots) = bounded(0);
    thread::scope(|s| {
        s.spawn(|| salon(entrees, mots));
        let (file, recus) = bounded(1);
        entree.send((1, file)).unwrap();
        s.spawn(move || {
            for mot in recus {
                println!("reçu {mot}");
            }
            println!("évincé");
        });
        for n in 1..=3 {
            mot.send(n).unwrap();
        }
        drop((entree, mot));
    });
}
