//! Le préprocesseur `cours` et le rendu `site`, tels que mdBook les appelle.

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    mdbook_cours::command::main(&arguments)
}
