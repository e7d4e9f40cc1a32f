//! Raconter un échec, ligne par ligne, sur le texte du lecteur.

use super::interleavings::Outcome;
use entrelacs::import::exercise::Combined;
use std::fmt::Write as _;

/// Le plus court chemin vers `failure`, et ce qui s'y passe.
pub fn tell(combined: &Combined, failure: &Outcome) -> String {
    let steps = &failure.schedule.steps;
    let lines: Vec<&str> = combined.text.lines().collect();
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
            with_places(&step.text, &place)
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
        "error" => "  Le programme finit sur une erreur.\n",
        "abort" => "  Le programme s'arrête brutalement.\n",
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
            "  « {} » ({}) veut {}{}",
            blocked.thread,
            place(blocked.line),
            with_places(&blocked.operation, &place),
            but(&with_places(&blocked.reason, &place))
        );
    }
    text
}

/// Ce qui retient un fil, à la suite de ce qu'il veut ; rien s'il pourrait
/// avancer.
fn but(reason: &str) -> String {
    match reason.split_once("pas encore fini : ") {
        _ if reason.is_empty() => String::new(),
        Some(("", threads)) if threads.contains(", ") => {
            format!(", mais {threads} n'ont pas fini")
        }
        Some(("", thread)) => format!(", mais {thread} n'a pas fini"),
        _ => format!(", mais {reason}"),
    }
}

/// Ce texte, où chaque objet sans nom est désigné par la place où il est créé.
fn with_places(text: &str, place: &impl Fn(usize) -> String) -> String {
    const CREATED: &str = "l'objet créé ligne ";
    let mut pieces = text.split(CREATED);
    let mut told = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        // « le verrou l'objet » ne se dit pas, « rendre l'objet » se dit.
        let kind = ["verrou ", "condition "];
        if !kind.iter().any(|kind| told.ends_with(kind)) {
            told += "l'objet ";
        }
        let end = piece
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(piece.len());
        let (line, rest) = piece.split_at(end);
        let feminine = told.ends_with("condition ");
        told += if feminine {
            "créée en "
        } else {
            "créé en "
        };
        told += &place(line.parse().unwrap_or_default());
        told += rest;
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercises::interleavings::Explored;
    use entrelacs::import::exercise::combine;

    /// Un verdict tel que l'écrit `entrelacs::verification`.
    const VERDICT: &str = r#"{"complete":true,"states":9,"rank":0,"failure":{"kind":"deadlock","stdout":"",
        "blocked":[{"thread":"main","line":5,"operation":"recevoir de `b`","reason":"personne n'envoie"}],
        "panicked":[{"thread":"fil 1","line":2,"message":"un\ndeux"}],
        "schedule":{"steps":[
            {"thread":"main","line":2,"text":"lancer un fil"},
            {"thread":"fil 1","line":2,"text":"dormir"},
            {"thread":"","line":0,"text":"le délai passe"},
            {"thread":"main","line":5,"text":"recevoir"}]}}}"#;

    #[test]
    fn un_objet_sans_nom_est_designe_par_sa_place() {
        let place = |line: usize| format!("tests.rs:{line}");
        for (text, expected) in [
            (
                "prendre le verrou l'objet créé ligne 25",
                "prendre le verrou créé en tests.rs:25",
            ),
            (
                "`load()` sur l'objet créé ligne 8, qui vaut 3",
                "`load()` sur l'objet créé en tests.rs:8, qui vaut 3",
            ),
            (
                "rendre l'objet créé ligne 6 et attendre la condition l'objet créé ligne 7",
                "rendre l'objet créé en tests.rs:6 et attendre la condition créée en tests.rs:7",
            ),
            ("recevoir de `b`", "recevoir de `b`"),
        ] {
            assert_eq!(with_places(text, &place), expected);
        }
    }

    #[test]
    fn ce_qui_retient_un_fil_se_lit_a_la_suite() {
        for (reason, expected) in [
            ("", ""),
            ("personne n'envoie", ", mais personne n'envoie"),
            (
                "pas encore fini : « fil 1 »",
                ", mais « fil 1 » n'a pas fini",
            ),
            (
                "pas encore fini : « fil 1 », « fil 2 »",
                ", mais « fil 1 », « fil 2 » n'ont pas fini",
            ),
        ] {
            assert_eq!(but(reason), expected);
        }
    }

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
            "    2. fil 1     exercice.rs:2   dormir\n    3. le temps                  le délai passe\n",
            "    4. main      tests.rs:2      recevoir\n                                 | use super::*;\n",
            "Interblocage : plus aucun fil ne peut avancer.",
            "« fil 1 » a paniqué (exercice.rs:2) :\n    un\n    deux\n",
            "« main » (tests.rs:2) veut recevoir de `b`, mais personne n'envoie\n",
        ] {
            assert!(text.contains(expected), "« {expected} » manque :\n{text}");
        }
    }
}
