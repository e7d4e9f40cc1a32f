//! Attendre une heure sans dormir, pendant qu'un autre fil dort moins

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

const T: Duration = Duration::from_millis(15);

fn main() {
    let (tx, rx) = mpsc::channel();
    let dormeur = tx.clone();
    let fils = [
        thread::spawn(move || {
            thread::sleep(T);
            dormeur.send("dormi un").unwrap();
            thread::sleep(2 * T);
            dormeur.send("dormi trois").unwrap();
        }),
        thread::spawn(move || {
            let debut = Instant::now();
            while debut.elapsed() < 2 * T {
                std::hint::spin_loop();
            }
            tx.send("attendu deux").unwrap();
        }),
    ];
    for texte in rx {
        println!("{texte}");
    }
    for fil in fils {
        fil.join().unwrap();
    }
}
