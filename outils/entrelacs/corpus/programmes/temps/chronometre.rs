//! Mesurer ce que dure le travail d'un autre

use std::thread;
use std::time::{Duration, Instant};

const T: Duration = Duration::from_millis(30);

fn main() {
    let debut = Instant::now();
    let fils = [1, 3, 2].map(|n| thread::spawn(move || thread::sleep(n * T)));
    for fil in fils {
        fil.join().unwrap();
    }
    let duree = debut.elapsed();
    println!("{} {}", duree >= 3 * T, duree < 5 * T);
    println!("{:?}", debut.checked_duration_since(Instant::now()));
    println!("{}", debut.duration_since(Instant::now()).is_zero());
}
