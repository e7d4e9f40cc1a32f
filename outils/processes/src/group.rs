//! Un fils et tous ceux qu'il lance : un groupe, tué d'un coup.

use crate::error::{ProcessError, Result};
use process_wrap::std::{ChildWrapper, CommandWrap};
use std::io::{self, ErrorKind};
use std::process::{ChildStdin, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Ce qu'un fils tenu prend, au plus, pour disparaître.
const HELD_GRACE: Duration = Duration::from_secs(2);

/// Un groupe tué dès que l'on cesse de l'attendre, quelle qu'en soit la raison.
#[derive(Debug)]
pub(crate) struct Group {
    child: Box<dyn ChildWrapper>,
    /// Faux quand le fils a fini de lui-même : ce qu'il laisse est à lui.
    doomed: bool,
}

impl Group {
    /// Lance `command`, sans entrée standard.
    pub fn spawn(command: &mut Command) -> Result<Self> {
        Self::spawn_with(command, Stdio::null())
    }

    /// Le fils disparaît quand son entrée standard se ferme.
    pub fn spawn_held(command: &mut Command) -> Result<Self> {
        Self::spawn_with(command, Stdio::piped())
    }

    fn spawn_with(command: &mut Command, stdin: Stdio) -> Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        Self::spawn_raw(command.stdin(stdin)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => ProcessError::Absent(program),
            _ => ProcessError::Spawn(program, error),
        })
    }

    /// Lance `command` dans un groupe à lui : Ctrl-C ne l'atteint pas.
    pub fn spawn_raw(command: &mut Command) -> io::Result<Self> {
        let empty = Command::new(command.get_program());
        let mut wrap = CommandWrap::from(std::mem::replace(command, empty));
        #[cfg(unix)]
        wrap.wrap(process_wrap::std::ProcessGroup::leader());
        #[cfg(windows)]
        wrap.wrap(process_wrap::std::CreationFlags(
            windows::Win32::System::Threading::CREATE_NEW_PROCESS_GROUP,
        ))
        .wrap(process_wrap::std::JobObject);
        let child = wrap.spawn();
        *command = wrap.into_command();
        Ok(Self {
            child: child?,
            doomed: true,
        })
    }

    /// Son premier processus.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Le tube de son entrée standard.
    pub fn stdin(&mut self) -> Option<&mut ChildStdin> {
        self.child.stdin().as_mut()
    }

    /// Le tube de sa sortie standard, une fois.
    pub fn take_stdout(&mut self) -> Option<std::process::ChildStdout> {
        self.child.stdout().take()
    }

    /// Le tube de sa sortie d'erreur, une fois.
    pub fn take_stderr(&mut self) -> Option<std::process::ChildStderr> {
        self.child.stderr().take()
    }

    /// Son statut, s'il a fini.
    pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        let status = self.child.try_wait()?;
        self.doomed &= status.is_none();
        Ok(status)
    }

    /// Tue tout le groupe, même ce qui reste d'un fils fini.
    pub fn kill(&mut self) {
        // Un groupe déjà fini n'est pas une erreur.
        let _ = self.child.start_kill();
        if self.doomed {
            let _ = self.child.wait();
            self.doomed = false;
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Une garde tue d'abord ce qu'elle tient.
        if self.child.stdin().take().is_some() {
            let start = Instant::now();
            while start.elapsed() < HELD_GRACE && matches!(self.try_wait(), Ok(None)) {
                thread::sleep(Duration::from_millis(5));
            }
        }
        if self.doomed {
            self.kill();
        }
    }
}
