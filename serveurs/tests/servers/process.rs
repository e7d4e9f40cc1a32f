//! Un serveur, lancé sur un port libre, et arrêté quoi qu'il arrive.

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};

/// Les deux serveurs Rust.
pub const SERVERS: [&str; 2] = ["salon_fils", "salon_axum"];

/// Un serveur qui tourne.
pub struct Server {
    pub name: &'static str,
    pub address: String,
    child: Child,
}

fn command(name: &str, options: &[&str]) -> Command {
    let path = match name {
        "salon_fils" => env!("CARGO_BIN_EXE_salon_fils"),
        _ => env!("CARGO_BIN_EXE_salon_axum"),
    };
    let mut command = Command::new(path);
    command.args(options).stdin(Stdio::null());
    command
}

impl Server {
    pub fn start(name: &'static str, options: &[&str]) -> Self {
        let mut command = command(name, &[&["127.0.0.1:0"], options].concat());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("prêt ");
        let address = address.unwrap_or_else(|| panic!("{line}")).to_owned();
        Self {
            name,
            address,
            child,
        }
    }

    /// Envoie un signal, et attend la fin.
    pub fn signal(&mut self, signal: Signal) -> ExitStatus {
        kill(self.pid(), signal).unwrap();
        self.child.wait().unwrap()
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.id()).unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Le statut et le message d'un serveur qui refuse de démarrer.
pub fn refused(name: &str, options: &[&str]) -> (Option<i32>, String) {
    let output = command(name, options).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), error)
}
