use std::sync::Mutex;
use std::thread;

fn virer(comptes: &[Mutex<i32>], de: usize, vers: usize, somme: i32) {
    let mut source = comptes[de].lock().unwrap();
    thread::sleep(std::time::Duration::from_millis(100));
    let mut cible = comptes[vers].lock().unwrap();
    *source -= somme;
    *cible += somme;
}

fn main() {
    let comptes = [Mutex::new(100), Mutex::new(100)];
    thread::scope(|s| {
        s.spawn(|| virer(&comptes, 0, 1, 10));
        s.spawn(|| virer(&comptes, 1, 0, 20));
    });
    let soldes = comptes.map(|compte| compte.into_inner().unwrap());
    println!("Soldes : {} et {}", soldes[0], soldes[1]);
}
