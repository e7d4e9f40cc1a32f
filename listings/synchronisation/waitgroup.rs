//! Attendre la fin de trois fils, dans n'importe quel ordre

use crossbeam_utils::sync::WaitGroup;
use std::thread;

fn worker(id: u32, wg: WaitGroup) {
    println!("Ouvrier {id} terminé");
    drop(wg); // wg.Done()
}

fn main() {
    let wg = WaitGroup::new();
    for id in 1..=3 {
        let wg = wg.clone(); // wg.Add(1)
        thread::spawn(move || worker(id, wg));
    }
    wg.wait(); // détruit le clone de main, puis attend les autres
    println!("Tous les ouvriers ont terminé");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_panique_retire_aussi_du_groupe() {
        let wg = WaitGroup::new();
        let clone = wg.clone();
        let fil = thread::spawn(move || {
            let _wg = clone;
            panic!("exprès");
        });
        wg.wait(); // ne reste pas bloqué : la panique détruit le clone
        assert!(fil.join().is_err());
    }
}
