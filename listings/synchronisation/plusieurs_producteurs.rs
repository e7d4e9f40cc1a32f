//! Plusieurs producteurs : le dernier émetteur détruit ferme le canal

use crossbeam_channel::{Sender, bounded};
use std::thread;

fn producer(nom: char, ch: Sender<String>) {
    for i in 1..=2 {
        ch.send(format!("{nom}{i}")).unwrap();
    }
} // `ch` est détruit ici

fn main() {
    let (ch, reception) = bounded(0);

    for nom in ['A', 'B'] {
        let ch = ch.clone();
        thread::spawn(move || producer(nom, ch));
    }
    // main ne produit rien : sans cette ligne, la boucle ci-dessous
    // attendrait pour toujours.
    drop(ch);

    for val in reception {
        println!("Reçu : {val}");
    }
    println!("Canal fermé");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossbeam_channel::TryRecvError;

    #[test]
    fn le_canal_reste_ouvert_tant_qu_il_reste_un_emetteur() {
        let (ch, reception) = bounded(2);
        let autre = ch.clone();
        producer('A', ch);
        assert_eq!(reception.try_iter().count(), 2);
        assert_eq!(reception.try_recv(), Err(TryRecvError::Empty));
        drop(autre);
        assert_eq!(reception.try_recv(), Err(TryRecvError::Disconnected));
    }
}
