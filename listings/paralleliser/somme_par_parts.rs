//! Une somme coupée en parts, un fil par part

use std::thread;

/// Autant que de cœurs, dans un vrai calcul.
const FILS: usize = 2;

fn somme(part: &[u32]) -> u32 {
    let somme = part.iter().sum();
    println!("{} nombres : {somme}", part.len());
    somme
}

fn somme_par_parts(nombres: &[u32]) -> u32 {
    // Vers le haut : sinon, les derniers nombres feraient une part de plus.
    let taille = nombres.len().div_ceil(FILS).max(1);
    thread::scope(|s| {
        // Tous lancés avant que l'on attende le premier.
        let fils: Vec<_> = nombres
            .chunks(taille)
            .map(|part| s.spawn(move || somme(part)))
            .collect();
        fils.into_iter().map(|fil| fil.join().unwrap()).sum()
    })
}

fn main() {
    let nombres = [1, 2, 3, 4, 5];
    println!("total : {}", somme_par_parts(&nombres));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_somme_ne_depend_pas_de_la_longueur() {
        for longueur in 0..10 {
            let nombres: Vec<u32> = (1..=longueur).collect();
            assert_eq!(somme_par_parts(&nombres), nombres.iter().sum::<u32>());
        }
    }
}
