//! Un tampon d'une place, une seule condition : un réveil peut se tromper de fil

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct Tampon {
    file: Mutex<VecDeque<u32>>,

    message: Condvar,
}

impl Tampon {
    fn poser(&self, valeur: u32) {
        let file = self.file.lock().unwrap();
        let mut file = self.message.wait_while(file, |file| file.len() == 1).unwrap();
        file.push_back(valeur);
        self.message.notify_one();
    }

    fn prendre(&self) -> u32 {
        let file = self.file.lock().unwrap();
        let mut file = self.message.wait_while(file, |file| file.is_empty()).unwrap();
        let valeur = file.pop_front().unwrap();
        self.message.notify_one();
        valeur
    }
}

fn main() {
    let tampon = Arc::new(Tampon {
        file: Mutex::new(VecDeque::new()),

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
