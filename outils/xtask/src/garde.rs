//! Un processus tenu : il disparaît avec celui qui l'a lancé, même tué.
//!
//! Le tenu s'exécute sous une garde (`xtask garde …`), qui lit son entrée
//! standard : c'est un tube, que le lanceur tient ouvert. Quand il se ferme, la
//! garde tue le tenu et tous ses fils, qui forment un groupe de processus. Il n'y
//! faut rien de propre à un système.

use std::ffi::OsString;
use std::io::{self, Read as _};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::time::Duration;
use std::{env, process, thread};

/// Le nom de la commande cachée.
pub const COMMAND: &str = "garde";

/// La même commande, sous une garde. Son entrée standard doit être un tube.
///
/// # Errors
///
/// Si le système ne dit pas où est `xtask`.
pub fn held(command: &Command) -> io::Result<Command> {
    let mut held = Command::new(env::current_exe()?);
    held.arg(COMMAND)
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
    // Ctrl-C la tuerait avant qu'elle ne tue le tenu.
    alone(&mut held);
    Ok(held)
}

/// Lance `words` dans son propre groupe et attend sa fin ; le tue si l'entrée
/// standard se ferme. Rend son statut.
pub fn guard(words: &[OsString]) -> ExitCode {
    let Some((program, arguments)) = words.split_first() else {
        return ExitCode::from(2);
    };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    alone(&mut command);
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            eprintln!("impossible de lancer « {} » : {error}", program.display());
            return ExitCode::from(2);
        }
    };
    let id = child.id();
    // Celui qui tue et celui qui attend ne se croisent pas : un numéro n'est rendu
    // au système qu'après l'attente.
    static ENDED: Mutex<bool> = Mutex::new(false);
    thread::spawn(move || {
        let mut byte = [0];
        while let Ok(1) = io::stdin().read(&mut byte) {}
        if let Ok(ended) = ENDED.lock()
            && !*ended
        {
            kill_group(id);
        }
        process::exit(130);
    });
    let code = wait(&mut child, &ENDED);
    ExitCode::from(code.unwrap_or(1))
}

fn wait(child: &mut Child, ended: &Mutex<bool>) -> Option<u8> {
    let mut pause = Duration::from_millis(1);
    loop {
        if let Ok(mut ended) = ended.lock()
            && let Ok(Some(status)) = child.try_wait()
        {
            *ended = true;
            return status.code().and_then(|code| u8::try_from(code).ok());
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    }
}

/// Met le processus à lancer dans un groupe à lui : Ctrl-C ne l'atteint pas.
pub fn alone(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(windows)]
    {
        const CREATE_NEW_PROCESS_GROUP: u32 = 0x200;
        std::os::windows::process::CommandExt::creation_flags(command, CREATE_NEW_PROCESS_GROUP);
    }
}

/// Tue le groupe du processus `id` : sous Unix, ses fils avec lui.
fn kill_group(id: u32) {
    let mut kill = if cfg!(windows) {
        let mut kill = Command::new("taskkill");
        kill.args(["/F", "/T", "/PID", &id.to_string()]);
        kill
    } else {
        let mut kill = Command::new("kill");
        kill.args(["-KILL", "--", &format!("-{id}")]);
        kill
    };
    // Un groupe déjà fini n'est pas une erreur.
    let _ = kill.stdout(Stdio::null()).stderr(Stdio::null()).status();
}
