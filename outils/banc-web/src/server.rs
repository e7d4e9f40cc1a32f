//! Un serveur, lancé comme un processus, et toujours tué à la fin.

use crate::http;
use crate::patience::Patience;
use crate::verdict::{Verdict, failure};
use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use std::cell::RefCell;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Ce que le banc attend, au plus, d'une machine chargée.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Les trois serveurs du dépôt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// `salon_fils` : deux fils par membre.
    Fils,
    /// `salon_axum` : des tâches.
    Axum,
    /// Le jumeau en Go.
    Go,
}

impl Kind {
    /// Tous, dans l'ordre où ils sont comparés.
    pub const ALL: [Self; 3] = [Self::Fils, Self::Axum, Self::Go];

    /// Son nom, celui que dit `/etat`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fils => "fils",
            Self::Axum => "axum",
            Self::Go => "go",
        }
    }

    /// Construit ce serveur, optimisé si `release`.
    ///
    /// # Errors
    ///
    /// Il ne se construit pas, ou il manque Go.
    pub fn build(self, release: bool) -> Result<Program> {
        let path = match self {
            Self::Fils => cargo_build("salon_fils", release)?,
            Self::Axum => cargo_build("salon_axum", release)?,
            Self::Go => go_build()?,
        };
        Ok(Program {
            path,
            arguments: Vec::new(),
        })
    }
}

fn cargo_build(name: &str, release: bool) -> Result<PathBuf> {
    let root = testing::root();
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    // Sans choisir le paquet : ses dépendances sont alors celles des autres.
    command.args(["build", "--quiet", "--locked", "--bin", name]);
    if release {
        command.arg("--release");
    }
    run(&mut command)?;
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), |dir| root.join(dir));
    let profile = if release { "release" } else { "debug" };
    let path = target.join(profile).join(name);
    Ok(path.with_extension(std::env::consts::EXE_EXTENSION))
}

fn go_build() -> Result<PathBuf> {
    let folder = testing::root().join("target/banc-web");
    let go = golang::Go::find(&folder.join("go"))?;
    // Un nom à soi, mis en place d'un coup : d'autres le construisent peut-être.
    let mine = folder.join(format!("salon_go.{}", std::process::id()));
    let path = folder
        .join("salon_go")
        .with_extension(std::env::consts::EXE_EXTENSION);
    let mut command = go.command();
    command.current_dir(testing::root().join("serveurs/go"));
    run(command.args(["build", "-o"]).arg(&mine).arg("."))?;
    fs::rename(&mine, &path).with_context(|| format!("{} ne s'écrit pas", path.display()))?;
    Ok(path)
}

fn run(command: &mut Command) -> Result<()> {
    let output = command
        .output()
        .with_context(|| format!("{command:?} ne démarre pas"))?;
    if !output.status.success() {
        bail!(
            "{command:?} a échoué :\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}

/// Un serveur à lancer : le programme, et ses premiers arguments.
#[derive(Debug, Clone)]
pub struct Program {
    /// Le fichier à exécuter.
    pub path: PathBuf,
    /// Ce qui vient avant l'adresse.
    pub arguments: Vec<String>,
}

impl Program {
    /// Lance le serveur sur un port libre, et attend sa ligne « prêt ».
    ///
    /// # Errors
    ///
    /// Il ne dit pas « prêt ».
    pub fn start(&self, options: &[&str]) -> Verdict<Server> {
        self.start_at("127.0.0.1:0", options)
    }

    /// Lance le serveur à `address`, et attend sa ligne « prêt ».
    ///
    /// # Errors
    ///
    /// Il ne dit pas « prêt ».
    pub fn start_at(&self, address: &str, options: &[&str]) -> Verdict<Server> {
        let expected = "la ligne « prêt 127.0.0.1:PORT » sur la sortie standard";
        let mut command = self.command(address, options);
        let spawned = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child =
            spawned.map_err(|error| failure(expected, format!("il ne démarre pas : {error}")))?;
        let stdout = child.stdout.take().expect("la sortie est un tube");
        let stderr = child.stderr.take().expect("la sortie d'erreur est un tube");
        let mut server = Server {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            errors: collect(stderr),
        };
        let line = first_line(stdout)
            .recv_timeout(PATIENCE)
            .unwrap_or_default();
        let told = line.trim_end().strip_prefix("prêt ");
        match told.and_then(|address| address.parse().ok()) {
            Some(address) => server.address = address,
            None => return Err(failure(expected, format!("« {} »", line.trim_end()))),
        }
        Ok(server)
    }

    /// Lance le serveur pour qu'il refuse de partir ; rend son statut et ce qu'il dit.
    ///
    /// # Errors
    ///
    /// Il ne finit pas.
    pub fn refuse(&self, arguments: &[&str]) -> Verdict<(ExitStatus, String)> {
        let mut command = Command::new(&self.path);
        command.args(&self.arguments).args(arguments);
        let spawned = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let expected = "une fin, avec un message";
        let mut child = spawned.map_err(|error| failure(expected, error))?;
        let stderr = child.stderr.take().expect("la sortie d'erreur est un tube");
        let mut server = Server {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            errors: collect(stderr),
        };
        match server.wait(PATIENCE) {
            Some(status) => Ok((status, server.errors())),
            None => Err(failure(expected, "il s'exécute toujours")),
        }
    }

    fn command(&self, address: &str, options: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command
            .args(&self.arguments)
            .arg(address)
            .args(options)
            .stdin(Stdio::null());
        command
    }
}

/// La première ligne de `stdout` ; le reste est lu, et oublié.
fn first_line(stdout: std::process::ChildStdout) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut stdout = BufReader::new(stdout);
        let mut line = String::new();
        // Une erreur laisse une ligne vide, que l'appelant refuse.
        let _ = stdout.read_line(&mut line);
        let _ = sender.send(line);
        let _ = std::io::copy(&mut stdout, &mut std::io::sink());
    });
    receiver
}

