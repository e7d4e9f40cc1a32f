//! Les étapes d'une vérification, annoncées à mesure.
//!
//! Un exercice ordinaire compile, passe ses vérifications, puis les passe dans tous
//! les entrelacements. Un exercice à paliers fait les deux dernières pour chacun :
//! le lecteur sait ce qui tient déjà. S'il a un serveur, il finit derrière de vraies
//! connexions ([`connections`]).

use super::bench::Bench;
use super::compilation::{self, Compiled};
use super::connections;
use super::graph;
use super::interleavings::{self, Refusal};
use super::native::{self, Failure};
use super::workshop::Workshop;
use crate::explore::folders::wait_for;
use anyhow::Result;
use catalogue::{Level, Stage};
use entrelacs_import::exercise::Combined;
use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Le nombre d'exécutions réelles de chaque vérification.
const RUNS: &str = "25";

/// Ce qu'il advient d'un exercice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Il passe toutes les étapes.
    Solved {
        /// Faux si toutes ses exécutions n'ont pas pu être suivies.
        proven: bool,
    },
    /// Il est rejeté à celle-ci.
    Rejected(Stage),
}

/// Ce qui se dit d'une étape, ou de la précédente, pour la préciser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Le numéro de l'étape, tel que le lecteur le connaît.
    pub rank: usize,
    /// Vrai si elle passe ; `None` pour ce qui précise un échec déjà dit.
    pub passed: Option<bool>,
    /// Ce qui se dit, en une phrase.
    pub title: String,
    /// La suite, ou rien.
    pub detail: String,
    /// Le rang, dans le graphe publié, de l'issue que cela raconte.
    pub outcome: Option<usize>,
}

impl Said {
    fn new(rank: usize, passed: Option<bool>, title: impl Into<String>) -> Self {
        Self {
            rank,
            passed,
            title: title.into(),
            detail: String::new(),
            outcome: None,
        }
    }

    fn passed(rank: usize, title: impl Into<String>) -> Self {
        Self::new(rank, Some(true), title)
    }

    fn failed(rank: usize, title: impl Into<String>) -> Self {
        Self::new(rank, Some(false), title)
    }

    fn with(self, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self { detail, ..self }
    }

    fn at(self, outcome: Option<usize>) -> Self {
        Self { outcome, ..self }
    }

    /// Ce qu'en affiche le terminal.
    pub fn shown(&self, workshop: &Workshop) -> String {
        let mut text = match self.passed {
            Some(passed) => {
                let mark = if passed { '✓' } else { '✗' };
                format!("{mark} {}. {}", self.rank, self.title)
            }
            None => format!("\n  {}", self.title),
        };
        if !self.detail.is_empty() {
            let margin = if self.passed.is_some() { "" } else { "  " };
            text += &format!("\n\n{margin}{}", self.detail);
        }
        if let Some(rank) = self.outcome {
            let address = graph::address(workshop, rank);
            text += &format!("\n  À suivre pas à pas dans le livre : {address}");
        }
        text
    }
}

/// Vérifie la copie du lecteur, en disant chaque étape à `tell`. Une vérification qui
/// tourne encore au bout de `limit` est tenue pour bloquée.
///
/// # Errors
///
/// S'il manque un outil, ou si l'utilisateur interrompt.
pub fn verify(
    bench: &dyn Bench,
    workshop: &Workshop,
    limit: Duration,
    tell: &mut dyn FnMut(Said),
) -> Result<Verdict> {
    // Deux vérifications ne se partagent pas le programme compilé.
    let lock = workshop.root.join("target/exploration/exercices.verrou");
    let _alone = wait_for(bench.runner(), &lock, || {})?;
    let program = match compilation::native(bench, workshop)? {
        Compiled::Program(program) => program,
        Compiled::Refused(message) => {
            let title = "Il ne compile pas. Le compilateur dit :";
            tell(Said::failed(1, title).with(message));
            return Ok(Verdict::Rejected(Stage::Compile));
        }
    };
    tell(Said::passed(1, "Il compile."));

    let judge = Judge {
        bench,
        workshop,
        limit,
        program,
        source: fs::read_to_string(workshop.exercise.tests_file())?,
        combined: compilation::combined(workshop)?,
        model: OnceCell::new(),
    };
    let levels = &workshop.exercise.levels;
    let judged = match levels[..] {
        [] => judge.whole(tell)?,
        _ => judge.levels(levels, tell)?,
    };
    let proven = match judged {
        Ok(proven) => proven,
        Err(stage) => return Ok(Verdict::Rejected(stage)),
    };
    if let Some(server) = &workshop.exercise.server
        && let Err(stage) = judge.connections(server, levels, tell)?
    {
        return Ok(Verdict::Rejected(stage));
    }
    Ok(Verdict::Solved { proven })
}

/// De quoi juger un exercice qui compile.
struct Judge<'a> {
    bench: &'a dyn Bench,
    workshop: &'a Workshop<'a>,
    limit: Duration,
    /// Le programme de ses vérifications.
    program: PathBuf,
    /// Leur texte.
    source: String,
    combined: Combined,
    /// Le programme qui les explore, une fois compilé.
    model: OnceCell<PathBuf>,
}

