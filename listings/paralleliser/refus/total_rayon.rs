//! Ajouter à un total commun, dans une boucle parallèle

use rayon::prelude::*;

fn main() {
    let nombres = [1, 2, 3];
    let mut total = 0;
    nombres.par_iter().for_each(|n| total += n);
    println!("{total}");
}
