//! Un tampon d'une place, deux conditions : correct

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct Tampon {
    file: Mutex<VecDeque<u32>>,
    place: Condvar,
    message: Condvar,
}

impl Tampon {
    fn poser(&self, valeur: u32) {
        let file = self.file.lock().unwrap();
        let mut file = self.place.wait_while(file, |file| file.len() == 1).unwrap();
        file.push_back(valeur);
        self.message.notify_one();
    }

    fn prendre(&self) -> u32 {
        let file = self.file.lock().unwrap();
        let mut file = self.message.wait_while(file, |file| file.is_empty()).unwrap();
        let valeur = file.pop_front().unwrap();
        self.place.notify_one();
        valeur
    }
}

fn main() {
    let tampon = Arc::new(Tampon {
        file: Mutex::new(VecDeque::new()),
        place: Condvar::new(),
        message: Condvar::new(),
    });
    let fils = [(), ()].map(|()| {
        let tampon = tampon.clone();
        thread::spawn(move || tampon.prendre())
    });
    tampon.poser(1);
    tampon.poser(2);
    let somme: u32 = fils.into_iter().map(|fil| fil.join().unwrap()).sum();
    println!("{somme}");
}
