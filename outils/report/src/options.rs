//! Les arguments communs aux programmes qui explorent.

use entrelacs::{Config, TimeModel, resident_memory};
use recit::number::megabytes;
use std::io::{self, Read as _};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

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
pub struct Options {
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
            bound_memory(max);
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

/// Arrête le processus, avec le statut 3 et un message, s'il occupe plus de `max`
/// octets de mémoire physique.
///
/// L'exploration s'arrête d'elle-même avant ; mais une seule exécution peut
/// remplir la mémoire sans jamais rendre la main. Une limite du système
/// (`setrlimit`) compterait aussi ce qui n'est que réservé, comme les piles.
fn bound_memory(max: u64) {
    thread::spawn(move || {
        while let Some(memory) = resident_memory() {
            if memory > max {
                eprintln!(
                    "\nExploration incomplète, arrêtée à {} de mémoire : un fil en prend sans fin, sans rendre la main. \
                     Réduisez ce que le programme garde, ou donnez plus de mémoire (`--memoire 4G`).",
                    megabytes(max)
                );
                process::exit(3);
            }
            thread::sleep(Duration::from_millis(20));
        }
    });
}
