//! Le salon est un fil : il possède les membres, et n'en attend aucun

use crossbeam_channel::{Receiver, Sender, bounded};
use std::{collections::BTreeMap, sync::Arc, thread};

pub type Annonce = Arc<(u64, String)>; // son numéro, son texte
pub enum Demande {
    Entrer(u64, String, Sender<Annonce>), // sa connexion, son nom, sa file
    Dire(u64, String),
    Sortir(u64),
    Eteindre,
}
use Demande::*;

pub fn tenir(boite: Receiver<Demande>, noter: impl Fn(String) -> Annonce) {
    let (mut noms, mut files) = (BTreeMap::new(), BTreeMap::new());
    for demande in boite {
        let dit = match demande {
            Entrer(_, nom, _) if noms.values().any(|n| *n == nom) => None,
            Entrer(id, nom, file) => {
                files.insert(id, file);
                noms.insert(id, nom.clone());
                Some(nom + " entre")
            }
            Dire(id, mot) => noms.get(&id).map(|n| format!("{n} : {mot}")),
            Sortir(id) => noms.remove(&id).map(|nom| nom + " sort"),
            Eteindre => return, // détruites, les files se ferment
        };
        if let Some(annonce) = dit.map(&noter) {
            files.retain(|_, file| file.try_send(annonce.clone()).is_ok());
        }
    }
}

fn main() {
    let ((salon, boite), (file, recus)) = (bounded(0), bounded(2));
    thread::spawn(|| tenir(boite, |dit| Arc::new((1, dit))));
    salon.send(Entrer(1, "Ana".into(), file)).unwrap();
    salon.send(Dire(1, "bonjour".into())).unwrap();
    salon.send(Eteindre).unwrap();
    recus.iter().for_each(|annonce| println!("{}", annonce.1));
}
