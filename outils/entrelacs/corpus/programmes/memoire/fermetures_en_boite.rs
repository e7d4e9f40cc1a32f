//! Des fermetures en boîte par un canal, une cellule et une panique

use std::sync::{Arc, Mutex, RwLock, OnceLock, mpsc};
use std::thread;
static CELLULE: OnceLock<String> = OnceLock::new();
static TOTAL: Mutex<u32> = Mutex::new(0);
fn main() {
    let liste = Arc::new(RwLock::new(vec![1u8]));
    let (envoi, reception) = mpsc::channel::<Box<dyn FnOnce(u32) -> u32 + Send>>();
    let w = { let liste = liste.clone(); thread::spawn(move || { liste.write().unwrap().push(2); CELLULE.get_or_init(|| "w".to_string()).len() }) };
    let r = { let liste = liste.clone(); thread::spawn(move || { let n = liste.read().unwrap().len(); if n > 1 { panic!("trop {n}"); } CELLULE.get_or_init(|| "rr".to_string()).len() }) };
    let autre = envoi.clone();
    let p = thread::spawn(move || { envoi.send(Box::new(|x| x + 1)).unwrap(); });
    let q = thread::spawn(move || { let k = 5; autre.send(Box::new(move |x| x * k)).unwrap(); });
    let mut cumul = 1;
    for f in reception { cumul = f(cumul); *TOTAL.lock().unwrap() += cumul; }
    p.join().unwrap(); q.join().unwrap();
    let a = w.join().unwrap();
    let b = r.join().map_err(|_| ());
    println!("{cumul} {a} {b:?} {} {}", CELLULE.get().unwrap(), TOTAL.lock().unwrap());
}