/// Ce que rend une étape : ce qu'elle a vu, ou celle qui rejette.
type Judged<T> = Result<std::result::Result<T, Stage>>;

/// Ce que montrent les entrelacements.
#[derive(Default)]
struct Explored {
    states: usize,
    /// Ce qui n'est pas prouvé, et pourquoi.
    unproven: Vec<String>,
}

impl Judge<'_> {
    /// Juge toutes les vérifications à la fois. Rend faux si toutes leurs exécutions
    /// n'ont pas pu être suivies.
    fn whole(&self, tell: &mut dyn FnMut(Said)) -> Judged<bool> {
        let tests: Vec<&String> = self.combined.tests.iter().collect();
        let native = match self.run(&tests, 2, "", tell)? {
            Ok(count) => count,
            Err(stage) => return Ok(Err(stage)),
        };
        let title = match native {
            0 => "Rien à exécuter : ses vérifications ne sont qu'explorées.".to_owned(),
            1 => format!("Sa vérification passe, {RUNS} fois."),
            count => format!("Ses {count} vérifications passent, {RUNS} fois chacune."),
        };
        tell(Said::passed(2, title));
        let explored = match self.explore(&tests, 3, "", tell)? {
            Ok(explored) => explored,
            Err(stage) => return Ok(Err(stage)),
        };
        let states = explored.states;
        let proven = explored.unproven.is_empty();
        tell(match proven {
            true => Said::passed(
                3,
                format!("Elles passent dans tous les entrelacements ({states} états parcourus)."),
            ),
            false => Said::passed(
                3,
                format!(
                    "Rien de ce qui a été suivi ne les met en échec ({states} états parcourus), mais ce n'est pas une \
                     preuve :"
                ),
            )
            .with(explored.unproven.join("\n")),
        });
        Ok(Ok(proven))
    }

    /// Juge les vérifications palier par palier.
    fn levels(&self, levels: &[Level], tell: &mut dyn FnMut(Said)) -> Judged<bool> {
        let mut proven = true;
        for (before, level) in levels.iter().enumerate() {
            let rank = 2 + before;
            let named = format!("Palier {}, {}. ", before + 1, level.title);
            let all = self.combined.tests.iter();
            let tests: Vec<&String> = all.filter(|test| level.holds(test)).collect();
            if let Err(stage) = self.run(&tests, rank, &named, tell)? {
                return Ok(Err(stage));
            }
            let explored = match self.explore(&tests, rank, &named, tell)? {
                Ok(explored) => explored,
                Err(stage) => return Ok(Err(stage)),
            };
            let states = explored.states;
            let count = match tests.len() {
                1 => "Sa vérification passe".to_owned(),
                count => format!("Ses {count} vérifications passent"),
            };
            tell(match explored.unproven.is_empty() {
                true => Said::passed(
                    rank,
                    format!(
                        "{named}{count}, dans tous les entrelacements ({states} états parcourus)."
                    ),
                ),
                false => Said::passed(
                    rank,
                    format!(
                        "{named}{count} ({states} états parcourus), mais ce n'est pas une preuve :"
                    ),
                )
                .with(explored.unproven.join("\n")),
            });
            proven &= explored.unproven.is_empty();
        }
        Ok(Ok(proven))
    }

    /// Exécute ces vérifications pour de vrai ; rend combien.
    fn run(
        &self,
        tests: &[&String],
        rank: usize,
        named: &str,
        tell: &mut dyn FnMut(Said),
    ) -> Judged<usize> {
        let explored_only = &self.workshop.exercise.explored_only;
        let run_for_real = |test: &&&String| !explored_only.contains(test);
        let native: Vec<&&String> = tests.iter().filter(run_for_real).collect();
        for test in &native {
            let mut command = Command::new(&self.program);
            let command = command
                .args([test.as_str(), RUNS])
                .env_remove("RUST_BACKTRACE");
            if let Some(failure) = native::run(self.bench, test.as_str(), command, self.limit)? {
                let message = self.workshop.without_root(&failure.message);
                let title = format!("{named}Une vérification ne passe pas.");
                tell(Said::failed(rank, title).with(self.promised(test, &message)));
                explain(self, &failure, rank, tell)?;
                return Ok(Err(Stage::Native));
            }
        }
        Ok(Ok(native.len()))
    }

    /// Suit tous les entrelacements de ces vérifications.
    fn explore(
        &self,
        tests: &[&String],
        rank: usize,
        named: &str,
        tell: &mut dyn FnMut(Said),
    ) -> Judged<Explored> {
        let compiled = match self.model.get() {
            Some(program) => Compiled::Program(program.clone()),
            None => compilation::model(self.bench, self.workshop)?,
        };
        let model = match compiled {
            Compiled::Program(program) => self.model.get_or_init(|| program),
            Compiled::Refused(message) => {
                let title = "L'explorateur d'entrelacements ne connaît pas ce que vous employez :";
                tell(Said::failed(rank, title).with(message));
                return Ok(Err(Stage::Interleavings));
            }
        };
        let mut explored = Explored::default();
        for test in tests {
            let (bench, workshop) = (self.bench, self.workshop);
            match interleavings::run(bench, workshop, model, &self.combined, test)? {
                Ok(seen) => {
                    explored.states += seen.states;
                    let reason = seen.unproven.map(|reason| format!("  {test} : {reason}"));
                    explored.unproven.extend(reason);
                }
                Err(refusal) => {
                    let (title, message, outcome) = match refusal {
                        Refusal::Told(message, outcome) => (
                            "Il passait par chance : un entrelacement le met en échec.",
                            message,
                            outcome,
                        ),
                        Refusal::GaveUp(message) => (
                            "Ses entrelacements n'ont pas pu être suivis.",
                            message,
                            None,
                        ),
                    };
                    let said = Said::failed(rank, format!("{named}{title}"));
                    tell(said.with(self.promised(test, &message)).at(outcome));
                    return Ok(Err(Stage::Interleavings));
                }
            }
        }
        Ok(Ok(explored))
    }

    /// Juge l'exercice derrière de vraies connexions, palier par palier.
    fn connections(
        &self,
        server: &Path,
        levels: &[Level],
        tell: &mut dyn FnMut(Said),
    ) -> Judged<()> {
        let rank = 2 + levels.len();
        let (bench, workshop) = (self.bench, self.workshop);
        let reader = workshop.exercise.reader_file();
        let program = match compilation::server(bench, workshop, server, &reader)? {
            Compiled::Program(program) => program,
            Compiled::Refused(message) => {
                let title = "Le serveur ne compile pas avec votre fichier. Le compilateur dit :";
                tell(Said::failed(rank, title).with(message));
                return Ok(Err(Stage::Connections));
            }
        };
        let tool = connections::tool(bench, workshop)?;
        let (mut count, mut seconds) = (0, 0.0);
        for (before, level) in levels.iter().enumerate() {
            let judged = connections::judge(bench, workshop, &tool, &program, level)?;
            count += level.cases.len();
            match judged {
                Ok(took) => seconds += took,
                Err(failure) => {
                    let title = format!(
                        "Derrière de vraies connexions, le palier {}, {}, ne tient pas.",
                        before + 1,
                        level.title
                    );
                    let mut detail = failure.told(workshop, &program);
                    if before > 0 {
                        let held = levels[..before].iter().map(|level| level.title.as_str());
                        let held = held.collect::<Vec<_>>().join(", ");
                        detail += &format!("\n\n  Tient déjà, derrière elles aussi : {held}.");
                    }
                    tell(Said::failed(rank, title).with(detail));
                    return Ok(Err(Stage::Connections));
                }
            }
        }
        tell(Said::passed(
            rank,
            format!(
                "Derrière de vraies connexions, les {count} cas du banc passent ({seconds:.0} s)."
            ),
        ));
        Ok(Ok(()))
    }

    /// Ce que promet `test`, et ce qui lui arrive.
    fn promised(&self, test: &str, message: &str) -> String {
        let promise = promise(&self.source, test).unwrap_or_default();
        format!("  {test} : {promise}\n  {message}")
    }
}

