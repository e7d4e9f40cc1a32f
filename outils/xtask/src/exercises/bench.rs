//! L'établi : ce qui exécute les étapes d'une vérification.
//!
//! Le juge est le même partout ; seul l'établi change. Dans un terminal, c'est le
//! [`Runner`] de la commande ; dans la page, l'atelier, où tout est confiné.

use crate::wait;
use anyhow::Result;
use processes::{Ended, Runner};
use std::io::{IsTerminal as _, stderr};
use std::process::Command;
use std::time::Duration;

/// Un établi.
pub trait Bench {
    /// Lance `command` et attend sa fin, dans la mesure de `task`.
    ///
    /// # Errors
    ///
    /// Si `command` ne se lance pas, ou si l'utilisateur interrompt.
    fn run(&self, command: &mut Command, task: Task) -> Result<Ended>;

    /// Prépare ce dont a besoin une compilation, par `build`, qui ne contient rien
    /// du lecteur.
    ///
    /// # Errors
    ///
    /// Celles de [`Bench::run`], ou les paquets du livre ne compilent pas.
    fn prepare(&self, build: &mut Command) -> Result<()>;

    /// Celui qui reçoit les interruptions.
    fn runner(&self) -> &Runner;

    /// Dit ce qui va durer.
    fn announce(&self, text: &str);

    /// Vrai si ce que dit le compilateur peut être en couleurs.
    fn colors(&self) -> bool;
}

/// Ce qu'un établi exécute.
#[derive(Debug, Clone, Copy)]
pub struct Task {
    /// Sa sorte.
    pub kind: Kind,
    /// Au-delà, il est arrêté.
    pub limit: Duration,
    /// Au-delà de tant d'octets écrits, il est arrêté.
    pub output: usize,
    /// Ce qui se dit si cela dure.
    pub what: &'static str,
}

/// Ce que fait une tâche.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Compiler.
    Compile,
    /// Exécuter une vérification pour de vrai.
    Native,
    /// L'explorer.
    Explore,
    /// Le juger derrière de vraies connexions.
    Connect,
}

/// L'établi d'un terminal.
impl Bench for Runner {
    fn run(&self, command: &mut Command, task: Task) -> Result<Ended> {
        wait::run_bounded(self, command, task.limit, task.output, task.what)
    }

    /// Cargo le fait avec le reste.
    fn prepare(&self, _: &mut Command) -> Result<()> {
        Ok(())
    }

    fn runner(&self) -> &Runner {
        self
    }

    fn announce(&self, text: &str) {
        println!("… {text}");
    }

    fn colors(&self) -> bool {
        stderr().is_terminal()
    }
}
