//! Vérifier et agir sous le même verrou

use std::sync::Mutex;
use std::thread;

fn vendre(billets: &Mutex<i32>) -> bool {
    let mut billets = billets.lock().unwrap();
    if *billets == 0 {
        return false;
    }
    // Le verrou est encore tenu : ce qui est vérifié reste vrai.
    *billets -= 1;
    true
}

fn main() {
    let billets = Mutex::new(1);
    let ventes = thread::scope(|s| {
        let guichets = [(); 2].map(|()| s.spawn(|| vendre(&billets)));
        guichets.map(|guichet| guichet.join().unwrap())
    });
    let vendus = ventes.iter().filter(|vendu| **vendu).count();
    let reste = billets.into_inner().unwrap();
    println!("Vendus : {vendus}, reste : {reste}");
}
