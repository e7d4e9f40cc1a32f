//! Ce que voit un essai, qui n'attend pas. Devant un écrivain, `try_read` n'échoue, le
//! verrou étant libre, que si l'écrivain a pu entrer dans la file, donc s'il a trouvé le
//! verrou pris.

use crate::check;
use entrelacs::std_shim::sync::mpsc;
use entrelacs::std_shim::sync::{Arc, RwLock};
use entrelacs::std_shim::thread;

/// Ce que voient deux essais devant un écrivain qui peut être dans la file.
const EITHER: &[&str] = &[
    "0 0",
    "0 1",
    "0 pris",
    "1 1",
    "pris 0",
    "pris 1",
    "pris pris",
];

/// Ce que voit un essai.
fn tried(lock: &RwLock<u64>) -> String {
    lock.try_read()
        .map_or("pris".to_owned(), |value| value.to_string())
}

#[test]
fn un_ecrivain_qui_n_a_pas_attendu_n_est_pas_dans_la_file() {
    fn main() {
        let lock = Arc::new(RwLock::new(0));
        let writer = lock.clone();
        thread::spawn(move || *writer.write().unwrap() = 1);
        entrelacs::print!("{} {}", tried(&lock), tried(&lock));
    }
    // Jamais « pris 0 » : l'essai n'a pu échouer que pendant l'écriture.
    check(
        main,
        &["0 0", "0 1", "0 pris", "1 1", "pris 1", "pris pris"],
    );
}

#[test]
fn un_ecrivain_qui_a_attendu_peut_etre_dans_la_file() {
    fn main() {
        let lock = Arc::new(RwLock::new(0));
        let (sender, receiver) = mpsc::channel();
        let (reader, writer) = (lock.clone(), lock.clone());
        thread::spawn(move || {
            drop(reader.read().unwrap());
            sender.send(()).unwrap();
        });
        thread::spawn(move || {
            thread::yield_now();
            *writer.write().unwrap() = 1;
        });
        receiver.recv().unwrap();
        entrelacs::print!("{} {}", tried(&lock), tried(&lock));
    }
    check(main, EITHER);
}

#[test]
fn un_ecrivain_peut_entrer_dans_la_file_avant_que_le_lecteur_parte() {
    fn main() {
        let lock = Arc::new(RwLock::new(0));
        let (sender, receiver) = mpsc::channel();
        let (go, gone) = mpsc::channel();
        let (reader, writer) = (lock.clone(), lock.clone());
        thread::spawn(move || {
            let read = reader.read().unwrap();
            go.send(()).unwrap();
            drop(read);
            sender.send(()).unwrap();
        });
        thread::spawn(move || {
            gone.recv().unwrap();
            *writer.write().unwrap() = 1;
        });
        receiver.recv().unwrap();
        entrelacs::print!("{} {}", tried(&lock), tried(&lock));
    }
    check(main, EITHER);
}

#[test]
fn un_lecteur_peut_passer_devant_un_ecrivain_qui_attend() {
    fn main() {
        let lock = Arc::new(RwLock::new(0));
        let (ready, waiting) = mpsc::channel();
        let (done, read) = mpsc::channel();
        let held = lock.read().unwrap();
        let (writer, reader) = (lock.clone(), lock.clone());
        thread::spawn(move || {
            ready.send(()).unwrap();
            *writer.write().unwrap() = 1;
        });
        thread::spawn(move || {
            waiting.recv().unwrap();
            done.send(*reader.read().unwrap()).unwrap();
        });
        // Sans ce dépassement, chacun attendrait l'autre.
        entrelacs::print!("{} {held}", read.recv().unwrap());
    }
    // Ou l'interblocage, qui n'affiche rien.
    check(main, &["Deadlock ", "0 0"]);
}

#[test]
fn un_essai_voit_si_le_dernier_emetteur_est_parti() {
    fn main() {
        let (sender, receiver) = mpsc::channel::<()>();
        let other = thread::spawn(move || {
            let said = format!("{:?}", receiver.try_recv());
            // Jamais détruit, il ne gêne plus l'émetteur.
            std::mem::forget(receiver);
            said
        });
        drop(sender);
        entrelacs::print!("{}", other.join().unwrap());
    }
    check(main, &["Err(Disconnected)", "Err(Empty)"]);
}
