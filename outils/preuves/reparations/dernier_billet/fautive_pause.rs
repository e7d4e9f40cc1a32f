use std::sync::Mutex;
use std::thread;

fn vendre(billets: &Mutex<i32>) -> bool {
    if *billets.lock().unwrap() == 0 {
        return false;
    }
    thread::sleep(std::time::Duration::from_millis(100));
    *billets.lock().unwrap() -= 1;
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
