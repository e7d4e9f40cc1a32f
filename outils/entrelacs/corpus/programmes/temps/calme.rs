//! Attendre le calme : rien depuis un certain temps

use crossbeam_channel::{RecvTimeoutError, unbounded};
use std::thread;
use std::time::Duration;

const T: Duration = Duration::from_millis(20);

fn main() {
    let (s, r) = unbounded();
    let fil = thread::spawn(move || {
        for pause in [1, 1, 4, 1] {
            thread::sleep(pause * T);
            s.send(pause).unwrap();
        }
        thread::sleep(4 * T);
    });
    let mut rafale = Vec::new();
    loop {
        match r.recv_timeout(5 * T / 2) {
            Ok(n) => rafale.push(n),
            Err(RecvTimeoutError::Timeout) => println!("{:?}", std::mem::take(&mut rafale)),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    fil.join().unwrap();
}
