//! Deux fils empruntent une variable locale, sans la déplacer

use std::thread;

fn somme(nombres: &[u32]) -> u32 {
    nombres.iter().sum()
}

fn main() {
    let nombres = [1, 2, 3, 4, 5, 6];
    let (debut, fin) = nombres.split_at(3);

    // `scope` ne rend la main qu'une fois tous ses fils terminés :
    // c'est ce qui permet d'emprunter `nombres` sans risque.
    let (a, b) = thread::scope(|s| {
        let a = s.spawn(|| somme(debut));
        let b = s.spawn(|| somme(fin));
        (a.join().unwrap(), b.join().unwrap())
    });

    println!("{a} + {b} = {}", a + b);
    println!("Toujours à nous : {} nombres", nombres.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somme_d_une_tranche() {
        assert_eq!(somme(&[1, 2, 3]), 6);
        assert_eq!(somme(&[]), 0);
    }
}
