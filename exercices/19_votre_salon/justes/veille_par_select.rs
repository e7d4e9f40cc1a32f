//! La veille attend par `select!`, et l'historique est une table par numéro
//!
//! Verdict : prouvé

use crossbeam_channel::{Receiver, Sender, after, select};
use std::collections::BTreeMap;
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
    loop {
        select! {
            recv(signes) -> signe => match signe {
                Ok(()) => continue,
                Err(_) => return Fin::Parti,
            },
            recv(after(silence / 2)) -> _ => sonder(),
        }
        select! {
            recv(signes) -> signe => if signe.is_err() {
                return Fin::Parti;
            },
            recv(after(silence / 2)) -> _ => return Fin::Muet,
        }
    }
}

/// Les dernières annonces, pour qui revient.
pub struct Historique {
    /// Le numéro de la prochaine annonce.
    prochain: u64,
    /// Combien d'annonces sont gardées, au plus.
    places: usize,
    gardees: BTreeMap<u64, Annonce>,
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
            gardees: BTreeMap::new(),
        }
    }

    /// Donne à `texte` le numéro qui suit, et garde l'annonce.
    pub fn noter(&mut self, texte: String) -> Annonce {
        let annonce = Arc::new((self.prochain, texte));
        self.prochain += 1;
        self.gardees.insert(annonce.0, annonce.clone());
        if self.gardees.len() > self.places {
            self.gardees.pop_first();
        }
        annonce
    }

    /// Ce qui suit le numéro `vu` et précède le numéro `avant`, à partir duquel les
    /// annonces viennent par la file. Zéro demande tout ce qui est gardé et précède
    /// `avant`, et n'est jamais un trou. Un numéro qui n'est pas plus petit que `avant`
    /// en est toujours un.
    pub fn reprendre(&self, vu: u64, avant: u64) -> Reprise {
        if vu >= avant {
            return Reprise {
                trou: vu != 0,
                annonces: Vec::new(),
            };
        }
        let suite: Vec<Annonce> = self
            .gardees
            .range(vu + 1..avant)
            .map(|(_, annonce)| annonce.clone())
            .collect();
        // Sans trou, il y en a une par numéro.
        let attendues = avant - vu - 1;
        Reprise {
            trou: vu != 0 && (suite.len() as u64) < attendues,
            annonces: suite,
        }
    }
}
