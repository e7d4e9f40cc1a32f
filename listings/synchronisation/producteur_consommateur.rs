//! Un producteur, un consommateur, un canal fermé à la fin

use crossbeam_channel::{Receiver, Sender, bounded};
use crossbeam_utils::sync::WaitGroup;
use std::thread;

fn producer(ch: Sender<u32>, wg: WaitGroup) {
    for i in 0..5 {
        ch.send(i).unwrap();
    }
    drop(ch); // ferme le canal, comme close(ch)
    drop(wg); // se retire du groupe
}

fn consumer(ch: Receiver<u32>, wg: WaitGroup) {
    for val in ch {
        println!("Consommé : {val}");
    }
    drop(wg); // se retire du groupe
}

fn main() {
    let (envoi, reception) = bounded(0);
    let wg = WaitGroup::new();

    let (wg1, wg2) = (wg.clone(), wg.clone());
    thread::spawn(move || producer(envoi, wg1));
    thread::spawn(move || consumer(reception, wg2));

    wg.wait();
    println!("Fin du programme");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_producteur_ferme_le_canal_apres_cinq_valeurs() {
        let (envoi, reception) = bounded(0);
        thread::spawn(move || producer(envoi, WaitGroup::new()));
        assert_eq!(reception.iter().collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn le_consommateur_s_arrete_sur_un_canal_vide_et_ferme() {
        let (envoi, reception) = bounded(0);
        drop(envoi);
        consumer(reception, WaitGroup::new());
    }
}
