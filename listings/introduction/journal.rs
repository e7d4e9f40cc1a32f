//! Ce qui a un ordre, et ce qui n'en a pas

use std::thread;

fn main() {
    let mut journal = vec!["avant le fil"]; // avant de lancer
    let fil = thread::spawn(move || {
        journal.push("dans le fil");
        println!("Le fil écrit");
        journal // rendu à celui qui attend
    });
    println!("main travaille"); // rien ne l'ordonne avec le fil
    let mut journal = fil.join().unwrap();
    journal.push("après le fil"); // après l'attente
    println!("{}", journal.join(", "));
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
    use std::thread;

    #[test]
    fn lancer_et_attendre_ordonnent_meme_des_acces_relaches() {
        static AVANT: AtomicBool = AtomicBool::new(false);
        static DEDANS: AtomicBool = AtomicBool::new(false);
        AVANT.store(true, Relaxed);
        let fil = thread::spawn(|| {
            DEDANS.store(true, Relaxed);
            AVANT.load(Relaxed)
        });
        assert!(fil.join().unwrap());
        assert!(DEDANS.load(Relaxed));
    }
}
