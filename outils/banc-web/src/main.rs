//! `cargo run -p banc-web` : juger un serveur, le charger, abîmer son réseau.

use anyhow::{Context as _, Result, bail};
use banc_web::cases::{self, Case, Report};
use banc_web::proxy::{Fault, Proxy};
use banc_web::server::{Kind, Program};
use clap::{Parser, Subcommand};
use std::io::{self, BufRead as _, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

#[derive(Parser)]
#[command(about = "Juge les serveurs de salon, les charge, et abîme leur réseau.")]
struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Juge un serveur, ou les trois
    Juger {
        /// Le serveur ; sans lui, les trois
        #[arg(value_name = "SERVEUR")]
        serveurs: Vec<Kind>,
        /// Juge plutôt ce programme, qui parle le même protocole
        #[arg(long, value_name = "CHEMIN", conflicts_with = "serveurs")]
        programme: Option<PathBuf>,
        /// Ne fait que ce cas ; peut se répéter
        #[arg(long = "cas", value_name = "NOM")]
        cas: Vec<String>,
        /// Rend un objet JSON par cas : `cas`, `secondes`, `echec`
        #[arg(long)]
        json: bool,
    },
    /// Nomme les cas
    Cas,
    /// Construit des serveurs, et dit où ils sont
    Construire {
        /// Le serveur ; sans lui, les trois
        #[arg(value_name = "SERVEUR")]
        serveurs: Vec<Kind>,
    },
    /// Charge les trois serveurs, et écrit le relevé que montre le livre
    Charge {
        /// Le nombre de tours
        #[arg(long, value_name = "N")]
        tours: Option<usize>,
        /// Où l'écrire ; sans lui, il est affiché
        #[arg(long, value_name = "CHEMIN")]
        vers: Option<PathBuf>,
    },
    /// Relaie un port vers un serveur, et obéit aux pannes lues sur l'entrée
    Mandataire {
        /// Où écouter, par exemple 127.0.0.1:8081
        #[arg(value_name = "ADRESSE")]
        ecoute: SocketAddr,
        /// Le serveur, par exemple 127.0.0.1:8080
        #[arg(value_name = "SERVEUR")]
        serveur: SocketAddr,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().action {
        Action::Juger {
            serveurs,
            programme,
            cas,
            json,
        } => judge(&serveurs, programme, &cas, if json { told } else { shown }),
        Action::Cas => {
            for case in cases::all() {
                println!("{:24} {}", case.name, case.injected);
            }
            Ok(true)
        }
        Action::Construire { serveurs } => build(&serveurs).map(|()| true),
        Action::Charge { tours, vers } => charge(tours, vers.as_deref()).map(|()| true),
        Action::Mandataire { ecoute, serveur } => relay(ecoute, serveur).map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("erreur : {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Juge les serveurs ; faux si l'un d'eux échoue.
fn judge(
    kinds: &[Kind],
    program: Option<PathBuf>,
    names: &[String],
    say: fn(&str, &[Report]),
) -> Result<bool> {
    let cases = chosen(names)?;
    if let Some(path) = program {
        let title = path.display().to_string();
        let arguments = Vec::new();
        return Ok(judge_one(&title, &Program { path, arguments }, &cases, say));
    }
    let kinds = if kinds.is_empty() { &Kind::ALL } else { kinds };
    let mut good = true;
    for kind in kinds {
        good &= judge_one(kind.name(), &kind.build(false)?, &cases, say);
    }
    Ok(good)
}

fn chosen(names: &[String]) -> Result<Vec<Case>> {
    if names.is_empty() {
        return Ok(cases::all());
    }
    let find = |name: &String| {
        cases::named(name).with_context(|| format!("aucun cas ne s'appelle « {name} »"))
    };
    names.iter().map(find).collect()
}

fn judge_one(title: &str, program: &Program, cases: &[Case], say: fn(&str, &[Report])) -> bool {
    let reports = cases::judge(program, cases);
    say(title, &reports);
    reports.iter().all(|report| report.failure.is_none())
}

/// Ce qu'en lit quelqu'un.
fn shown(title: &str, reports: &[Report]) {
    println!("{title}");
    for report in reports {
        let took = report.took.as_secs_f64();
        match &report.failure {
            None => println!("  juste {:24} {took:.1} s", report.case.name),
            Some(failure) => println!("  FAUX  {:24} {took:.1} s\n{failure}", report.case.name),
        }
    }
    let wrong = reports.iter().filter(|report| report.failure.is_some());
    println!("  {} cas, {} faux\n", reports.len(), wrong.count());
}

/// Ce qu'en lit un programme.
fn told(_: &str, reports: &[Report]) {
    for report in reports {
        let line = serde_json::json!({
            "cas": report.case.name,
            "secondes": report.took.as_secs_f64(),
            "echec": report.failure,
        });
        println!("{line}");
    }
}

/// Une ligne par serveur : son nom, puis son chemin.
fn build(kinds: &[Kind]) -> Result<()> {
    let kinds = if kinds.is_empty() { &Kind::ALL } else { kinds };
    for kind in kinds {
        println!("{} {}", kind.name(), kind.build(false)?.path.display());
    }
    Ok(())
}

fn charge(rounds: Option<usize>, to: Option<&Path>) -> Result<()> {
    let text = banc_web::load::run(rounds)?;
    match to {
        None => print!("{text}"),
        Some(path) => {
            let written = std::fs::write(path, text);
            written.with_context(|| format!("{} ne s'écrit pas", path.display()))?;
        }
    }
    Ok(())
}

/// Relaie jusqu'à la fin de l'entrée standard : chaque ligne est une panne.
fn relay(listen: SocketAddr, server: SocketAddr) -> Result<()> {
    let proxy =
        Proxy::listen(listen, server).with_context(|| format!("impossible d'écouter {listen}"))?;
    println!("prêt {}", proxy.address());
    println!("pannes : rien, geler, perdre, couper, miettes, retenir MILLISECONDES");
    io::stdout().flush()?;
    for line in io::stdin().lock().lines() {
        let line = line?;
        match fault(line.trim()) {
            Ok(fault) => {
                proxy.set(fault);
                println!("fait {}", line.trim());
            }
            Err(error) => eprintln!("erreur : {error}"),
        }
        io::stdout().flush()?;
    }
    Ok(())
}

fn fault(line: &str) -> Result<Fault> {
    Ok(match line.split_once(' ').unwrap_or((line, "")) {
        ("rien", "") => Fault::None,
        ("geler", "") => Fault::Freeze,
        ("perdre", "") => Fault::Swallow,
        ("couper", "") => Fault::Reset,
        ("miettes", "") => Fault::Split,
        ("retenir", time) => {
            let time = time
                .parse()
                .with_context(|| format!("« {time} » n'est pas une durée en millisecondes"))?;
            Fault::Delay(Duration::from_millis(time))
        }
        _ => bail!("panne inconnue, « {line} »"),
    })
}
