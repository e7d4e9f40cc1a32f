//! Le programme que lance `cargo xtask explore` : il explore un programme et
//! dit le résultat.

use crate::config::{Config, TimeModel};
use crate::explorer::explore;
use crate::program::Program;
use std::process::ExitCode;
use std::time::Duration;

/// Explore `program` selon les arguments du processus : `--json` pour du JSON,
/// `--ordered` pour le temps ordonné, `--spurious` pour des réveils sans raison.
///
/// Rend 1 si le programme peut se bloquer ou paniquer, 2 s'il est refusé ou si
/// les arguments le sont ; le processus s'arrête avec 3 s'il tourne sans fin
/// sans faire d'opération.
pub fn run(program: &Program) -> ExitCode {
    let mut config = Config {
        watchdog: Some(Duration::from_secs(10)),
        ..Config::default()
    };
    let mut json = false;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--json" => json = true,
            "--ordered" => config.time = TimeModel::Ordered,
            "--spurious" => config.spurious_wakeups = true,
            _ => {
                eprintln!("l'argument « {argument} » n'est pas reconnu");
                return ExitCode::from(2);
            }
        }
    }
    match explore(program, &config) {
        Ok(exploration) => {
            if json {
                println!("{}", exploration.to_json());
            } else {
                print!("{}", exploration.to_text());
            }
            ExitCode::from(u8::from(exploration.can_fail()))
        }
        Err(error) => {
            eprintln!("{} : {error}", program.name);
            ExitCode::from(2)
        }
    }
}
