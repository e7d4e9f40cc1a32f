//! Le fichier `.sortie` d'un programme : toutes ses issues permises.
//!
//! Une issue est ce que le programme affiche, puis la façon dont il finit. Deux
//! issues sont séparées par une ligne `--- ou ---`. Une issue se termine
//! normalement, sauf si sa dernière ligne dit le contraire :
//!
//! | dernière ligne | comment l'exécution finit |
//! |---|---|
//! | `--- interblocage ---` | plus aucun fil ne peut avancer |
//! | `--- panique ---` | `main` panique |
//! | `--- sans fin ---` | des fils avancent, sans fin possible |
//! | `--- erreur ---` | `main` rend `Err`, ou un fil appelle `process::exit` |
//! | `--- arrêt brutal ---` | double panique, pile qui déborde, `process::abort` |
//!
//! Le texte d'une telle issue peut être vide ; celui d'une fin normale, non.

use crate::page::html::fence;
use recit::ending::OutcomeKind;
use serde_json::json;

/// Ce qui sépare deux issues.
const SEPARATOR: &str = "--- ou ---";
/// Ce qui distingue une ligne de la grammaire d'un texte affiché.
const MARK: (&str, &str) = ("--- ", " ---");
/// Une issue permise d'un programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Ce que le programme a affiché.
    pub text: String,
    /// Comment il finit ensuite.
    pub ending: OutcomeKind,
}

/// La fin anormale qu'annonce cette ligne, écrite entre deux [`MARK`].
fn announced(line: &str) -> Option<OutcomeKind> {
    OutcomeKind::abnormal(marked(line)?)
}

impl Outcome {
    /// L'issue d'un programme qui affiche `text` et se termine.
    pub fn exit(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ending: OutcomeKind::Exit,
        }
    }

    /// Ce que le volet « Sorties » en montre.
    pub(crate) fn to_markdown(&self) -> String {
        if self.ending == OutcomeKind::Exit {
            return fence("text", &self.text);
        }
        let (shown, then) = match self.text.is_empty() {
            true => (String::new(), "Rien ne s'affiche\u{a0}:"),
            false => (fence("text", &self.text), "Puis"),
        };
        format!(
            "<div class=\"output-unfinished\" data-ending={}>\n\n{shown}\n<p class=\"output-ending\">{then} {}.</p>\n\n</div>\n",
            json!(self.ending),
            self.ending.clause()
        )
    }
}

/// Lit un fichier `.sortie`.
///
/// # Errors
///
/// La ligne fautive, à partir de 1, et ce qu'il faut faire : issue vide, écrite
/// deux fois ou sans fin de ligne, ligne `--- … ---` inconnue ou mal placée.
pub fn parse(file: &str) -> Result<Vec<Outcome>, (usize, String)> {
    let lines: Vec<&str> = file.lines().collect();
    if !file.is_empty() && !file.ends_with('\n') {
        return Err((
            lines.len(),
            "il manque la fin de la dernière ligne".to_owned(),
        ));
    }
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut start = 0;
    for part in lines.split(|line| *line == SEPARATOR) {
        let rank = outcomes.len() + 1;
        let outcome =
            parse_outcome(part, rank).map_err(|(line, message)| (start + line, message))?;
        if outcomes.contains(&outcome) {
            let message = format!("la sortie n° {rank} est écrite deux fois");
            return Err((start + 1, message));
        }
        outcomes.push(outcome);
        start += part.len() + 1;
    }
    Ok(outcomes)
}

