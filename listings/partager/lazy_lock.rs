//! LazyLock : calculée au premier usage, ou jamais

use std::sync::LazyLock;
use std::thread;

static CARRES: LazyLock<Vec<u32>> = LazyLock::new(|| {
    println!("calcul de la table");
    (0..10).map(|n| n * n).collect()
});

fn main() {
    println!("début");
    let fils = [3, 4].map(|n| thread::spawn(move || CARRES[n]));
    let somme: u32 = fils.into_iter().map(|fil| fil.join().unwrap()).sum();
    println!("somme : {somme}");
}
