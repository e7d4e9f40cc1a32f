//! Un rendez-vous que l'un quitte avant que l'autre n'arrive

use crossbeam_channel::bounded;
use std::thread;
use std::time::Duration;

const T: Duration = Duration::from_millis(30);

fn main() {
    let (s, r) = bounded(0);
    let fil = thread::spawn(move || {
        let tot = s.send_timeout("tôt", T);
        thread::sleep(2 * T);
        let tard = s.send_timeout("tard", 2 * T);
        (tot, tard)
    });
    thread::sleep(2 * T);
    println!("{:?}", r.try_recv());
    println!("{:?}", r.recv_timeout(3 * T));
    println!("{:?}", fil.join().unwrap());
}
