//! Éteindre : fermer l'entrée, laisser vider, attendre

use crossbeam_channel::{bounded, select, unbounded};
use std::thread;

const OUVRIERS: usize = 3;

fn main() {
    let (signal, arret) = bounded::<()>(0);
    let (clients, entree) = unbounded();
    let (envoi, travaux) = bounded(0);
    let (rendre, resultats) = bounded(0);
    let accueil = thread::spawn(move || {
        let mut acceptes = 0;
        loop {
            select! {
                recv(entree) -> n => envoi.send(n.unwrap()).unwrap(),
                recv(arret) -> _ => return acceptes, // détruit `envoi`
            }
            acceptes += 1;
        }
    });
    let ouvriers = [(); OUVRIERS].map(|()| {
        let (travaux, rendre) = (travaux.clone(), rendre.clone());
        thread::spawn(move || {
            for n in travaux {
                rendre.send(n * n).unwrap();
            }
        })
    });
    drop((travaux, rendre)); // `main` n'en garde aucun bout
    let collecte = thread::spawn(move || resultats.iter().count());

    [2, 3].into_iter().for_each(|n| clients.send(n).unwrap());
    drop(signal); // fermer l'entrée : le reste en découle
    let acceptes = accueil.join().unwrap();
    ouvriers.into_iter().for_each(|o| o.join().unwrap());
    let rendus = collecte.join().unwrap();
    println!("acceptés : {acceptes}, rendus : {rendus}");
}
