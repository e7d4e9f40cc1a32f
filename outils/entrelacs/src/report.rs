//! Raconter une exploration en français, pour le terminal.

use crate::exploration::Exploration;
use crate::outcome::{Outcome, OutcomeKind};
use crate::schedule::Schedule;
use std::fmt::Write as _;

impl Exploration {
    /// Raconte l'exploration : les issues, et pour chaque échec un plus court
    /// chemin, ligne par ligne.
    pub fn to_text(&self) -> String {
        let outcomes = self.outcomes();
        let mut text = String::new();
        // L'écriture dans une chaîne n'échoue pas.
        let _ = writeln!(
            text,
            "{} issue{} possible{} ({} états, {} étapes{})",
            outcomes.len(),
            plural(outcomes.len()),
            plural(outcomes.len()),
            self.graph().state_count(),
            self.graph().edge_count(),
            match self.graph().path_count() {
                Some(1) => ", 1 exécution".to_owned(),
                Some(paths) => format!(", {paths} exécutions"),
                None => ", des exécutions sans fin".to_owned(),
            }
        );
        if self.is_complete() {
            text += "Toutes les exécutions ont été explorées.\n";
        } else {
            text += "Exploration incomplète : il peut y avoir d'autres issues.\n";
        }
        for (rank, outcome) in outcomes.iter().enumerate() {
            let _ = write!(text, "\n{}. {}", rank + 1, self.outcome_text(outcome));
        }
        text
    }

    /// Vrai si le programme peut se bloquer, tourner sans fin ou paniquer.
    pub fn can_fail(&self) -> bool {
        self.outcomes().iter().any(is_failure)
    }

    fn outcome_text(&self, outcome: &Outcome) -> String {
        let mut text = match outcome.kind {
            OutcomeKind::Exit if outcome.panicked.is_empty() => "Le programme se termine.",
            OutcomeKind::Exit => "Le programme se termine, mais un fil a paniqué.",
            OutcomeKind::Panic => "Le programme panique.",
            OutcomeKind::Error => "Le programme finit sur une erreur.",
            OutcomeKind::Abort => "Le programme s'arrête brutalement.",
            OutcomeKind::Deadlock => {
                "Interblocage : plus aucun fil ne peut avancer, et le programme ne finira jamais."
            }
            OutcomeKind::Livelock => {
                "Boucle sans issue : des fils tournent, mais le programme ne finira jamais."
            }
            OutcomeKind::Bound => "L'exploration s'est arrêtée là, sans savoir la suite.",
        }
        .to_owned();
        text.push('\n');
        if outcome.stdout.is_empty() {
            text += "   Il n'a rien affiché.\n";
        } else {
            text += "   Il a affiché :\n";
            for line in outcome.stdout.lines() {
                let _ = writeln!(text, "      {line}");
            }
        }
        for panicked in &outcome.panicked {
            let _ = writeln!(
                text,
                "   « {} » a paniqué{} : {}",
                panicked.thread,
                at(panicked.line),
                panicked.message
            );
        }
        if let Some(stopped) = &outcome.stopped {
            let _ = writeln!(
                text,
                "   « {} »{} : {}",
                stopped.thread,
                at(stopped.line),
                stopped.message
            );
        }
        for blocked in &outcome.blocked {
            let reason = match blocked.reason.as_str() {
                "" => String::new(),
                reason => format!(", mais {reason}"),
            };
            let verb = if blocked.reason.is_empty() {
                "en est à"
            } else {
                "veut"
            };
            let _ = writeln!(
                text,
                "   « {} »{}, {verb} {}{reason}",
                blocked.thread,
                at(blocked.line),
                blocked.operation
            );
        }
        if is_failure(outcome) {
            text += "   Comment y arriver :\n";
            text += &self.schedule_text(&outcome.schedule);
        }
        text
    }

    fn schedule_text(&self, schedule: &Schedule) -> String {
        const SHOWN: usize = 60;
        let lines: Vec<&str> = self.program().source.lines().collect();
        let mut text = String::new();
        let hidden = schedule.steps.len().saturating_sub(SHOWN);
        if hidden > 0 {
            let _ = writeln!(text, "      … {hidden} étapes plus tôt");
        }
        for (rank, step) in schedule.steps.iter().enumerate().skip(hidden) {
            let who = match step.thread.as_str() {
                "" => "—".to_owned(),
                name => format!("« {name} »"),
            };
            let _ = writeln!(
                text,
                "      {:>3}. {who}{} : {}",
                rank + 1,
                at(step.line),
                step.text
            );
            let source = usize::try_from(step.line)
                .ok()
                .and_then(|line| lines.get(line.checked_sub(1)?));
            if let Some(source) = source {
                let _ = writeln!(text, "           {:>3} | {}", step.line, source.trim());
            }
        }
        text
    }
}

fn is_failure(outcome: &Outcome) -> bool {
    !matches!(outcome.kind, OutcomeKind::Exit | OutcomeKind::Bound) || !outcome.panicked.is_empty()
}

fn at(line: u32) -> String {
    match line {
        0 => String::new(),
        line => format!(", ligne {line}"),
    }
}

fn plural(count: usize) -> &'static str {
    if count > 1 { "s" } else { "" }
}
