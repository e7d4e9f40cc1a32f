use std::sync::Mutex;
use std::thread;

fn virer(comptes: &Mutex<[i32; 2]>, de: usize, vers: usize, somme: i32) {
    let mut comptes = comptes.lock().unwrap();
    comptes[de] -= somme;
    comptes[vers] += somme;
}

fn main() {
    let comptes = Mutex::new([100, 100]);
    thread::scope(|s| {
        s.spawn(|| virer(&comptes, 0, 1, 10));
        s.spawn(|| virer(&comptes, 1, 0, 20));
    });
    let soldes = comptes.into_inner().unwrap();
    println!("Soldes : {} et {}", soldes[0], soldes[1]);
}