/// Lit les lignes d'une issue ; une ligne fautive se compte depuis la première.
fn parse_outcome(lines: &[&str], rank: usize) -> Result<Outcome, (usize, String)> {
    let (ending, shown) = match lines {
        [shown @ .., last] if announced(last).is_some() => {
            (announced(last).unwrap_or(OutcomeKind::Exit), shown)
        }
        shown => (OutcomeKind::Exit, shown),
    };
    for (i, line) in shown.iter().enumerate() {
        if announced(line).is_some() {
            return Err((
                i + 1,
                format!("« {line} » finit une sortie : écrivez ensuite `{SEPARATOR}`, ou rien"),
            ));
        }
        if marked(line).is_some() {
            let known = OutcomeKind::ABNORMAL.map(|ending| format!("`--- {} ---`", ending.label()));
            return Err((
                i + 1,
                format!(
                    "« {line} » n'annonce rien de connu : `{SEPARATOR}`, {}",
                    known.join(", ")
                ),
            ));
        }
    }
    if shown.is_empty() && ending == OutcomeKind::Exit {
        return Err((
            1,
            format!(
                "la sortie n° {rank} est vide : un programme qui se termine affiche quelque chose ; sinon, dites sa fin, \
                 par exemple `--- {} ---`",
                OutcomeKind::Deadlock.label()
            ),
        ));
    }
    Ok(Outcome {
        text: shown.iter().map(|line| format!("{line}\n")).collect(),
        ending,
    })
}

/// Ce qu'une ligne de la grammaire porte entre ses tirets.
fn marked(line: &str) -> Option<&str> {
    line.strip_prefix(MARK.0)?.strip_suffix(MARK.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use testing::assert_contains;

    #[test]
    fn chaque_fin_se_lit() {
        let file = "a\nb\n--- ou ---\nc\n--- interblocage ---\n--- ou ---\n--- panique ---\n--- ou ---\n--- sans fin ---\n\
                    --- ou ---\n--- erreur ---\n--- ou ---\n--- arrêt brutal ---\n";
        let outcome = |text: &str, ending| Outcome {
            text: text.to_owned(),
            ending,
        };
        assert_eq!(
            parse(file).unwrap(),
            [
                Outcome::exit("a\nb\n"),
                outcome("c\n", OutcomeKind::Deadlock),
                outcome("", OutcomeKind::Panic),
                outcome("", OutcomeKind::Livelock),
                outcome("", OutcomeKind::Error),
                outcome("", OutcomeKind::Abort),
            ]
        );
    }

    #[test]
    fn un_meme_texte_peut_finir_de_deux_facons() {
        let outcomes = parse("a\n--- ou ---\na\n--- interblocage ---\n").unwrap();
        assert_eq!(outcomes.len(), 2);
    }

    #[test]
    fn une_faute_est_dite_avec_sa_ligne() {
        for (file, line, expected) in [
            ("", 1, "la sortie n° 1 est vide"),
            ("a\n--- ou ---\n", 3, "la sortie n° 2 est vide"),
            ("a\n--- ou ---\nb", 3, "la fin de la dernière ligne"),
            (
                "a\nb\n--- ou ---\na\nb\n",
                4,
                "la sortie n° 2 est écrite deux fois",
            ),
            (
                "--- panique ---\n--- ou ---\n--- panique ---\n",
                3,
                "écrite deux fois",
            ),
            (
                "a\n--- interblocages ---\n",
                2,
                "« --- interblocages --- » n'annonce rien de connu : `--- ou ---`, `--- interblocage ---`, \
                 `--- panique ---`, `--- sans fin ---`, `--- erreur ---`, `--- arrêt brutal ---`",
            ),
            (
                "a\n--- ou ---\n--- panique ---\nb\n",
                3,
                "« --- panique --- » finit une sortie",
            ),
        ] {
            let (found, message) = parse(file).unwrap_err();
            assert_eq!(found, line, "{file:?} : {message}");
            assert!(message.contains(expected), "{file:?} : {message}");
        }
    }

    #[test]
    fn la_page_dit_comment_une_execution_finit() {
        assert_eq!(Outcome::exit("a\n").to_markdown(), "```text\na\n```\n");
        let blocked = |text: &str| {
            Outcome {
                text: text.to_owned(),
                ending: OutcomeKind::Deadlock,
            }
            .to_markdown()
        };
        let shown = blocked("a\n");
        assert_contains(
            &shown,
            &[
                "data-ending=\"deadlock\"",
                "```text\na\n```\n",
                ">Puis le programme se bloque",
            ],
        );
        let empty = blocked("");
        assert!(!empty.contains("```"), "{empty}");
        assert_contains(&empty, &["Rien ne s'affiche"]);
    }
}
