//! Une simple liste de membres, et la place qui reste lue dans la file
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// Une annonce : son numéro, son texte.
pub type Annonce = Arc<(u64, String)>;

/// Ce que l'on demande au salon.
pub enum Demande {
    /// Sa connexion, son nom, sa file.
    Entrer(u64, String, Sender<Annonce>),
    /// Sa connexion, ce qu'elle dit.
    Dire(u64, String),
    /// Sa connexion.
    Sortir(u64),
    Eteindre,
}
use Demande::*;

struct Membre {
    id: u64,
    nom: String,
    file: Option<Sender<Annonce>>,
}

/// Tient le salon jusqu'à `Eteindre`, ou jusqu'à ce que plus personne ne puisse lui
/// parler. « Ana entre », « Ana : bonjour », « Ana sort » : `noter` fait de chaque
/// texte l'annonce à mettre dans toutes les files, y compris celle de qui parle.
pub fn tenir(boite: Receiver<Demande>, noter: impl Fn(String) -> Annonce) {
    let mut membres: Vec<Membre> = Vec::new();
    for demande in boite {
        match demande {
            Entrer(id, nom, file) => {
                if membres.iter().all(|membre| membre.nom != nom) {
                    let dit = format!("{nom} entre");
                    membres.push(Membre {
                        id,
                        nom,
                        file: Some(file),
                    });
                    annoncer(&mut membres, &noter(dit));
                }
            }
            Dire(id, mot) => {
                let qui = membres.iter().find(|membre| membre.id == id);
                if let Some(dit) = qui.map(|membre| format!("{} : {mot}", membre.nom)) {
                    annoncer(&mut membres, &noter(dit));
                }
            }
            Sortir(id) => {
                if let Some(rang) = membres.iter().position(|membre| membre.id == id) {
                    let parti = membres.remove(rang);
                    annoncer(&mut membres, &noter(parti.nom + " sort"));
                }
            }
            Eteindre => break,
        }
    }
}

fn annoncer(membres: &mut [Membre], annonce: &Annonce) {
    for membre in membres {
        // Le salon seul remplit cette file : ce qu'il y voit de place y reste.
        match &membre.file {
            Some(file) if !file.is_full() => {
                let _ = file.send(annonce.clone());
            }
            _ => membre.file = None,
        }
    }
}

/// Comment finit la veille d'un membre.
#[derive(Debug, PartialEq, Eq)]
pub enum Fin {
    /// Plus personne ne donne de ses signes : il est parti.
    Parti,
    /// Un silence entier : il faut le couper.
    Muet,
}

/// Veille sur un membre, dont chaque trame reçue est un signe. Au bout d'un
/// demi-silence sans signe, le sonde, une fois ; au bout d'un silence entier, rend
/// `Muet`.
pub fn veiller(signes: Receiver<()>, silence: Duration, mut sonder: impl FnMut()) -> Fin {
    let mut sonde = false;
    loop {
        match signes.recv_timeout(silence / 2) {
            Ok(()) => sonde = false,
            Err(RecvTimeoutError::Disconnected) => return Fin::Parti,
            Err(RecvTimeoutError::Timeout) if sonde => return Fin::Muet,
            Err(RecvTimeoutError::Timeout) => {
                sonde = true;
                sonder();
            }
        }
    }
}

/// Les dernières annonces, pour qui revient.
pub struct Historique {
    /// Le numéro de la prochaine annonce.
    prochain: u64,
    /// Combien d'annonces sont gardées, au plus.
    places: usize,
    gardees: VecDeque<Annonce>,
}

/// Ce qu'a manqué qui revient.
pub struct Reprise {
    /// Vrai s'il en manque, qui ne sont plus gardées.
    pub trou: bool,
    /// Celles qui sont gardées, dans l'ordre.
    pub annonces: Vec<Annonce>,
}

impl Historique {
    /// Un historique vide, dont la première annonce aura le numéro `premier`.
    pub fn new(premier: u64, places: usize) -> Self {
        Self {
            prochain: premier,
            places,
            gardees: VecDeque::new(),
        }
    }

    /// Donne à `texte` le numéro qui suit, et garde l'annonce.
    pub fn noter(&mut self, texte: String) -> Annonce {
        let annonce = Arc::new((self.prochain, texte));
        self.prochain += 1;
        self.gardees.push_back(annonce.clone());
        if self.gardees.len() > self.places {
            self.gardees.pop_front();
        }
        annonce
    }

    /// Ce qui suit le numéro `vu` et précède le numéro `avant`, à partir duquel les
    /// annonces viennent par la file. Zéro demande tout ce qui est gardé et précède
    /// `avant`, et n'est jamais un trou. Un numéro qui n'est pas plus petit que `avant`
    /// en est toujours un.
    pub fn reprendre(&self, vu: u64, avant: u64) -> Reprise {
        let plus_ancienne = self.gardees.front().map_or(self.prochain, |it| it.0);
        let manque = vu >= avant || vu + 1 < plus_ancienne.min(avant);
        let entre = |annonce: &&Annonce| vu < annonce.0 && annonce.0 < avant;
        Reprise {
            trou: vu != 0 && manque,
            annonces: self.gardees.iter().filter(entre).cloned().collect(),
        }
    }
}
