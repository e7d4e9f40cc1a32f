//! `banc <fichier> <vérification> <fois>` : exécute une vérification.
//!
//! Un processus à part : une solution fautive peut ne pas finir.

use std::env;
use std::process::ExitCode;

include!(concat!(env!("OUT_DIR"), "/natifs.rs"));

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [file, test, runs] = &arguments[..] else {
        eprintln!("usage : banc <fichier> <vérification> <fois>");
        return ExitCode::from(2);
    };
    let found = FILES
        .iter()
        .find(|(name, _)| name == file)
        .and_then(|(_, tests)| tests.iter().find(|(name, _)| name == test));
    let (Some((_, run)), Ok(runs)) = (found, runs.parse::<u32>()) else {
        eprintln!("banc : {file} n'a pas de vérification « {test} »");
        return ExitCode::from(2);
    };
    for _ in 0..runs {
        run();
    }
    ExitCode::SUCCESS
}
