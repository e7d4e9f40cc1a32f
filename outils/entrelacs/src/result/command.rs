//! Le programme que lance `cargo xtask explore` : il explore un programme et
//! dit le résultat.

use crate::exploration::config::Config;
use crate::exploration::program::Program;
use crate::exploration::watchdog;
use crate::model::rules::TimeModel;
use crate::result::exploration::explore;
use std::io::{self, BufWriter, Read as _, Write as _};
use std::process::{self, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// Explore `program` selon les arguments du processus : `--json` pour du JSON,
/// `--toutes` pour raconter toutes les issues, et les réglages d'`Options`.
///
/// Rend 0 si toutes les exécutions ont été explorées et finissent bien, 1 si le
/// programme peut se bloquer, tourner sans issue ou paniquer, 2 s'il est refusé
/// ou si les arguments le sont, 3 si l'exploration est incomplète et n'a rien
/// trouvé de tel. Le processus s'arrête aussi avec 3 si un fil tourne sans fin
/// sans faire d'opération, ou remplit la mémoire.
pub fn run(program: &Program) -> ExitCode {
    let mut options = Options::new(Duration::from_secs(10));
    options.config.progress = true;
    let (mut json, mut all) = (false, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" => json = true,
            "--toutes" => all = true,
            _ => {
                if let Err(message) = options.take(&argument, &mut arguments) {
                    eprintln!("{message}");
                    return ExitCode::from(2);
                }
            }
        }
    }
    let config = options.start();
    let exploration = match explore(program, &config) {
        Ok(exploration) => exploration,
        Err(error) => {
            eprintln!("{}", error.in_file(program.name));
            return ExitCode::from(2);
        }
    };
    // Un lecteur qui s'en va (`| head`) n'est pas une erreur.
    let _ = if json {
        if let Some(incomplete) = exploration.incomplete_text() {
            eprintln!("{incomplete}");
        }
        let mut stdout = BufWriter::new(io::stdout().lock());
        let written = exploration.write_json(&mut stdout);
        written.and_then(|()| writeln!(stdout).and_then(|()| stdout.flush()))
    } else {
        io::stdout().write_all(exploration.to_text(all).as_bytes())
    };
    let status = match (exploration.can_fail(), exploration.is_complete()) {
        (true, _) => 1,
        (false, true) => 0,
        (false, false) => 3,
    };
    // Le système reprend la mémoire plus vite que nous.
    process::exit(status)
}

/// Les réglages que prennent en arguments les programmes qui explorent :
///
/// | argument | effet |
/// |---|---|
/// | `--ordered` | les délais expirent dans l'ordre |
/// | `--spurious` | des attentes cessent sans raison |
/// | `--limite <secondes>` | [`Config::max_duration`] |
/// | `--memoire <octets>` | [`Config::max_memory`] |
/// | `--tenu` | l'entrée standard est un tube que tient le lanceur : un octet demande d'en rester là, sa fermeture de disparaître |
///
/// Qui donne `--limite` ou `--memoire` ne veut pas d'autre borne : le nombre
/// d'états n'en a alors plus.
pub(crate) struct Options {
    pub config: Config,
    held: bool,
}

impl Options {
    /// Les réglages par défaut ; `watchdog` est [`Config::watchdog`].
    pub fn new(watchdog: Duration) -> Self {
        Self {
            config: Config {
                watchdog: Some(watchdog),
                ..Config::default()
            },
            held: false,
        }
    }

    /// Prend un argument, et sa valeur dans `rest`.
    pub fn take(
        &mut self,
        argument: &str,
        rest: &mut impl Iterator<Item = String>,
    ) -> Result<(), String> {
        let mut number = || {
            let value = rest.next().unwrap_or_default();
            value.parse::<u64>().map_err(|_| {
                format!("« {value} » n'est pas une valeur possible pour « {argument} »")
            })
        };
        match argument {
            "--ordered" => self.config.time = TimeModel::Ordered,
            "--spurious" => self.config.spurious_wakeups = true,
            "--limite" => {
                self.config.max_duration = Some(Duration::from_secs(number()?));
                self.unbind();
            }
            "--memoire" => {
                self.config.max_memory = Some(number()?);
                self.unbind();
            }
            "--tenu" => self.held = true,
            _ => return Err(format!("l'argument « {argument} » n'est pas reconnu")),
        }
        Ok(())
    }

    fn unbind(&mut self) {
        // Les états sont numérotés sur 32 bits.
        self.config.max_states = 4_000_000_000;
    }

    /// Met en place ce qui arrête le processus, et rend les réglages.
    pub fn start(mut self) -> Config {
        if let Some(max) = self.config.max_memory {
            watchdog::bound_memory(max);
        }
        if self.held {
            let interrupted = Arc::new(AtomicBool::new(false));
            self.config.interrupted = Some(interrupted.clone());
            thread::spawn(move || obey(&interrupted));
        }
        self.config
    }
}

/// Obéit au lanceur : le premier octet demande de dire ce que l'on sait, le
/// second, ou la fin du lanceur, de disparaître.
fn obey(interrupted: &AtomicBool) {
    let mut byte = [0];
    while let Ok(1) = io::stdin().read(&mut byte) {
        if interrupted.swap(true, Ordering::Relaxed) {
            break;
        }
    }
    process::exit(130);
}
