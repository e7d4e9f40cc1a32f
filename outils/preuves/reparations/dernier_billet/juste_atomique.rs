use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::thread;

fn vendre(billets: &AtomicI32) -> bool {
    billets.compare_exchange(1, 0, SeqCst, SeqCst).is_ok()
}

fn main() {
    let billets = AtomicI32::new(1);
    let ventes = thread::scope(|s| {
        let guichets = [(); 2].map(|()| s.spawn(|| vendre(&billets)));
        guichets.map(|guichet| guichet.join().unwrap())
    });
    let vendus = ventes.iter().filter(|vendu| **vendu).count();
    let reste = billets.into_inner();
    println!("Vendus : {vendus}, reste : {reste}");
}
