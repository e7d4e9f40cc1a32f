//! Le programme que lance `cargo xtask explore` : il explore un programme et
//! dit le résultat.

use crate::options::Options;
use crate::text;
use entrelacs::{Program, explore};
use std::io::{self, BufWriter, Write as _};
use std::process::{self, ExitCode};
use std::time::Duration;

/// Explore `program` selon les arguments du processus : `--json` pour du JSON,
/// `--toutes` pour raconter toutes les issues, et les réglages des deux commandes : `--ordered`, `--spurious`,
/// `--limite <secondes>`, `--memoire <octets>`, `--tenu`.
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
        if let Some(incomplete) = text::incomplete(&exploration) {
            eprintln!("{incomplete}");
        }
        let mut stdout = BufWriter::new(io::stdout().lock());
        let written = exploration.write_json(&mut stdout);
        written.and_then(|()| writeln!(stdout).and_then(|()| stdout.flush()))
    } else {
        io::stdout().write_all(text::text(&exploration, all).as_bytes())
    };
    let status = match (exploration.can_fail(), exploration.is_complete()) {
        (true, _) => 1,
        (false, true) => 0,
        (false, false) => 3,
    };
    // Le système reprend la mémoire plus vite que nous.
    process::exit(status)
}
