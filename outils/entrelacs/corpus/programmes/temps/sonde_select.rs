//! Une boucle `select!` avec `default` ne tient pas le temps arrêté

use crossbeam_channel::{after, bounded, select};
use std::thread;
use std::time::Duration;

const T: Duration = Duration::from_millis(30);

fn main() {
    let (s, r) = bounded(0);
    let fil = thread::spawn(move || {
        thread::sleep(2 * T);
        s.send("message").unwrap();
    });
    let tot = after(T);
    let tard = after(4 * T);
    let mut vus = 0;
    while vus < 3 {
        select! {
            recv(r) -> m => {
                if let Ok(m) = m {
                    println!("{m}");
                    vus += 1;
                }
            }
            recv(tot) -> _ => {
                println!("tôt");
                vus += 1;
            }
            recv(tard) -> _ => {
                println!("tard");
                vus += 1;
            }
            default => thread::yield_now(),
        }
    }
    fil.join().unwrap();
}
