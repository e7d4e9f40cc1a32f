//! Le texte d'un flux d'événements (WHATWG HTML, 9.2).

use crate::history::Announcement;
use std::fmt::Write as _;

/// Le type d'un flux.
pub const TYPE: &str = "text/event-stream; charset=utf-8";

/// Ce qui ouvre un flux : le délai avant de revenir, puis le trou, s'il y en a un.
#[must_use]
pub fn opening(hole: bool) -> String {
    let hole = match hole {
        true => format!("event: trou\ndata: {}\n\n", crate::history::LOST),
        false => String::new(),
    };
    format!("retry: 1000\n\n{hole}")
}

/// Ce qui montre que le serveur vit.
pub const SILENCE: &str = ": silence\n\n";

/// L'événement d'une annonce. Une fin de ligne, quelle qu'elle soit, coupe le
/// champ : chaque ligne du texte a le sien.
#[must_use]
pub fn event((number, text): &(u64, String)) -> String {
    let mut event = format!("id: {number}\n");
    let unix = text.replace("\r\n", "\n");
    for line in unix.split(['\r', '\n']) {
        let _ = writeln!(event, "data: {line}");
    }
    event.push('\n');
    event
}

/// Les événements de plusieurs annonces.
#[must_use]
pub fn events(said: &[Announcement]) -> String {
    said.iter().map(|it| event(it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_fin_de_ligne_ne_finit_ni_le_champ_ni_l_evenement() {
        let said = (7, "Ana : a\nid: 1\r\rb\r\n".to_owned());
        assert_eq!(
            event(&said),
            "id: 7\ndata: Ana : a\ndata: id: 1\ndata: \ndata: b\ndata: \n\n"
        );
    }
}
