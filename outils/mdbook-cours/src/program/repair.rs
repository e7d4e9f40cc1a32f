//! « Réparez-le » : ce que la version réparée d'un programme fautif doit garder.
//!
//! `listings/<chapitre>/<nom>.reparation.toml`, à côté du programme fautif :
//!
//! ```toml
//! consigne = "Les deux virements se font ensemble, et ne se bloquent jamais."
//! # Un programme réparé du livre : ses issues sont toutes bonnes, et ce sont celles
//! # que la version du lecteur doit garder.
//! repare = "pieges/verrous_ordonnes"
//!
//! # Ce qui doit rester, sans quoi rien n'est réparé : deux fils, en vie ensemble,
//! # qui prennent chacun un verrou.
//! [[garde]]
//! geste = "verrou"     # ou « partage », « envoi », « reception », « attente », « signal », « affichage »
//! fils = 2
//! tenus = 2            # facultatif : tant de verrous tenus à la fois par chacun
//! sinon = "Les deux virements ont disparu."
//! ```
//!
//! `theme/repair-judge.js` juge, sur le graphe de la version du lecteur.

use crate::program::graph::{Graph, is_bad};
use crate::program::listing::Listing;
use catalogue::display;
use recit::event::ActionKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use toml::Spanned;

/// La fin du nom de ce fichier.
pub const SUFFIX: &str = ".reparation.toml";

/// Ce que la page donne à réparer, tel que `theme/repair.js` le reçoit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Repair {
    /// Ce qui est demandé.
    #[serde(skip)]
    pub instruction: String,
    title: String,
    /// Le programme fautif, tel que la page le montre.
    source: String,
    /// Le programme réparé du livre : « chapitre/nom ».
    repaired: String,
    /// Son texte.
    solution: String,
    /// Ce que la version du lecteur peut afficher.
    wanted: BTreeSet<String>,
    keeps: Vec<Keep>,
}

/// Ce qui doit rester.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Keep {
    kinds: Vec<ActionKind>,
    /// Seulement ceux qui attendent tant qu'il faut.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    patient: bool,
    threads: usize,
    #[serde(skip_serializing_if = "is_zero")]
    held: usize,
    otherwise: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    consigne: String,
    repare: Spanned<String>,
    garde: Vec<Kept>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    geste: Spanned<String>,
    fils: usize,
    #[serde(default)]
    tenus: usize,
    sinon: String,
}

/// Les gestes, et les opérations qui les font.
const GESTURES: [(&str, &[ActionKind]); 7] = {
    use ActionKind as A;
    [
        ("verrou", &[A::Lock, A::Read, A::Write]),
        (
            "partage",
            &[A::Lock, A::Read, A::Write, A::Atomic, A::Send, A::Receive],
        ),
        ("envoi", &[A::Send]),
        ("reception", &[A::Receive]),
        (
            "attente",
            &[A::WaitCondition, A::Receive, A::Park, A::WaitBarrier],
        ),
        (
            "signal",
            &[
                A::NotifyOne,
                A::NotifyAll,
                A::Send,
                A::Unpark,
                A::DropSender,
                A::WaitBarrier,
            ],
        ),
        ("affichage", &[A::Print]),
    ]
};
/// Celui qui n'en est un que s'il attend tant qu'il faut.
const PATIENT: &str = "attente";

fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Repair {
    /// Ce que donne à réparer le listing `reference`.
    ///
    /// # Errors
    ///
    /// Un fichier absent ou mal écrit ; un programme réparé qui ne l'est pas ; un
    /// programme fautif qui n'a pas de faute. Le message donne le fichier et la ligne.
    pub fn load(listings_dir: &Path, reference: &str) -> Result<Self, Vec<String>> {
        let listing = Listing::load(listings_dir, reference)?;
        let name = format!("{reference}{SUFFIX}");
        let text = fs::read_to_string(listings_dir.join(&name)).map_err(|_| {
            vec![format!(
                "« {reference} » n'a rien à réparer : il manque listings/{name}"
            )]
        })?;
        Self::parse(listings_dir, listing, &text)
            .map_err(|(line, message)| vec![format!("listings/{name}:{line}: {message}")])
    }

    fn parse(listings_dir: &Path, listing: Listing, text: &str) -> Result<Self, (usize, String)> {
        let line = |start: usize| 1 + text[..start].matches('\n').count();
        let file: File = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            (
                line(start),
                format!("réparation illisible : {}", error.message()),
            )
        })?;
        let at = line(file.repare.span().start);
        let repaired = file.repare.into_inner();
        let proven = |reference: &str| {
            let graph = Graph::load(listings_dir, reference).map_err(|message| (at, message))?;
            match graph.fresh && graph.document.complete {
                true => Ok(graph),
                false => Err((at, Graph::stale_message(reference))),
            }
        };
        let good = proven(&repaired)?;
        if good.outcomes().iter().any(is_bad) {
            let message = format!("« {repaired} » n'est pas réparé : il peut mal finir");
            return Err((at, message));
        }
        let outputs = good.outcomes().iter().map(|outcome| outcome.stdout.clone());
        let wanted: BTreeSet<String> = outputs.collect();
        let faulty = proven(&listing.reference())?;
        let is_wrong = |o| is_bad(o) || !wanted.contains(&o.stdout);
        if !faulty.outcomes().iter().any(is_wrong) {
            let message = format!(
                "« {} » n'a rien à réparer : ses issues sont celles de « {repaired} »",
                listing.reference()
            );
            return Err((at, message));
        }
        let keeps = file.garde.into_iter().map(|kept| {
            let geste = kept.geste.get_ref().as_str();
            let known = GESTURES.iter().find(|(name, _)| *name == geste);
            let Some((_, kinds)) = known else {
                let names = GESTURES.map(|(name, _)| format!("« {name} »")).join(", ");
                let message = format!("geste inconnu « {geste} » : {names}");
                return Err((line(kept.geste.span().start), message));
            };
            Ok(Keep {
                kinds: kinds.to_vec(),
                patient: geste == PATIENT,
                threads: kept.fils,
                held: kept.tenus,
                otherwise: kept.sinon,
            })
        });
        Ok(Self {
            keeps: keeps.collect::<Result<_, _>>()?,
            instruction: file.consigne,
            title: listing.title,
            source: listing.rust,
            repaired,
            solution: display(&good.document.source).1,
            wanted,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::graph::test::{empty, row};
    use recit::ending::OutcomeKind::{Deadlock, Exit};
    use recit::graph::{Graph as Document, OutcomeRow};
    use testing::assert_contains;

    const FILE: &str = "consigne = \"Réparez.\"\nrepare = \"c/b\"\n\n[[garde]]\ngeste = \"verrou\"\nfils = 2\nsinon = \"Plus de verrou.\"\n";

    /// Un programme fautif, `c/a`, et un réparé, `c/b`, de ces issues.
    fn load(file: &str, faulty: Vec<OutcomeRow>, good: Vec<OutcomeRow>) -> Result<Repair, String> {
        let source = "//! Un\n\nfn main() {}\n";
        let graph = |outcomes| {
            let document = Document {
                source: source.to_owned(),
                outcomes,
                ..empty()
            };
            serde_json::to_string(&document).unwrap()
        };
        let (faulty, good) = (graph(faulty), graph(good));
        let dir = testing::tree([
            ("c/a.rs", source),
            ("c/a.go", "package main\n"),
            ("c/a.sortie", "a\n"),
            ("c/a.graphe.json", &faulty),
            ("c/a.reparation.toml", file),
            ("c/b.rs", source),
            ("c/b.graphe.json", &good),
        ]);
        Repair::load(dir.path(), "c/a").map_err(|messages| messages.join("\n"))
    }

    #[test]
    fn la_reparation_vient_du_programme_repare() {
        let faulty = vec![row(Exit, "a\n", "9"), row(Deadlock, "", "9")];
        let repair = load(FILE, faulty, vec![row(Exit, "a\n", "9")]).unwrap();
        let data = serde_json::to_value(&repair).unwrap();
        assert_eq!(data["wanted"], serde_json::json!(["a\n"]));
        assert_eq!(
            data["keeps"][0]["kinds"],
            serde_json::json!(["lock", "read", "write"])
        );
        assert_eq!(data["source"], "fn main() {}\n");
    }

    #[test]
    fn une_reparation_qui_ne_tient_pas_est_refusee_avec_sa_ligne() {
        let stuck = || vec![row(Exit, "a\n", "9"), row(Deadlock, "", "9")];
        let fine = || vec![row(Exit, "a\n", "9")];
        let unknown = FILE.replace("verrou\"", "clef\"");
        for (file, faulty, good, expected) in [
            (
                FILE,
                stuck(),
                stuck(),
                "c/a.reparation.toml:2: « c/b » n'est pas réparé",
            ),
            (
                FILE,
                fine(),
                fine(),
                "c/a.reparation.toml:2: « c/a » n'a rien à réparer",
            ),
            (
                &unknown,
                stuck(),
                fine(),
                "c/a.reparation.toml:5: geste inconnu « clef » : « verrou », « partage »",
            ),
            (
                "but = 1\n",
                stuck(),
                fine(),
                "c/a.reparation.toml:1: réparation illisible",
            ),
        ] {
            let error = load(file, faulty, good).unwrap_err();
            assert_contains(&error, &[expected]);
        }
    }
}
