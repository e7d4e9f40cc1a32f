//! Lire deux canaux jusqu'au bout : `never` désactive une branche

use crossbeam_channel::{Receiver, bounded, never, select};
use std::thread;

fn source(message: &'static str) -> Receiver<&'static str> {
    let (envoi, reception) = bounded(0);
    thread::spawn(move || envoi.send(message).unwrap());
    reception // en finissant, le fil détruit l'émetteur : canal fermé
}

fn main() {
    let (mut a, mut b) = (source("un"), source("deux"));
    let mut ouverts = 2;
    while ouverts > 0 {
        select! {
            recv(a) -> msg => match msg {
                Ok(val) => println!("A : {val}"),
                Err(_) => {
                    println!("A est fermé");
                    a = never(); // ne sera plus jamais prêt
                    ouverts -= 1;
                }
            },
            recv(b) -> msg => match msg {
                Ok(val) => println!("B : {val}"),
                Err(_) => {
                    println!("B est fermé");
                    b = never();
                    ouverts -= 1;
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_n_est_jamais_pret() {
        assert!(never::<u32>().try_recv().unwrap_err().is_empty());
    }
}
