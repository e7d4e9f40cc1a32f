//! `cargo xtask exercices <EXERCICE> --servir` : le salon du lecteur, ouvert.

use super::compilation::{self, Compiled};
use super::progress::{Progress, State};
use super::workshop::Workshop;
use anyhow::{Context as _, Result, bail};
use processes::Runner;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, ExitCode};

/// Le port des serveurs du livre, s'il est libre.
const PORT: u16 = 8080;

/// Compile le serveur avec le fichier du lecteur, dit où entrer, et sert jusqu'à
/// Ctrl-C. Rend 1 si le fichier ne compile pas.
///
/// # Errors
///
/// Si l'exercice n'a pas de serveur, ou s'il manque un outil.
pub fn run(runner: &Runner, workshop: &Workshop, progress: &Progress) -> Result<ExitCode> {
    let exercise = workshop.exercise;
    let Some(server) = &exercise.server else {
        bail!(
            "l'exercice {} n'a pas de serveur : rien à servir",
            exercise.number()
        );
    };
    workshop.open()?;
    let reader = exercise.reader_file();
    let program = match compilation::server(runner, workshop, server, &reader)? {
        Compiled::Program(program) => program,
        Compiled::Refused(message) => {
            println!("Votre fichier ne compile pas. Le compilateur dit :\n\n{message}");
            return Ok(ExitCode::FAILURE);
        }
    };
    let port = free()?;
    println!("{}", welcome(workshop, progress.state(exercise), port));
    replace(Command::new(program).arg(format!("127.0.0.1:{port}")))
}

/// Laisse la place au serveur : Ctrl-C est alors pour lui, et il le dit à chacun.
#[cfg(unix)]
fn replace(server: &mut Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    Err(server.exec()).context("votre salon ne démarre pas")
}

#[cfg(not(unix))]
fn replace(server: &mut Command) -> Result<ExitCode> {
    let status = server.status().context("votre salon ne démarre pas")?;
    Ok(crate::status::forward("votre salon", status))
}

/// Un port libre : celui des serveurs du livre, ou un autre.
fn free() -> Result<u16> {
    let free = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let listener = free(PORT).or_else(|_| free(0))?;
    Ok(listener.local_addr()?.port())
}

/// Ce qui accueille le lecteur.
fn welcome(workshop: &Workshop, state: State, port: u16) -> String {
    let judged = match state {
        State::Solved { .. } => String::new(),
        _ => format!(
            "Il n'est pas encore vérifié : cargo xtask exercices {}\n\n",
            workshop.exercise.number()
        ),
    };
    let relay = port.checked_add(1).unwrap_or(PORT);
    format!(
        "{judged}Votre salon est ouvert : {}\n\n  http://127.0.0.1:{port}/\n\n\
         Ouvrez cette adresse dans deux fenêtres de votre navigateur, entrez sous deux noms, et parlez.\n\n\
         Pour abîmer le réseau d'une des deux, dans un autre terminal :\n\n  \
         cargo run -p banc-web -- mandataire 127.0.0.1:{relay} 127.0.0.1:{port}\n\n\
         puis ouvrez-y la seconde fenêtre, http://127.0.0.1:{relay}/, et tapez geler, couper, miettes ou rien.\n\n\
         Ctrl-C éteint le salon, et le dit à chacun.\n",
        workshop.shown(&workshop.exercise.reader_file())
    )
}
