//! Une file où l'on attend qu'il y ait quelque chose à prendre

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct File {
    plats: Mutex<VecDeque<&'static str>>,
    arrivee: Condvar,
}

impl File {
    fn deposer(&self, plat: &'static str) {
        self.plats.lock().unwrap().push_back(plat);
        self.arrivee.notify_one(); // un plat : un seul fil à réveiller
    }

    fn prendre(&self) -> &'static str {
        let plats = self.plats.lock().unwrap();
        let mut plats = self
            .arrivee
            .wait_while(plats, |plats| plats.is_empty())
            .unwrap();
        plats.pop_front().expect("la file n'est pas vide")
    }
}

fn main() {
    let file = File::default();
    let [ana, luc] = thread::scope(|s| {
        let serveurs = [(); 2].map(|()| s.spawn(|| file.prendre()));
        file.deposer("soupe");
        file.deposer("tarte");
        serveurs.map(|fil| fil.join().unwrap())
    });
    println!("Ana : {ana}, Luc : {luc}");
}
