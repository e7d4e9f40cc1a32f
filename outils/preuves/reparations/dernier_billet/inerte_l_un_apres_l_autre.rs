use std::sync::Mutex;
use std::thread;

fn vendre(billets: &Mutex<i32>) -> bool {
    if *billets.lock().unwrap() == 0 {
        return false;
    }
    // Le verrou est libéré : l'autre guichet peut vérifier à son tour.
    *billets.lock().unwrap() -= 1;
    true
}

fn main() {
    let billets = Mutex::new(1);
    let ventes = thread::scope(|s| {
        [(); 2].map(|()| s.spawn(|| vendre(&billets)).join().unwrap())
    });
    let vendus = ventes.iter().filter(|vendu| **vendu).count();
    let reste = billets.into_inner().unwrap();
    println!("Vendus : {vendus}, reste : {reste}");
}
