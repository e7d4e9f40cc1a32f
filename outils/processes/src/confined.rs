//! Un programme dont on ne sait rien, et dont rien ne reste.
//!
//! Il s'exécute sous une garde ([`held`](crate::held)), qui borne ce qu'il prend :
//! le système tient les bornes de chaque processus (`setrlimit`), la garde celles
//! de leur ensemble. Elle adopte ceux dont le père est mort ; quand elle finit,
//! toute la descendance est morte, même ce qui a quitté son groupe. Hors Linux,
//! seuls la durée et le texte écrit ont des bornes.

#[cfg(target_os = "linux")]
mod descent;
mod guard;

pub use guard::Confined;

use crate::bounded::{End, Ended};
use crate::error::{ProcessError, Result};
use crate::group::Group;
use crate::held;
use crate::runner::{Runner, text};
use serde::{Deserialize, Serialize};
use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, SyncSender, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

/// Ce qu'un programme confiné peut prendre, lui et ceux qu'il lance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confinement {
    /// Sa durée.
    pub time: Duration,
    /// Le temps de processeur de chaque processus.
    pub processor: Duration,
    /// La mémoire de tous, en octets.
    pub memory: u64,
    /// Le plus gros fichier qu'un processus peut écrire, en octets.
    pub file: u64,
    /// Le nombre de ses processus, lui compris.
    pub processes: usize,
    /// Ce qu'il peut écrire sur ses deux sorties ensemble, en octets.
    pub output: usize,
}

/// Comment a fini un programme confiné.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// De lui-même, avec ce statut.
    Exited(i32),
    /// Par ce signal, que la garde n'a pas envoyé.
    Signaled(i32),
    /// Arrêté au bout de sa durée.
    TooLong,
    /// Arrêté pour avoir trop écrit.
    TooLoud,
    /// Arrêté pour avoir pris trop de mémoire.
    TooBig,
    /// Arrêté pour avoir lancé trop de processus.
    TooMany,
}

/// Une sortie d'un programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// La sortie standard.
    Stdout,
    /// La sortie d'erreur.
    Stderr,
}

/// Ce qu'une garde finie peut laisser à lire.
const GRACE: Duration = Duration::from_secs(2);

/// Entre deux regards : imperceptible, et sans coût.
const PAUSE: Duration = Duration::from_millis(5);

impl Runner {
    /// Lance `command` et attend sa fin, dans les bornes de `confinement` ; donne à
    /// `written` ce qu'il écrit, à mesure.
    ///
    /// # Errors
    ///
    /// [`ProcessError::Interrupted`], ou l'impossibilité de lancer le programme.
    pub fn run_confined(
        &self,
        command: &Command,
        confinement: &Confinement,
        mut written: impl FnMut(Channel, &[u8]),
    ) -> Result<Outcome> {
        let report = tempfile::NamedTempFile::new()?;
        let mut held = held::confined(command, confinement, report.path())?;
        let held = held.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut group = Group::spawn_held(held)?;
        // Peu de morceaux en attente : un programme bavard attend qu'on le lise.
        let (sender, pieces) = mpsc::sync_channel(16);
        if let Some(pipe) = group.take_stdout() {
            forward(pipe, Channel::Stdout, sender.clone());
        }
        if let Some(pipe) = group.take_stderr() {
            forward(pipe, Channel::Stderr, sender);
        }
        let mut left = confinement.output;
        let mut ended: Option<Instant> = None;
        // Les deux tubes se ferment quand la garde finit, et la descendance avec elle.
        // En partant plus tôt, on lâche la garde, qui finit alors.
        loop {
            match pieces.try_recv() {
                Ok((_, bytes)) if bytes.len() > left => return Ok(Outcome::TooLoud),
                Ok((channel, bytes)) => {
                    left -= bytes.len();
                    written(channel, &bytes);
                }
                Err(TryRecvError::Disconnected) => break,
                Err(TryRecvError::Empty) if self.interrupted_within(PAUSE) => {
                    return Err(ProcessError::Interrupted);
                }
                Err(TryRecvError::Empty) => {}
            }
            // Un programme qui tue sa garde ne retient pas ceux qui attendent.
            if ended.is_none() && group.try_wait()?.is_some() {
                ended = Some(Instant::now());
            }
            if ended.is_some_and(|since| since.elapsed() > GRACE) {
                let lost = "sa garde a disparu, et il s'exécute encore";
                return Err(ProcessError::Lost(io::Error::other(lost)));
            }
        }
        while group.try_wait()?.is_none() {
            thread::sleep(PAUSE);
        }
        let told = serde_json::from_reader(report).map_err(io::Error::from)?;
        Ok(told)
    }

    /// [`Runner::run_confined`], qui garde ce que `command` écrit, comme le fait
    /// [`Runner::run_bounded`].
    ///
    /// # Errors
    ///
    /// Celles de [`Runner::run_confined`].
    pub fn run_confined_whole(
        &self,
        command: &Command,
        confinement: &Confinement,
    ) -> Result<Ended> {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let outcome = self.run_confined(command, confinement, |channel, bytes| match channel {
            Channel::Stdout => stdout.extend_from_slice(bytes),
            Channel::Stderr => stderr.extend_from_slice(bytes),
        })?;
        let end = match outcome {
            Outcome::Exited(status) => End::Exited(exited(status)),
            Outcome::Signaled(signal) => End::Exited(signaled(signal)),
            Outcome::TooLong => End::TooLong(confinement.time),
            Outcome::TooLoud => End::TooLoud,
            Outcome::TooBig => End::TooBig,
            Outcome::TooMany => End::TooMany,
        };
        Ok(Ended {
            end,
            stdout: text(Some(stdout)),
            stderr: text(Some(stderr)),
        })
    }
}

#[cfg(unix)]
fn exited(status: i32) -> ExitStatus {
    std::os::unix::process::ExitStatusExt::from_raw((status & 0xff) << 8)
}

#[cfg(unix)]
fn signaled(signal: i32) -> ExitStatus {
    std::os::unix::process::ExitStatusExt::from_raw(signal)
}

#[cfg(windows)]
fn exited(status: i32) -> ExitStatus {
    std::os::windows::process::ExitStatusExt::from_raw(status.cast_unsigned())
}

/// Windows n'a pas de signaux.
#[cfg(windows)]
fn signaled(signal: i32) -> ExitStatus {
    exited(signal)
}

/// Lit `pipe` par morceaux, jusqu'au bout ou jusqu'à ce que personne n'écoute.
fn forward(
    mut pipe: impl Read + Send + 'static,
    channel: Channel,
    sender: SyncSender<(Channel, Vec<u8>)>,
) {
    thread::spawn(move || {
        let mut buffer = [0; 8192];
        while let Ok(count @ 1..) = pipe.read(&mut buffer) {
            if sender.send((channel, buffer[..count].to_vec())).is_err() {
                break;
            }
        }
    });
}
