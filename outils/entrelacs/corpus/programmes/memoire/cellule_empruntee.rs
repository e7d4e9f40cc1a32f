//! La valeur d'une cellule empruntée, lue plus tard

use std::sync::OnceLock;
use std::thread;
fn main() {
    let c = OnceLock::new();
    thread::scope(|s| {
        s.spawn(|| c.set(1).is_ok());
        s.spawn(|| c.set(2).is_ok());
        s.spawn(|| {
            let r: Option<&i32> = c.get();
            thread::yield_now();
            thread::yield_now();
            println!("{r:?}");
        });
    });
    println!("{c:?}");
}
