//! Pourquoi une exploration est refusée.

/// Pourquoi une exploration est refusée. Une exploration trop longue n'est pas
/// refusée : elle est incomplète, et le dit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Le programme fait ce que le modèle ne sait pas faire.
    #[error("{}{message}", at(*line, " : "))]
    Unsupported {
        /// La ligne du listing, à partir de 1 ; 0 si elle est inconnue.
        line: u32,
        /// Ce qui n'est pas modélisé, et que faire.
        message: String,
    },
    /// Rejoué dans le même ordre, le programme ne fait pas la même chose.
    #[error(
        "{}le programme n'est pas déterministe : rejoué dans le même ordre, {thread} ne fait pas la même chose. Un fil ne doit dépendre que de ce qu'il observe : pas de HashMap parcourue, d'adresse, \
         d'heure ni de hasard",
        at(*line, " : ")
    )]
    Nondeterministic {
        /// Le nom du fil.
        thread: String,
        /// La ligne de l'opération qui diffère, 0 si elle est inconnue.
        line: u32,
    },
    /// Le système refuse de la mémoire pour une pile.
    #[error("plus de mémoire pour la pile d'un fil : {0}")]
    Memory(String),
    /// Le déroulement demandé ne correspond pas au programme.
    #[error("l'étape {0} du déroulement n'est pas possible à ce moment")]
    Schedule(usize),
}

impl Error {
    /// La ligne du listing, si elle est connue.
    pub fn line(&self) -> Option<u32> {
        match self {
            Self::Unsupported { line, .. } | Self::Nondeterministic { line, .. } => {
                (*line > 0).then_some(*line)
            }
            Self::Memory(_) | Self::Schedule(_) => None,
        }
    }

    /// L'erreur, à la façon de rustc : « fichier:ligne : message ».
    pub fn in_file(&self, file: &str) -> String {
        let message = self.to_string();
        match self.line() {
            Some(line) => {
                let message = message.strip_prefix(&at(line, " : ")).unwrap_or(&message);
                format!("{file}:{line} : {message}")
            }
            None => format!("{file} : {message}"),
        }
    }
}

/// « ligne 7 », rien si elle est inconnue.
fn at(line: u32, end: &str) -> String {
    match line {
        0 => String::new(),
        line => format!("ligne {line}{end}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_ligne_inconnue_n_est_pas_la_ligne_zero() {
        let refused = |line| Error::Unsupported {
            line,
            message: "ceci n'est pas modélisé".to_owned(),
        };
        assert_eq!(refused(7).to_string(), "ligne 7 : ceci n'est pas modélisé");
        assert_eq!(refused(0).to_string(), "ceci n'est pas modélisé");
        assert_eq!(
            refused(7).in_file("a.rs"),
            "a.rs:7 : ceci n'est pas modélisé"
        );
        assert_eq!(refused(0).in_file("a.rs"), "a.rs : ceci n'est pas modélisé");
    }
}
