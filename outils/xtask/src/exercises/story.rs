//! Raconter un échec, ligne par ligne, sur le texte du lecteur.

use entrelacs_import::exercise::Combined;
use recit::Narrator;
use recit::ending::{Blocked, OutcomeKind, Panicked, Stopped};
use recit::event::Event;
use serde::Deserialize;
use std::fmt::Write as _;

/// Un échec, tel que l'écrit `report::verify`.
#[derive(Debug, Deserialize)]
pub struct Story {
    /// Sa sorte.
    pub kind: OutcomeKind,
    /// Les fils qui attendent sans fin.
    pub blocked: Vec<Blocked>,
    /// Les fils qui ont paniqué.
    pub panicked: Vec<Panicked>,
    /// Ce qui a mis fin au processus, pour une erreur ou un arrêt brutal.
    #[serde(default)]
    pub stopped: Option<Stopped>,
    /// Le chemin.
    pub schedule: Schedule,
}

/// Un chemin.
#[derive(Debug, Deserialize)]
pub struct Schedule {
    /// Ses étapes.
    pub steps: Vec<Event>,
}

impl Story {
    /// Le plus court chemin vers l'échec, et ce qui s'y passe.
    pub fn told(&self, combined: &Combined) -> String {
        let steps = &self.schedule.steps;
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
            "Le plus court déroulement qui le montre a {} étape{}. `exercice.rs` est votre fichier ;\n  `tests.rs` est à côté.\n",
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
        if !matches!(self.kind, OutcomeKind::Exit | OutcomeKind::Panic) {
            let _ = writeln!(text, "  {}", self.kind.sentence());
        }
        for panicked in &self.panicked {
            let _ = writeln!(
                text,
                "  « {} » a paniqué ({}) :\n    {}",
                panicked.thread,
                place(panicked.line),
                panicked.message.replace('\n', "\n    ")
            );
        }
        if let Some(stopped) = &self.stopped {
            let _ = writeln!(
                text,
                "  « {} » ({}) :\n    {}",
                stopped.thread,
                place(stopped.line),
                stopped.message.replace('\n', "\n    ")
            );
        }
        for blocked in &self.blocked {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use entrelacs_import::exercise::combine;

    const DEADLOCK: &str = r#"{"kind":"deadlock","stdout":"",
        "blocked":[{"thread":"main","line":5,"action":{"kind":"lock","object":{"id":1,"line":5}},
            "reasons":[{"kind":"running","threads":["fil 1"]}]}],
        "panicked":[{"thread":"fil 1","line":2,"message":"un\ndeux"}],
        "schedule":{"steps":[
            {"thread":"main","line":2,"kind":"spawn"},
            {"thread":"fil 1","line":2,"kind":"yield"},
            {"kind":"time_passes"},
            {"thread":"main","line":5,"kind":"receive","object":{"id":3,"name":"b"}}]}}"#;

    fn told(tests: &str, story: &str) -> String {
        let story: Story = serde_json::from_str(story).unwrap();
        story.told(&combine("fn f() {\n    g()\n}\n", tests))
    }

    #[test]
    fn un_arret_brutal_dit_qui_et_pourquoi() {
        let abort = r#"{"kind":"abort","stdout":"","blocked":[],"panicked":[],
            "stopped":{"thread":"fil 1","line":2,"message":"une panique pendant une autre"},"schedule":{"steps":[]}}"#;
        let text = told("use super::*;\n", abort);
        let expected = "  Le programme s'arrête brutalement.\n  « fil 1 » (exercice.rs:2) :\n    une panique pendant une autre\n";
        assert!(text.ends_with(expected), "{text}");
    }

    #[test]
    fn chaque_etape_est_sur_la_ligne_de_son_fichier() {
        let text = told("//! T\nuse super::*;\n", DEADLOCK);
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
