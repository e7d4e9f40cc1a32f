//! Raconter un échec, ligne par ligne, sur le texte du lecteur.

use super::atelier::Workshop;
use super::entrelacements::Outcome;
use entrelacs::import::exercise::Combined;
use std::fmt::Write as _;

/// Le plus court chemin vers `failure`, et ce qui s'y passe.
pub fn tell(workshop: &Workshop, combined: &Combined, failure: &Outcome) -> String {
    let steps = &failure.schedule.steps;
    let lines: Vec<&str> = combined.text.lines().collect();
    let tests = workshop.shown(&workshop.exercise.tests_file());
    let reader = workshop.shown(&workshop.exercise.reader_file());
    let place = |line: usize| match line {
        0 => String::new(),
        line if line < combined.first => format!("exercice.rs:{line}"),
        line => format!("tests.rs:{}", line - combined.first + 1),
    };
    let threads = steps.iter().map(|step| step.thread.chars().count());
    let width = threads.max().unwrap_or_default().max("le temps".len());
    let mut text = String::new();
    // L'écriture dans une chaîne n'échoue pas.
    let _ = writeln!(
        text,
        "Le plus court calendrier qui le montre ({} étapes) ; ses lignes sont celles de\n  {reader} et de {tests} :\n",
        steps.len()
    );
    let mut last = 0;
    for (rank, step) in steps.iter().enumerate() {
        let thread = match step.thread.as_str() {
            "" => "le temps",
            name => name,
        };
        let _ = writeln!(
            text,
            "  {:>3}. {thread:<width$}  {:<15} {}",
            rank + 1,
            place(step.line),
            step.text
        );
        let source = step.line.checked_sub(1).and_then(|line| lines.get(line));
        if let Some(source) = source.filter(|_| step.line != last) {
            let source = source.trim();
            let source = source.rsplit_once("{ //!").map_or(source, |_| "");
            let _ = writeln!(text, "       {:<width$}  {:<15} | {source}", "", "");
        }
        last = step.line;
    }
    text.push('\n');
    text += match failure.kind.as_str() {
        "deadlock" => "  Interblocage : plus aucun fil ne peut avancer.\n",
        "livelock" => "  Boucle sans issue : des fils tournent, et rien ne finira jamais.\n",
        _ => "",
    };
    for panicked in &failure.panicked {
        let _ = writeln!(
            text,
            "  « {} » a paniqué ({}) :\n    {}",
            panicked.thread,
            place(panicked.line),
            panicked.message.replace('\n', "\n    ")
        );
    }
    for blocked in &failure.blocked {
        let reason = match blocked.reason.as_str() {
            "" => String::new(),
            reason => format!(", mais {reason}"),
        };
        let _ = writeln!(
            text,
            "  « {} » ({}) veut {}{reason}",
            blocked.thread,
            place(blocked.line),
            blocked.operation
        );
    }
    text
}
