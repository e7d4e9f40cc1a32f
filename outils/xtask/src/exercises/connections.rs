//! L'exercice derrière de vraies connexions : le serveur qui l'inclut, jugé par
//! `outils/banc-web`.
//!
//! Le banc est un autre processus, qui lance lui-même le serveur autant de fois qu'il
//! faut. Qui l'exécute le borne, lui et tout ce qu'il lance.

use super::bench::{Bench, Kind, Task};
use super::workshop::Workshop;
use crate::project;
use anyhow::{Context as _, Result, bail};
use catalogue::Level;
use processes::End;
use serde::Deserialize;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Au-delà, un palier est arrêté : chaque attente du banc est bornée.
const LIMIT: Duration = Duration::from_secs(180);
const MAX_OUTPUT: usize = 1 << 20;
/// Au-delà, la compilation du banc est arrêtée.
const BUILD: Duration = Duration::from_secs(900);

/// Ce que dit le banc d'un cas.
#[derive(Debug, Deserialize)]
struct Report {
    #[serde(rename = "cas")]
    case: String,
    #[serde(rename = "secondes")]
    took: f64,
    #[serde(rename = "echec")]
    failure: Option<Fault>,
}

/// Un échec, en trois phrases.
#[derive(Debug, Deserialize)]
struct Fault {
    #[serde(rename = "panne")]
    injected: String,
    #[serde(rename = "attendu")]
    expected: String,
    #[serde(rename = "vu")]
    seen: String,
}

/// Le premier cas qui échoue.
#[derive(Debug)]
pub struct Failure {
    case: String,
    fault: Fault,
}

impl Failure {
    /// Ce qui se dit au lecteur : la panne provoquée, ce qui était attendu, ce qui a
    /// été vu, et comment refaire ce seul cas.
    pub fn told(&self, workshop: &Workshop, program: &Path) -> String {
        let Fault {
            injected,
            expected,
            seen,
        } = &self.fault;
        // Une réponse HTTP en a plusieurs.
        let lines: Vec<&str> = seen.lines().filter(|line| !line.is_empty()).collect();
        let lines = lines.join("\n            ");
        format!(
            "  panne   : {injected}\n  attendu : {expected}\n  vu      : {}\n\n  Ce seul cas, quand le serveur est \
             construit :\n  cargo run -p banc-web -- juger --programme {} --cas '{}'",
            workshop.without_root(&lines),
            workshop.shown(program),
            self.case
        )
    }
}

/// Construit le banc, et rend où il est.
///
/// # Errors
///
/// S'il ne compile pas, ou si l'utilisateur interrompt.
pub fn tool(bench: &dyn Bench, workshop: &Workshop) -> Result<PathBuf> {
    let target = workshop.root.join("target");
    let tool = target.join("debug/banc-web");
    let tool = tool.with_extension(env::consts::EXE_EXTENSION);
    if !tool.is_file() {
        bench.announce("Première compilation du banc : une minute au plus, une seule fois.");
    }
    let build = || project::build(&workshop.root.join("outils/banc-web"), &target);
    bench.prepare(&mut build())?;
    let task = Task {
        kind: Kind::Compile,
        limit: BUILD,
        output: MAX_OUTPUT,
        what: "Compilation du banc",
    };
    let built = bench.run(&mut build(), task)?;
    if !built.success() {
        bail!("le banc des serveurs ne compile pas : {}", built.stderr);
    }
    Ok(tool)
}

/// Juge `program` par les cas de `level`, à l'aide de `tool`. Rend le premier échec,
/// ou ce que cela a duré, en secondes.
///
/// # Errors
///
/// Si le banc ne se lance pas, ou si l'utilisateur interrompt.
pub fn judge(
    bench: &dyn Bench,
    workshop: &Workshop,
    tool: &Path,
    program: &Path,
    level: &Level,
) -> Result<std::result::Result<f64, Failure>> {
    if level.cases.is_empty() {
        return Ok(Ok(0.0));
    }
    let mut command = Command::new(tool);
    command.current_dir(workshop.root);
    command
        .args(["juger", "--json", "--programme"])
        .arg(program);
    for case in &level.cases {
        command.args(["--cas", case]);
    }
    let task = Task {
        kind: Kind::Connect,
        limit: LIMIT,
        output: MAX_OUTPUT,
        what: "Derrière de vraies connexions",
    };
    let ended = bench.run(&mut command, task)?;
    let stopped = |seen: &str| {
        Ok(Err(Failure {
            case: level.cases[0].clone(),
            fault: Fault {
                injected: format!("les cas {}", level.cases.join(", ")),
                expected: "un serveur qui se laisse juger".to_owned(),
                seen: seen.to_owned(),
            },
        }))
    };
    match ended.end {
        End::Exited(_) => {}
        End::TooBig => return stopped("il prend trop de mémoire"),
        End::TooMany => return stopped("il lance trop de processus"),
        End::TooLong(_) => return stopped("il n'en finit pas"),
        End::TooLoud | End::Asleep => bail!("le banc ne répond pas : {}", ended.stderr),
    }
    let mut took = 0.0;
    for line in ended.stdout.lines() {
        let report: Report = serde_json::from_str(line)
            .with_context(|| format!("le banc dit « {line} » : {}", ended.stderr))?;
        took += report.took;
        if let Some(fault) = report.failure {
            let case = report.case;
            return Ok(Err(Failure { case, fault }));
        }
    }
    if !ended.success() {
        bail!("le banc a échoué : {}", ended.stderr);
    }
    Ok(Ok(took))
}
