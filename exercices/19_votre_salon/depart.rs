//! Exercice 19 : votre salon

use crossbeam_channel::{Receiver, Sender};
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

/// Tient le salon jusqu'à `Eteindre`, ou jusqu'à ce que plus personne ne puisse lui
/// parler. « Ana entre », « Ana : bonjour », « Ana sort » : `noter` fait de chaque
/// texte l'annonce à mettre dans toutes les files, y compris celle de qui parle.
pub fn tenir(boite: Receiver<Demande>, noter: impl Fn(String) -> Annonce) {
    todo!("relayer les annonces")
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
pub fn veiller(signes: Receiver<()>, silence: Duration, sonder: impl FnMut()) -> Fin {
    todo!("veiller sur un membre")
}

/// Les dernières annonces, pour qui revient.
pub struct Historique {
    /// Le numéro de la prochaine annonce.
    prochain: u64,
    /// Combien d'annonces sont gardées, au plus.
    places: usize,
    // À vous : les annonces gardées.
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
        }
    }

    /// Donne à `texte` le numéro qui suit, et garde l'annonce.
    pub fn noter(&mut self, texte: String) -> Annonce {
        let annonce = Arc::new((self.prochain, texte));
        self.prochain += 1;
        // À vous : la garder, sans en garder trop.
        annonce
    }

    /// Ce qui suit le numéro `vu` et précède le numéro `avant`, à partir duquel les
    /// annonces viennent par la file. Zéro demande tout ce qui est gardé et précède
    /// `avant`, et n'est jamais un trou. Un numéro qui n'est pas plus petit que `avant`
    /// en est toujours un.
    pub fn reprendre(&self, vu: u64, avant: u64) -> Reprise {
        // À vous : rien n'est gardé, et aucun trou ne se dit.
        Reprise {
            trou: false,
            annonces: Vec::new(),
        }
    }
}
