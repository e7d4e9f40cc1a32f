//! Des `static` dans un module, une fonction, une macro : toutes neuves à chaque exécution
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

mod compte {
    use std::sync::atomic::AtomicU32;

    pub static TOTAL: AtomicU32 = AtomicU32::new(10);

    pub mod dedans {
        use std::sync::Mutex;

        pub static NOMS: Mutex<Vec<u32>> = Mutex::new(Vec::new());
    }
}

macro_rules! compteur {
    ($nom:ident) => {
        static $nom: AtomicU32 = AtomicU32::new(0);
    };
}

macro_rules! suivant {
    () => {{
        static SUIVANT: AtomicU32 = AtomicU32::new(0);
        SUIVANT.fetch_add(1, SeqCst)
    }};
}

compteur!(APPELS);

fn visite() -> u32 {
    static DERNIER: Mutex<u32> = Mutex::new(0);
    APPELS.fetch_add(1, SeqCst);
    compte::TOTAL.fetch_add(1, SeqCst);
    compte::dedans::NOMS.lock().unwrap().push(suivant!());
    let mut dernier = DERNIER.lock().unwrap();
    *dernier += 1;
    *dernier
}

fn main() {
    let fil = thread::spawn(visite);
    let mut vus = [visite(), fil.join().unwrap()];
    vus.sort();
    let noms = compte::dedans::NOMS.lock().unwrap().len();
    println!("{vus:?} {} {} {noms}", APPELS.load(SeqCst), compte::TOTAL.load(SeqCst));
}
