//! Exécute le programme dont le nom est donné, tel quel, avec de vrais fils,
//! autant de fois que demandé.

use entrelacs_oracle::find;
use entrelacs_oracle::native::{DRAWN, PROGRAMS, SEPARATOR};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let count = arguments.next().and_then(|text| text.parse().ok());
    let main = find(&[PROGRAMS, DRAWN].concat(), &name);
    for rank in 0..count.unwrap_or(1) {
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
