//! `main` rend un `ExitCode`, selon qui arrive le premier

use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;

fn main() -> ExitCode {
    let (tx, rx) = mpsc::channel();
    for n in 0..2 {
        let tx = tx.clone();
        thread::spawn(move || tx.send(n));
    }
    match rx.recv() {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(3),
        Err(_) => ExitCode::FAILURE,
    }
}
