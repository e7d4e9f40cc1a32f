//! Le salon derrière de vraies connexions, par des fils : celui du salon, un qui
//! accepte, et deux par membre, dont un seul écrit.
//!
//! Le salon est le programme que le livre explore, tel quel.

mod answer;
mod reader;
mod run;
mod server;
mod session;
mod silence;
mod writer;

#[path = "../../listings/salon/salon.rs"]
#[allow(dead_code)] // son `main` est le petit programme de la page
mod salon;

use serveurs::history as past;
use std::process::ExitCode;

fn main() -> ExitCode {
    run::run(
        "salon_fils",
        "Le salon, par des fils : un par salon, deux par membre",
    )
}
