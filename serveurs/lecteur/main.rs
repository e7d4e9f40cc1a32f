//! Le serveur à fils, dont le salon, l'historique et la veille sont ceux d'un
//! exercice.
//!
//! Avec votre fichier à la place de la solution du livre :
//! `cargo xtask exercices 19 --servir`

#[path = "../fils/answer.rs"]
mod answer;
#[path = "past.rs"]
mod past;
#[path = "../fils/reader.rs"]
mod reader;
#[path = "../fils/run.rs"]
mod run;
#[path = "../../exercices/19_votre_salon/solution.rs"]
mod salon;
#[path = "../fils/server.rs"]
mod server;
#[path = "../fils/session.rs"]
mod session;
#[path = "silence.rs"]
mod silence;
#[path = "../fils/writer.rs"]
mod writer;

use std::process::ExitCode;

fn main() -> ExitCode {
    run::run(
        "salon_lecteur",
        "Votre salon, derrière de vraies connexions",
    )
}
