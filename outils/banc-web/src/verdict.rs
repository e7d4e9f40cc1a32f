//! Ce que dit un cas : rien, ou un échec en trois phrases.

use serde::Serialize;
use std::fmt;

/// Un échec : la panne provoquée, ce qui était attendu, ce qui a été vu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Ce que le banc a fait au serveur.
    #[serde(rename = "panne")]
    pub injected: String,
    /// Ce que le protocole demande alors.
    #[serde(rename = "attendu")]
    pub expected: String,
    /// Ce que le serveur a fait.
    #[serde(rename = "vu")]
    pub seen: String,
}

/// Ce que rend un cas, ou un geste d'un cas.
pub type Verdict<T = ()> = Result<T, Failure>;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  panne   : {}", self.injected)?;
        writeln!(f, "  attendu : {}", self.expected)?;
        write!(f, "  vu      : {}", self.seen)
    }
}

/// Un échec dont la panne n'est pas encore dite : voir [`During::during`].
pub fn failure(expected: impl Into<String>, seen: impl fmt::Display) -> Failure {
    Failure {
        injected: String::new(),
        expected: expected.into(),
        seen: seen.to_string(),
    }
}

/// Échoue si `holds` est faux.
///
/// # Errors
///
/// L'échec, s'il est faux.
pub fn expect(holds: bool, expected: &str, seen: impl fmt::Display) -> Verdict {
    match holds {
        true => Ok(()),
        false => Err(failure(expected, seen)),
    }
}

/// Ce qui dit la panne d'un échec qui ne l'a pas encore.
pub trait During<T> {
    /// Donne sa panne à l'échec ; celle qui est déjà dite, plus précise, reste.
    ///
    /// # Errors
    ///
    /// L'échec, s'il y en a un.
    fn during(self, injected: impl fmt::Display) -> Verdict<T>;
}

impl<T> During<T> for Verdict<T> {
    fn during(self, injected: impl fmt::Display) -> Verdict<T> {
        self.map_err(|mut failure| {
            if failure.injected.is_empty() {
                failure.injected = injected.to_string();
            }
            failure
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_panne_la_plus_precise_reste() {
        let precise = expect(false, "1002", "1000").during("trame sans masque");
        let failure = precise.during("des trames").unwrap_err();
        assert_eq!(failure.injected, "trame sans masque");
        assert_eq!(
            failure.to_string(),
            "  panne   : trame sans masque\n  attendu : 1002\n  vu      : 1000"
        );
    }
}
