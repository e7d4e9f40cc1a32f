//! Sans salon : chacun écrit à tous

use crossbeam_channel::{Sender, unbounded};
use std::thread;

fn proposer(jour: &'static str, files: &[Sender<&'static str>]) {
    for file in files {
        file.send(jour).unwrap(); // sans limite : n'attend pas
    }
}

fn main() {
    let (vers_ana, ana) = unbounded();
    let (vers_luc, luc) = unbounded();
    let files = [vers_ana, vers_luc];
    thread::scope(|s| {
        s.spawn(|| proposer("samedi", &files));
        s.spawn(|| proposer("dimanche", &files));
    });
    drop(files);
    println!("Ana retient {}", ana.iter().last().unwrap());
    println!("Luc retient {}", luc.iter().last().unwrap());
}
