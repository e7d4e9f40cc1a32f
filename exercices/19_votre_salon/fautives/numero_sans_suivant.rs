//! Le dernier de tous les numéros n'a pas de suivant : l'addition déborde
//!
//! Rejet : natif, retour_un_trou_se_dit
//! Message : overflow

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use std::collections::{BTreeMap, VecDeque};
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
    nom: String,
    /// `None` : il est évincé, et ne le sait pas encore.
    file: Option<Sender<Annonce>>,
}

/// Tient le salon jusqu'à `Eteindre`, ou jusqu'à ce que plus personne ne puisse lui
/// parler. « Ana entre », « Ana : bonjour », « Ana sort » : `noter` fait de chaque
/// texte l'annonce à mettre dans toutes les files, y compris celle de qui parle.
pub fn tenir(boite: Receiver<Demande>, noter: impl Fn(String) -> Annonce) {
    let mut membres: BTreeMap<u64, Membre> = BTreeMap::new();
    for demande in boite {
        let texte = match demande {
            Entrer(_, nom, _) if membres.values().any(|it| it.nom == nom) => None,
            Entrer(id, nom, file) => {
                let texte = format!("{nom} entre");
                let file = Some(file);
                membres.insert(id, Membre { nom, file });
                Some(texte)
            }
            Dire(id, mot) => membres.get(&id).map(|it| format!("{} : {mot}", it.nom)),
            Sortir(id) => membres.remove(&id).map(|it| it.nom + " sort"),
            Eteindre => return,
        };
        let Some(annonce) = texte.map(&noter) else {
            continue;
        };
        for membre in membres.values_mut() {
            let file = membre.file.take();
            membre.file = file.filter(|file| file.try_send(annonce.clone()).is_ok());
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
        let manque = vu + 1 < plus_ancienne.min(avant) || vu >= avant;
        let entre = |annonce: &&Annonce| vu < annonce.0 && annonce.0 < avant;
        Reprise {
            trou: vu != 0 && manque,
            annonces: self.gardees.iter().filter(entre).cloned().collect(),
        }
    }
}
