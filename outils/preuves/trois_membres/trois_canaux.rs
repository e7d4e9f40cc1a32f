//! Trois membres entrent et sortent, par un canal pour chaque geste
//!
//! Fautif : `salon/trois_canaux`, où `for _ in 0..3` devient `for _ in 0..6`
//! Jamais : Restent : 1

fn main() {
    let (entrer, entrees) = bounded(1);
    let (_dire, mots) = bounded(0);
    let (sortir, sorties) = bounded(1);
    thread::scope(|s| {
        s.spawn(|| salon(&entrees, &mots, &sorties));
        for nom in ["Ana", "Luc", "Zoé"] {
            let (entrer, sortir) = (&entrer, &sortir);
            s.spawn(move || (entrer.send(nom).unwrap(), sortir.send(nom).unwrap()));
        }
    });
}
