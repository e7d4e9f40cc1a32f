//! Surveiller deux canaux : le premier prêt l'emporte

use crossbeam_channel::{bounded, select};
use std::thread;

fn main() {
    let (envoi1, chan1) = bounded(0);
    let (envoi2, chan2) = bounded(0);

    thread::scope(|s| {
        // Les fils empruntent les émetteurs : les canaux restent ouverts.
        s.spawn(|| envoi1.send("un").unwrap());
        s.spawn(|| envoi2.send("deux").unwrap());

        for _ in 0..2 {
            select! {
                recv(chan1) -> msg => {
                    println!("Reçu sur chan1 : {}", msg.unwrap());
                }
                recv(chan2) -> msg => {
                    println!("Reçu sur chan2 : {}", msg.unwrap());
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_canal_ferme_est_toujours_pret() {
        let (envoi, chan) = bounded::<u32>(0);
        drop(envoi);
        select! {
            recv(chan) -> msg => assert!(msg.is_err()),
            default => panic!("un canal fermé devrait être prêt"),
        }
    }

    /// La page et son quiz disent que le tirage part d'une graine fixe, la même
    /// dans chaque fil.
    #[test]
    fn le_premier_choix_d_un_fil_est_toujours_le_meme() {
        let premier_choix = || {
            let ((envoi1, chan1), (envoi2, chan2)) = (bounded(1), bounded(1));
            envoi1.send("un").unwrap();
            envoi2.send("deux").unwrap();
            select! {
                recv(chan1) -> msg => msg.unwrap(),
                recv(chan2) -> msg => msg.unwrap(),
            }
        };
        for _ in 0..20 {
            assert_eq!(thread::spawn(premier_choix).join().unwrap(), "deux");
        }
    }
}
