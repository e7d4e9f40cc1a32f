//! Un délai qui expire ne dit rien : on attend encore
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, RecvTimeoutError, SendTimeoutError, Sender, bounded};
use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

const UN_PEU: Duration = Duration::from_millis(5);

pub type Frequences = BTreeMap<&'static str, usize>;

pub fn produire(texte: &'static str, mots: Sender<&'static str>) {
    for mot in texte.split_whitespace() {
        loop {
            match mots.send_timeout(mot, UN_PEU) {
                Ok(()) => break,
                Err(SendTimeoutError::Timeout(_)) => {}
                Err(SendTimeoutError::Disconnected(_)) => return,
            }
        }
    }
}

pub fn consommer(mots: Receiver<&'static str>) -> Frequences {
    let mut frequences = Frequences::new();
    loop {
        match mots.recv_timeout(UN_PEU) {
            Ok(mot) => *frequences.entry(mot).or_default() += 1,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return frequences,
        }
    }
}

pub fn frequences(texte: &'static str) -> Frequences {
    let (envoi, mots) = bounded(0);
    thread::spawn(move || produire(texte, envoi));
    consommer(mots)
}
