//! Les fils : nom, résultat, panique, portée, park

use std::panic;
use std::thread;
use std::time::Duration;

struct Chute(&'static str, std::sync::mpsc::Sender<&'static str>);

impl Drop for Chute {
    fn drop(&mut self) {
        let _ = self.1.send(self.0);
    }
}

fn main() {
    let fil = thread::Builder::new().name("ouvrier".to_string()).spawn(|| {
        thread::current().name().map(String::from)
    });
    println!("{:?}", fil.unwrap().join().unwrap());
    let fil = thread::spawn(|| -> u32 { panic!("code 7") });
    println!("{:?}", fil.join().unwrap_err().downcast_ref::<&str>());
    thread::current().unpark();
    thread::park();
    thread::park_timeout(Duration::from_millis(1));
    thread::sleep(Duration::from_millis(1));
    thread::yield_now();
    let moi = thread::current();
    let fil = thread::spawn(move || moi.unpark());
    thread::park();
    fil.join().unwrap();
    let mut tableau = [1, 2, 3];
    let somme = thread::scope(|s| {
        let (a, b) = tableau.split_at_mut(1);
        let fil = s.spawn(move || a[0] += 10);
        s.spawn(move || b[1] += 10);
        fil.join().is_ok()
    });
    println!("{somme} {tableau:?}");
    let rate = panic::catch_unwind(|| {
        thread::scope(|s| {
            s.spawn(|| panic!("exprès"));
        })
    });
    println!("{} {}", rate.is_err(), thread::panicking());
    let rate = thread::scope(|s| s.spawn(|| panic!("exprès")).join().is_err());
    println!("{rate}");
    let (tx, rx) = std::sync::mpsc::channel();
    let fil = thread::spawn(move || {
        let _a = Chute("a", tx.clone());
        let _b = Chute("b", tx);
        panic!("exprès");
    });
    println!("{:?} {}", rx.iter().collect::<Vec<_>>(), fil.join().is_err());
}
