//! Une réponse à temps, ou l'abandon

use crossbeam_channel::{after, bounded, select};
use std::thread;
use std::time::Duration;

const DELAI: Duration = Duration::from_millis(100);
const TRAVAIL: Duration = Duration::from_millis(50);

fn demander(travail: Duration) -> &'static str {
    let limite = after(DELAI);
    // Détruit au retour de la fonction : c'est l'annulation.
    let (_annuler, abandon) = bounded::<()>(0);
    // Une place : qui répond trop tard n'attend personne.
    let (envoi, reponse) = bounded(1);
    thread::spawn(move || {
        select! {
            recv(after(travail)) -> _ => { // le travail
                let _ = envoi.send("réponse");
            }
            recv(abandon) -> _ => {} // plus personne n'attend
        }
    });
    select! {
        recv(reponse) -> r => r.unwrap(),
        recv(limite) -> _ => "trop tard",
    }
}

fn main() {
    println!("{}", demander(TRAVAIL));
}
