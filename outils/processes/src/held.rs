//! Un processus tenu : il disparaît avec celui qui l'a lancé, même tué.
//!
//! Le tenu s'exécute sous une garde, que lance le même exécutable par la commande
//! [`COMMAND`] (`xtask garde …`), et qui lit son entrée
//! standard : c'est un tube, que le lanceur tient ouvert. Quand il se ferme, la
//! garde tue le tenu et tous ses fils, qui forment un groupe de processus. Il n'y
//! faut rien de propre à un système.

use crate::confined::Confinement;
use crate::group::Group;
use std::ffi::{OsStr, OsString};
use std::io::{self, Read as _};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{env, process, thread};

/// Le nom de la commande cachée.
pub const COMMAND: &str = "garde";

/// La même commande, sous une garde. Son entrée standard doit être un tube.
///
/// # Errors
///
/// Si le système ne dit pas où est cet exécutable.
pub(crate) fn held(command: &Command) -> io::Result<Command> {
    Ok(under(Command::new(env::current_exe()?), command, &[]))
}

/// La même commande, sous une garde qui la confine et en dit la fin dans `report`.
/// Son environnement n'est fait que de ce que `command` lui donne.
///
/// # Errors
///
/// Celles de [`held`].
pub(crate) fn confined(
    command: &Command,
    confinement: &Confinement,
    report: &Path,
) -> io::Result<Command> {
    let bounds = serde_json::to_string(confinement)?;
    let mut guard = Command::new(env::current_exe()?);
    guard.env_clear();
    Ok(under(
        guard,
        command,
        &[
            "--bornes".as_ref(),
            bounds.as_ref(),
            "--fin".as_ref(),
            report.as_os_str(),
        ],
    ))
}

/// `command`, sous la garde `held`.
fn under(mut held: Command, command: &Command, options: &[&OsStr]) -> Command {
    held.arg(COMMAND)
        .args(options)
        .arg("--")
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => held.env(name, value),
            None => held.env_remove(name),
        };
    }
    if let Some(directory) = command.get_current_dir() {
        held.current_dir(directory);
    }
    held
}

/// Lance `words` dans son propre groupe et attend sa fin ; le tue si l'entrée
/// standard se ferme. Rend son statut.
pub fn guard(words: &[OsString]) -> ExitCode {
    let Some((program, arguments)) = words.split_first() else {
        return ExitCode::from(2);
    };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    let group = match Group::spawn_raw(&mut command) {
        Ok(group) => Arc::new(Mutex::new(group)),
        Err(error) => {
            eprintln!("impossible de lancer « {} » : {error}", program.display());
            return ExitCode::from(2);
        }
    };
    // Celui qui tue et celui qui attend ne se croisent pas : un numéro n'est rendu
    // au système qu'après l'attente.
    let killed = group.clone();
    thread::spawn(move || {
        let mut byte = [0];
        while let Ok(1) = io::stdin().read(&mut byte) {}
        if let Ok(mut group) = killed.lock()
            && let Ok(None) = group.try_wait()
        {
            group.kill();
        }
        process::exit(130);
    });
    ExitCode::from(wait(&group).unwrap_or(1))
}

fn wait(group: &Mutex<Group>) -> Option<u8> {
    let mut pause = Duration::from_millis(1);
    loop {
        if let Ok(mut group) = group.lock()
            && let Ok(Some(status)) = group.try_wait()
        {
            return status.code().and_then(|code| u8::try_from(code).ok());
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    }
}
