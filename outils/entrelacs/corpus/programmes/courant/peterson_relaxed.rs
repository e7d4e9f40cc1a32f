//! `SeqCst` : exclusion prouvée, « 2 » toujours. Ici tout est `Relaxed` : sur une vraie machine c'est faux ; l'outil dit « 2 ».
//! Ce que le lecteur doit voir : un avertissement que `Relaxed` n'est pas exploré.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread;

#[derive(Default)]
struct Peterson {
    flag: [AtomicBool; 2],
    turn: AtomicUsize,
}

impl Peterson {
    fn lock(&self, me: usize) {
        let other = 1 - me;
        self.flag[me].store(true, Relaxed);
        self.turn.store(other, Relaxed);
        while self.flag[other].load(Relaxed) && self.turn.load(Relaxed) == other {
            std::hint::spin_loop();
        }
    }
    fn unlock(&self, me: usize) {
        self.flag[me].store(false, Relaxed);
    }
}

fn main() {
    let lock = Arc::new(Peterson::default());
    let counter = Arc::new(AtomicUsize::new(0));
    let t: Vec<_> = (0..2)
        .map(|me| {
            let (lock, counter) = (Arc::clone(&lock), Arc::clone(&counter));
            thread::spawn(move || {
                lock.lock(me);
                let v = counter.load(Relaxed);
                counter.store(v + 1, Relaxed);
                lock.unlock(me);
            })
        })
        .collect();
    for t in t {
        t.join().unwrap();
    }
    println!("{}", counter.load(Relaxed));
}
