//! Raconter un échec, ligne par ligne, sur le texte du lecteur.

use super::interleavings::Outcome;
use entrelacs_import::exercise::Combined;
use recit::Narrator;
use recit::ending::OutcomeKind;
use std::fmt::Write as _;

/// Le plus court chemin vers `failure`, et ce qui s'y passe.
pub fn tell(combined: &Combined, failure: &Outcome) -> String {
    let steps = &failure.schedule.steps;
    let lines: Vec<&str> = combined.text.lines().collect();
    let place = |line: u32| match line as usize {
        0 => String::new(),
        line if line < combined.first => format!("exercice.rs:{line}"),
        line => format!("tests.rs:{}", line - combined.first + 1),
    };
    let created = |line: u32| format!("en {}", place(line));
    let narrator = Narrator::new(&created);
    let threads = steps.iter().map(|step| step.thread.chars().count());
    let width = threads.max().unwrap_or_default().max("le temps".len());
    let mut text = String::new();
    // L'écriture dans une chaîne n'échoue pas.
    let _ = writeln!(
        text,
        "Le plus court calendrier qui le montre a {} étape{}. `exercice.rs` est votre fichier ;\n  `tests.rs` est à côté.\n",
        steps.len(),
        if steps.len() > 1 { "s" } else { "" }
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
            narrator.event(step)
        );
        let source = (step.line as usize)
            .checked_sub(1)
            .and_then(|line| lines.get(line));
        if let Some(source) = source.filter(|_| step.line != last) {
            let source = source.trim();
            let source = source.rsplit_once("{ //!").map_or(source, |_| "");
            let _ = writeln!(text, "       {:<width$}  {:<15} | {source}", "", "");
        }
        last = step.line;
    }
    text.push('\n');
    if !matches!(failure.kind, OutcomeKind::Exit | OutcomeKind::Panic) {
        let _ = writeln!(text, "  {}", failure.kind.sentence());
    }
    for panicked in &failure.panicked {
        let _ = writeln!(
            text,
            "  « {} » a paniqué ({}) :\n    {}",
            panicked.thread,
            place(panicked.line),
            panicked.message.replace('\n', "\n    ")
        );
    }
    if let Some(stopped) = &failure.stopped {
        let _ = writeln!(
            text,
            "  « {} » ({}) :\n    {}",
            stopped.thread,
            place(stopped.line),
            stopped.message.replace('\n', "\n    ")
        );
    }
    for blocked in &failure.blocked {
        let _ = writeln!(
            text,
            "  « {} » ({}) {}",
            blocked.thread,
            place(blocked.line),
            narrator.blocked(blocked)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercises::interleavings::Explored;
    use entrelacs_import::exercise::combine;

    /// Un verdict tel que l'écrit `report::verify`.
    const VERDICT: &str = r#"{"complete":true,"states":9,"rank":0,"failure":{"kind":"deadlock","stdout":"",
        "blocked":[{"thread":"main","line":5,"action":{"kind":"lock","object":{"id":1,"line":5}},
            "reasons":[{"kind":"running","threads":["fil 1"]}]}],
        "panicked":[{"thread":"fil 1","line":2,"message":"un\ndeux"}],
        "schedule":{"steps":[
            {"thread":"main","line":2,"kind":"spawn"},
            {"thread":"fil 1","line":2,"kind":"yield"},
            {"kind":"time_passes"},
            {"thread":"main","line":5,"kind":"receive","object":{"id":3,"name":"b"}}]}}}"#;

    #[test]
    fn un_arret_brutal_dit_qui_et_pourquoi() {
        let verdict = r#"{"complete":true,"states":9,"rank":0,"failure":{"kind":"abort","stdout":"","blocked":[],"panicked":[],
            "stopped":{"thread":"fil 1","line":2,"message":"une panique pendant une autre"},"schedule":{"steps":[]}}}"#;
        let combined = combine("fn f() {\n    g()\n}\n", "use super::*;\n");
        let explored: Explored = serde_json::from_str(verdict).unwrap();
        let text = tell(&combined, &explored.failure.unwrap());
        let expected = "  Le programme s'arrête brutalement.\n  « fil 1 » (exercice.rs:2) :\n    une panique pendant une autre\n";
        assert!(text.ends_with(expected), "{text}");
    }

    #[test]
    fn chaque_etape_est_sur_la_ligne_de_son_fichier() {
        let combined = combine("fn f() {\n    g()\n}\n", "//! T\nuse super::*;\n");
        let explored: Explored = serde_json::from_str(VERDICT).unwrap();
        let text = tell(&combined, &explored.failure.unwrap());
        for expected in [
            "a 4 étapes",
            "    1. main      exercice.rs:2   lancer un fil\n                                 | g()\n",
            // La même ligne ne se répète pas.
            "    2. fil 1     exercice.rs:2   laisser passer les autres fils\n    3. le temps                  le temps passe jusqu'à la prochaine échéance\n",
            "    4. main      tests.rs:2      recevoir de `b`\n                                 | use super::*;\n",
            "Interblocage : plus aucun fil ne peut avancer, et le programme ne finira jamais.",
            "« fil 1 » a paniqué (exercice.rs:2) :\n    un\n    deux\n",
            "« main » (tests.rs:2) veut prendre le verrou créé en tests.rs:2, mais « fil 1 » n'a pas fini\n",
        ] {
            assert!(text.contains(expected), "« {expected} » manque :\n{text}");
        }
    }
}
