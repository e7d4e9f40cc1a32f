//! Les annonces du salon : leur numéro, et les dernières d'entre elles.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Une annonce, partagée par toutes les files : son numéro, son texte.
pub type Announcement = Arc<(u64, String)>;

/// Ce qui est dit à qui revient quand des annonces ont pu lui échapper.
pub const LOST: &str = "Des messages ont pu être perdus";

/// Le numéro de la première annonce d'un serveur : l'heure, en microsecondes.
#[must_use]
pub fn first() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(1, |it| u64::try_from(it.as_micros()).unwrap_or(1))
}

/// L'historique : un numéro de plus à chaque annonce, et `kept` annonces gardées.
#[derive(Debug)]
pub struct History {
    first: u64,
    next: u64,
    kept: usize,
    said: VecDeque<Announcement>,
}

/// Ce qu'a manqué qui revient.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Missed {
    /// Vrai si d'autres annonces ont pu lui échapper.
    pub hole: bool,
    /// Celles qui sont gardées.
    pub said: Vec<Announcement>,
}

impl History {
    /// Un historique vide. Ses numéros, des microsecondes, sont plus grands que
    /// ceux de tout serveur lancé avant lui.
    #[must_use]
    pub fn new(kept: usize) -> Self {
        Self::starting_at(first(), kept)
    }

    fn starting_at(first: u64, kept: usize) -> Self {
        Self {
            first,
            next: first,
            kept,
            said: VecDeque::new(),
        }
    }

    /// Donne son numéro à `text`, et le garde.
    pub fn record(&mut self, text: String) -> Announcement {
        let announcement = Arc::new((self.next, text));
        self.next += 1;
        self.said.push_back(announcement.clone());
        // Une de plus : sa propre entrée ne prend pas la place de ce qu'un membre a
        // manqué.
        if self.said.len() > self.kept + 1 {
            self.said.pop_front();
        }
        announcement
    }

    /// Le numéro de la prochaine annonce.
    #[must_use]
    pub fn next(&self) -> u64 {
        self.next
    }

    /// Combien d'annonces ont été faites.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.next - self.first
    }

    /// Ce qui suit `seen` et précède `before`, pour qui reçoit la suite à partir
    /// de `before`. Sans `seen`, rien ne manque ; zéro demande tout.
    #[must_use]
    pub fn missed(&self, seen: Option<u64>, before: u64) -> Missed {
        let Some(seen) = seen else {
            return Missed::default();
        };
        let kept = u64::try_from(self.kept).unwrap_or(u64::MAX);
        let held = self.said.front().map_or(self.next, |it| it.0);
        let oldest = held.max(before.saturating_sub(kept)).min(before);
        Missed {
            hole: seen != 0 && (seen >= before || seen + 1 < oldest),
            said: self
                .said
                .iter()
                .filter(|it| seen < it.0 && (oldest..before).contains(&it.0))
                .cloned()
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Les annonces 10 à 14, dont les trois dernières sont gardées.
    fn history() -> History {
        let mut history = History::starting_at(10, 3);
        for text in ["a", "b", "c", "d", "e"] {
            history.record(text.to_owned());
        }
        history
    }

    /// S'il y a un trou, et les numéros de ce qui manque.
    fn missed(history: &History, seen: Option<u64>, before: u64) -> (bool, Vec<u64>) {
        let missed = history.missed(seen, before);
        (missed.hole, missed.said.iter().map(|it| it.0).collect())
    }

    #[test]
    fn qui_revient_recoit_ce_qui_suit_ce_qu_il_a_vu() {
        let history = history();
        assert_eq!(missed(&history, Some(13), 15), (false, vec![14]));
        assert_eq!(missed(&history, Some(11), 15), (false, vec![12, 13, 14]));
        assert_eq!(missed(&history, Some(14), 15), (false, vec![]));
        assert_eq!(missed(&history, None, 15), (false, vec![]));
    }

    #[test]
    fn zero_demande_tout_et_n_est_pas_un_trou() {
        assert_eq!(missed(&history(), Some(0), 15), (false, vec![12, 13, 14]));
    }

    #[test]
    fn un_numero_trop_vieux_ou_a_venir_est_un_trou() {
        let history = history();
        assert_eq!(missed(&history, Some(10), 15), (true, vec![12, 13, 14]));
        assert_eq!(missed(&history, Some(15), 15), (true, vec![]));
        assert_eq!(missed(&history, Some(u64::MAX), 15), (true, vec![]));
    }

    #[test]
    fn ce_qui_viendra_par_la_file_n_est_pas_rendu_deux_fois() {
        assert_eq!(missed(&history(), Some(11), 14), (false, vec![12, 13]));
    }

    #[test]
    fn un_historique_vide_ne_manque_que_de_ce_qui_le_precede() {
        let empty = History::starting_at(10, 3);
        assert_eq!(missed(&empty, Some(9), 10), (false, vec![]));
        assert_eq!(missed(&empty, Some(8), 10), (true, vec![]));
        assert_eq!(missed(&empty, Some(0), 10), (false, vec![]));
    }

    #[test]
    fn un_historique_sans_place_dit_le_trou() {
        let mut none = History::starting_at(10, 0);
        none.record("a".to_owned());
        assert_eq!(missed(&none, Some(9), 11), (true, vec![]));
        assert_eq!(missed(&none, Some(10), 11), (false, vec![]));
        assert_eq!(none.count(), 1);
    }
}