/// Raconte comment arrive un échec natif, si l'explorateur le retrouve.
fn explain(
    judge: &Judge,
    failure: &Failure,
    rank: usize,
    tell: &mut dyn FnMut(Said),
) -> Result<()> {
    let (bench, workshop) = (judge.bench, judge.workshop);
    // Rien à raconter d'une fonction qui n'est pas encore écrite.
    if failure.message.contains("not yet implemented") {
        return Ok(());
    }
    let Compiled::Program(model) = compilation::model(bench, workshop)? else {
        return Ok(());
    };
    match interleavings::run(bench, workshop, &model, &judge.combined, &failure.test)? {
        Err(Refusal::Told(message, outcome)) => {
            let said = Said::new(rank, None, "Comment cela arrive :");
            tell(said.with(message).at(outcome));
        }
        // Une boucle sans opération bloque aussi l'explorateur, qui le dit.
        Err(Refusal::GaveUp(message)) if message.contains("opération visible") => {
            tell(Said::new(rank, None, message));
        }
        _ => {}
    }
    Ok(())
}

/// Ce que promet la vérification `test` : son commentaire, dans `source`.
pub fn promise(source: &str, test: &str) -> Option<String> {
    let before = source.split(&format!("pub fn {test}(")).next()?;
    let mut lines: Vec<&str> = before
        .lines()
        .rev()
        .map_while(|line| line.strip_prefix("///"))
        .map(str::trim)
        .collect();
    lines.reverse();
    (!lines.is_empty()).then(|| lines.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_promesse_est_le_commentaire_de_la_fonction() {
        let source = "/// Non.\npub fn un() {}\n\n/// Le compte\n/// arrive.\npub fn deux() {}\n\npub fn trois() {}\n";
        assert_eq!(
            promise(source, "deux").as_deref(),
            Some("Le compte arrive.")
        );
        assert_eq!(promise(source, "trois"), None);
    }
}
