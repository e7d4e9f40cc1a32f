//! Deux producteurs de dix messages, et leur somme

use std::sync::mpsc;
use std::thread;

fn main() {
    let (envoi, reception) = mpsc::channel();
    for id in 0..2 {
        let envoi = envoi.clone();
        thread::spawn(move || {
            for i in 0..10 {
                envoi.send(id * 100 + i).unwrap();
            }
        });
    }
    drop(envoi);
    println!("{}", reception.iter().sum::<i32>());
}
