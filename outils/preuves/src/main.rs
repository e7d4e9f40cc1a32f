//! Récrit les graphes des listings et de leurs variantes : c'est ce que lance
//! `cargo xtask explore --recrire`.

use preuves::graphs;
use std::process::ExitCode;

fn main() -> ExitCode {
    let touched = match graphs::update() {
        Ok(touched) => touched,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    for path in &touched {
        let verb = if path.exists() { "récrit" } else { "effacé" };
        let path = path.strip_prefix(graphs::folder()).unwrap_or(path);
        println!("{verb} : listings/{}", path.display());
    }
    if touched.is_empty() {
        println!("Tous les graphes sont à jour.");
    }
    ExitCode::SUCCESS
}
