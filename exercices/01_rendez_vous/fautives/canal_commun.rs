//! Un seul canal pour tous les appels : les comptes se mêlent
//!
//! Rejet : entrelacements, deux_comptes_a_la_fois
//! Message : Ok(1)

use crossbeam_channel::{Receiver, Sender, bounded};
use std::sync::OnceLock;
use std::thread;

static CANAL: OnceLock<(Sender<usize>, Receiver<usize>)> = OnceLock::new();

pub fn compter_ailleurs(texte: &'static str) -> Receiver<usize> {
    let (envoi, reception) = CANAL.get_or_init(|| bounded(0));
    thread::spawn(move || envoi.send(texte.split_whitespace().count()));
    reception.clone()
}
