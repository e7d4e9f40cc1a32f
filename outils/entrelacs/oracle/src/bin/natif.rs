//! Exécute le programme dont le nom est donné, tel quel, avec de vrais fils,
//! autant de fois que demandé.

use entrelacs_oracle::natif::{DRAWN, NATIVES, SEPARATOR};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let count: usize = arguments
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let mut known = NATIVES.iter().chain(DRAWN);
    match known.find(|(known, _)| *known == name) {
        Some((_, main)) => {
            for rank in 0..count {
                if rank > 0 {
                    print!("{SEPARATOR}");
                }
                let status = main();
                if status != ExitCode::SUCCESS {
                    return status;
                }
            }
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("il n'y a pas de programme « {name} »");
            ExitCode::from(2)
        }
    }
}
