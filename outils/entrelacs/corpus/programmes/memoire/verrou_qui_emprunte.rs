//! Un verrou dont le contenu emprunte une variable

use std::sync::Mutex;
use std::thread;
fn main() {
    let mut compte = 0;
    {
        let m = Mutex::new(&mut compte);
        thread::scope(|s| {
            s.spawn(|| **m.lock().unwrap() += 1);
            s.spawn(|| **m.lock().unwrap() += 3);
            s.spawn(|| {
                let g = m.lock().unwrap();
                println!("vu {}", **g);
            });
        });
    }
    println!("{compte}");
}
