//! Quatre mots, un membre qui dort : ce que sa file garde

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded, unbounded};

fn evincer(file: &mut Option<Sender<char>>, mot: char) {
    if file.as_ref().is_some_and(|f| f.try_send(mot).is_err()) {
        *file = None; // détruite : le membre le saura
    }
}

fn remplacer(file: &Sender<char>, tete: &Receiver<char>, mot: char) {
    while let Err(TrySendError::Full(_)) = file.try_send(mot) {
        let _ = tete.try_recv(); // le plus ancien
    }
}

fn garde(recus: &Receiver<char>) -> String {
    recus.try_iter().collect()
}

fn main() {
    let (file, lent) = bounded(2);
    let (anciens, suite) = bounded(2);
    let (dernier, etat) = bounded(1);
    let (tout, entier) = unbounded();
    let mut file = Some(file);
    for mot in ['a', 'b', 'c', 'd'] {
        evincer(&mut file, mot);
        remplacer(&anciens, &suite, mot);
        remplacer(&dernier, &etat, mot);
        tout.send(mot).unwrap();
    }
    println!("évincer : {}", garde(&lent));
    println!("jeter le plus ancien : {}", garde(&suite));
    println!("garder le dernier : {}", garde(&etat));
    println!("sans limite : {}", garde(&entier));
}
