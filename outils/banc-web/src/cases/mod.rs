//! Les cas : chacun lance son serveur, lui fait une chose, et juge la suite.

mod entry;
mod faults;
mod order;
mod protocol;
mod stop;
mod streams;

use crate::server::{self, Program};
use crate::stalls::Watch;
use crate::verdict::{During as _, Failure, Verdict};
use std::time::{Duration, Instant};

/// Un cas.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// Son nom, unique.
    pub name: &'static str,
    /// Ce qu'il fait au serveur.
    pub injected: &'static str,
    /// Vrai s'il mesure une durée ou une mémoire : rien d'autre ne s'exécute alors.
    pub alone: bool,
    run: fn(&Program) -> Verdict,
}

impl Case {
    const fn new(name: &'static str, injected: &'static str, run: fn(&Program) -> Verdict) -> Self {
        Self {
            name,
            injected,
            alone: false,
            run,
        }
    }

    const fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// Juge un serveur. Un échec pendant lequel la machine elle-même s'est arrêtée
    /// ne prouve rien : le cas est refait.
    pub fn judge(&self, program: &Program) -> Report {
        let start = Instant::now();
        let watch = Watch::start();
        let mut tries = 0;
        let verdict = loop {
            let before = watch.stalls();
            let verdict = (self.run)(program).during(self.injected);
            // Un échec s'explique souvent par là.
            let panic = server::panic();
            let verdict = verdict.map_err(|mut failure| {
                if let Some(panic) = panic {
                    failure.seen += &format!(" ; et le serveur a paniqué : {panic}");
                }
                failure
            });
            tries += 1;
            if verdict.is_ok() || watch.stalls() == before || tries == TRIES {
                break verdict;
            }
        };
        Report {
            case: *self,
            failure: verdict.err(),
            took: start.elapsed(),
        }
    }
}

/// Combien de fois un cas se fait, au plus.
const TRIES: usize = 3;

/// Ce qu'un cas a donné.
#[derive(Debug)]
pub struct Report {
    /// Lequel.
    pub case: Case,
    /// Ce qui n'allait pas.
    pub failure: Option<Failure>,
    /// Ce qu'il a duré.
    pub took: Duration,
}

/// Tous les cas, dans l'ordre où ils sont dits.
pub fn all() -> Vec<Case> {
    let groups: [&[Case]; 6] = [
        &protocol::CASES,
        &entry::CASES,
        &order::CASES,
        &streams::CASES,
        &faults::CASES,
        &stop::CASES,
    ];
    groups.concat()
}

/// Le cas qui porte ce nom.
pub fn named(name: &str) -> Option<Case> {
    all().into_iter().find(|case| case.name == name)
}

/// Combien de cas d'un serveur s'exécutent à la fois : ils attendent plus qu'ils ne
/// calculent.
const WORKERS: usize = 6;

/// Juge un serveur par ces cas : d'abord ceux qui vont seuls, puis les autres
/// ensemble.
pub fn judge(program: &Program, cases: &[Case]) -> Vec<Report> {
    judge_all(&[program], cases).remove(0)
}

/// Juge chacun de ces serveurs par ces cas : d'abord ceux qui vont seuls, puis tous
/// les autres ensemble.
pub fn judge_all(programs: &[&Program], cases: &[Case]) -> Vec<Vec<Report>> {
    let ranks = 0..programs.len();
    let pairs = cases
        .iter()
        .flat_map(|case| ranks.clone().map(move |rank| (rank, case)));
    let (alone, together): (Vec<_>, Vec<_>) = pairs.partition(|(_, case)| case.alone);
    let judge = |&(rank, case): &(usize, &Case)| (rank, case.judge(programs[rank]));
    let mut judged: Vec<(usize, Report)> = alone.iter().map(judge).collect();
    judged.extend(testing::in_parallel(
        WORKERS * programs.len(),
        &together,
        judge,
    ));
    let order = |name| cases.iter().position(|case| case.name == name);
    judged.sort_by_key(|(rank, report)| (*rank, order(report.case.name)));
    let mut reports: Vec<Vec<Report>> = ranks.map(|_| Vec::new()).collect();
    for (rank, report) in judged {
        reports[rank].push(report);
    }
    reports
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chaque_cas_a_son_nom() {
        let mut names: Vec<_> = all().iter().map(|case| case.name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(count > 30, "{count}");
    }
}
