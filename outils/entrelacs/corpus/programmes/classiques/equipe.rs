//! Une équipe de deux ouvriers qui se partagent un récepteur

use std::sync::{Arc, Mutex, mpsc};
use std::thread;

type Travail = Box<dyn FnOnce() -> u32 + Send>;

fn main() {
    let (envoi, reception) = mpsc::channel::<Travail>();
    let reception = Arc::new(Mutex::new(reception));
    let ouvriers = [(), ()].map(|()| {
        let reception = Arc::clone(&reception);
        thread::spawn(move || {
            let mut total = 0;
            loop {
                let travail = reception.lock().unwrap().recv();
                match travail {
                    Ok(travail) => total += travail(),
                    Err(_) => return total,
                }
            }
        })
    });
    drop(reception);
    envoi.send(Box::new(|| 1)).unwrap();
    envoi.send(Box::new(|| 2)).unwrap();
    drop(envoi);
    let [a, b] = ouvriers.map(|ouvrier| ouvrier.join().unwrap());
    println!("{a} + {b}");
}
