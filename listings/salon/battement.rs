//! Un client se tait : on le sonde, puis on le coupe

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use std::thread;
use std::time::Duration;

const SILENCE: Duration = Duration::from_millis(200);

fn veiller(recus: Receiver<&str>, envoyer: Sender<&str>) -> &'static str {
    let mut sonde = false; // un ping est parti, rien n'est revenu
    loop {
        match recus.recv_timeout(SILENCE / 2) {
            Ok(_) => sonde = false, // toute trame prouve qu'il est là
            Err(RecvTimeoutError::Disconnected) => return "parti",
            Err(RecvTimeoutError::Timeout) if sonde => return "coupé",
            Err(RecvTimeoutError::Timeout) => {
                sonde = true;
                let _ = envoyer.send("ping"); // s'il est parti, on le saura
            }
        }
    }
}

fn main() {
    let (parler, recus) = unbounded();
    let (envoyer, pings) = unbounded();
    let client = thread::spawn(move || {
        for _ping in pings.iter().take(2) {
            let _ = parler.send("pong"); // trop tard ?
        }
    }); // puis il s'en va, et le dit
    println!("{}", veiller(recus, envoyer));
    client.join().unwrap();
}
