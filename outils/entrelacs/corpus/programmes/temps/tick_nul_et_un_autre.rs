//! Un fil qui lit sans cesse une horloge de période nulle n'arrête pas le temps

use crossbeam_channel::{bounded, select, tick};
use std::thread;
use std::time::Duration;

fn main() {
    let (s, r) = bounded(1);
    let fil = thread::spawn(move || {
        thread::sleep(Duration::from_millis(30));
        s.send("fini").unwrap();
    });
    let horloge = tick(Duration::ZERO);
    loop {
        select! {
            recv(horloge) -> _ => {}
            recv(r) -> texte => {
                println!("{}", texte.unwrap());
                break;
            }
        }
    }
    fil.join().unwrap();
}
