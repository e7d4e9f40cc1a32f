//! Le premier échec arrête les autres

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::thread;

fn lire(envoi: Sender<&str>, arret: Receiver<()>) -> Result<(), String> {
    for mot in ["7", "huit", "9"] {
        select! {
            send(envoi, mot) -> _ => {}
            recv(arret) -> _ => return Err("arrêté".to_string()),
        }
    }
    Ok(())
}

fn verifier(mots: &Receiver<&str>) -> Result<(), String> {
    for mot in mots {
        let nombre = mot.parse::<u32>();
        nombre.map_err(|_| format!("{mot} n'est pas un nombre"))?;
    }
    Ok(())
}

fn main() {
    let (envoi, mots) = bounded(0);
    let (signal, arret) = bounded(0);
    let (fini, fins) = bounded(0);
    let (mut signal, mut premiere) = (Some(signal), None);
    thread::scope(|s| {
        let (mots, lu) = (&mots, fini.clone());
        s.spawn(move || lu.send(lire(envoi, arret)).unwrap());
        s.spawn(move || fini.send(verifier(mots)).unwrap());
        for erreur in fins.into_iter().filter_map(Result::err) {
            premiere.get_or_insert(erreur); // les suivantes sont ignorées
            drop(signal.take()); // détruit : `arret` est prêt pour tous
        }
    });
    println!("Échec : {}", premiere.as_deref().unwrap_or("aucun"));
}
