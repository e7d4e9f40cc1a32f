//! Lancer un fil, puis attendre son résultat

use std::thread;

fn calcul() -> u32 {
    println!("Calcul en cours...");
    6 * 7
}

fn main() {
    let fil = thread::spawn(calcul);
    // `join` rend ce que la fonction a renvoyé ; il échoue si elle panique.
    let resultat = fil.join().expect("le calcul a paniqué");
    println!("Résultat : {resultat}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_fil_rend_sa_valeur() {
        assert_eq!(thread::spawn(calcul).join().unwrap(), 42);
    }

    #[test]
    fn join_rapporte_une_panique() {
        let fil = thread::spawn(|| panic!("exprès"));
        assert!(fil.join().is_err());
    }
}