/// Ce que `stderr` dira, jusqu'à sa fin.
fn collect(stderr: std::process::ChildStderr) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // Une erreur laisse un texte coupé : rien de plus à faire.
        let _ = stderr.take(100_000).read_to_end(&mut bytes);
        let _ = sender.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    receiver
}

/// Ce que dit `GET /etat`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Le nom du serveur.
    pub serveur: String,
    /// Les membres qui ont un nom.
    pub membres: u64,
    /// Les lecteurs de `/flux`.
    pub lecteurs: u64,
    /// Les fils du processus, là où le système les montre.
    pub fils: Option<u64>,
    /// Les tâches, ou les goroutines.
    pub taches: Option<u64>,
    /// Les annonces depuis le départ.
    pub annonces: u64,
}

/// Un serveur qui s'exécute. Il est tué quand il n'est plus tenu.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: SocketAddr,
    errors: mpsc::Receiver<String>,
}

impl Server {
    /// Où il écoute.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Le numéro de son processus.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ce que dit `GET /etat`.
    ///
    /// # Errors
    ///
    /// La réponse n'est pas celle du protocole.
    pub fn state(&self) -> Verdict<State> {
        let answer = http::get(self.address, "/etat")?;
        let parsed = serde_json::from_str(&answer.body);
        let expected = "l'état, en JSON, avec ses six champs";
        parsed.map_err(|error| failure(expected, format!("« {} » ({error})", answer.body)))
    }

    /// Attend que l'état convienne.
    ///
    /// # Errors
    ///
    /// Au bout de [`PATIENCE`], il ne convient toujours pas.
    pub fn settle(&self, expected: &str, holds: impl Fn(&State) -> bool) -> Verdict<State> {
        self.settle_within(PATIENCE, expected, holds)
    }

    /// Attend que l'état convienne, `limit` au plus.
    ///
    /// # Errors
    ///
    /// Il ne convient toujours pas.
    pub fn settle_within(
        &self,
        limit: Duration,
        expected: &str,
        holds: impl Fn(&State) -> bool,
    ) -> Verdict<State> {
        let mut patience = Patience::new(limit);
        loop {
            let state = self.state()?;
            if holds(&state) {
                return Ok(state);
            }
            if !patience.pause() {
                return Err(failure(expected, format!("{state:?}")));
            }
        }
    }

    /// Sa mémoire vive, en octets, si le système la montre.
    pub fn resident(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kibibytes * 1024)
    }

    /// Le nombre de ses descripteurs ouverts, si le système les montre.
    pub fn descriptors(&self) -> Option<usize> {
        let folder = PathBuf::from(format!("/proc/{}/fd", self.id()));
        Some(fs::read_dir(Path::new(&folder)).ok()?.count())
    }

    /// Lui demande de s'arrêter.
    ///
    /// # Errors
    ///
    /// Ce système n'a pas de signaux, ou le processus n'est plus là.
    pub fn terminate(&self) -> Verdict {
        #[cfg(unix)]
        {
            use nix::sys::signal::{Signal, kill};
            let pid = i32::try_from(self.id())
                .map_err(|error| failure("un numéro de processus", error))?;
            kill(nix::unistd::Pid::from_raw(pid), Signal::SIGTERM)
                .map_err(|error| failure("un processus vivant", error))
        }
        #[cfg(not(unix))]
        Err(failure(
            "un système qui a des signaux",
            std::env::consts::OS,
        ))
    }

    /// Attend sa fin, `limit` au plus.
    pub fn wait(&mut self, limit: Duration) -> Option<ExitStatus> {
        let mut patience = Patience::new(limit);
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status);
            }
            if !patience.pause() {
                return None;
            }
        }
    }

    /// Vrai s'il s'exécute encore.
    pub fn is_alive(&mut self) -> bool {
        self.wait(Duration::ZERO).is_none()
    }

    /// Ce qu'il a écrit sur sa sortie d'erreur, une fois fini.
    pub fn errors(&self) -> String {
        self.errors.recv_timeout(PATIENCE).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Déjà fini, il n'est plus à tuer.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Ok(told) = self.errors.recv_timeout(LAST_WORDS) {
            let panic = told
                .lines()
                .skip_while(|line| !line.contains("panicked at"));
            let panic: Vec<&str> = panic.take(2).collect();
            if !panic.is_empty() {
                PANICS.with_borrow_mut(|all| all.push(panic.join(" ")));
            }
        }
    }
}

/// Ce que met un serveur tué à fermer sa sortie d'erreur.
const LAST_WORDS: Duration = Duration::from_millis(500);

thread_local! {
    /// Les paniques des serveurs que ce fil a lancés.
    static PANICS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// La première panique d'un serveur lancé par ce fil depuis le dernier appel.
pub(crate) fn panic() -> Option<String> {
    let all = PANICS.take();
    all.into_iter().next()
}
