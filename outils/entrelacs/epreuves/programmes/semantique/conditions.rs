//! Condvar, Barrier, Once, OnceLock, LazyLock

use std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, Once, OnceLock};
use std::thread;
use std::time::Duration;

static NOM: LazyLock<String> = LazyLock::new(|| "calculé".to_string());
static CELLULE: OnceLock<u32> = OnceLock::new();
static UNE_FOIS: Once = Once::new();
static RATE: LazyLock<u32> = LazyLock::new(|| panic!("exprès"));

fn main() {
    let m = Mutex::new(0);
    let c = Condvar::new();
    c.notify_one();
    c.notify_all();
    let (garde, fin) = c.wait_timeout(m.lock().unwrap(), Duration::from_millis(5)).unwrap();
    println!("{} {}", *garde, fin.timed_out());
    let (garde, fin) = c.wait_timeout_while(garde, Duration::from_millis(5), |v| *v == 0).unwrap();
    println!("{} {}", *garde, fin.timed_out());
    let garde = c.wait_while(garde, |v| *v != 0).unwrap();
    println!("{}", m.try_lock().is_err());
    drop(garde);

    println!("{}", Barrier::new(1).wait().is_leader());
    let barriere = Arc::new(Barrier::new(2));
    let autre = barriere.clone();
    let fil = thread::spawn(move || autre.wait().is_leader());
    let moi = barriere.wait().is_leader();
    println!("{}", moi != fil.join().unwrap());

    println!("{:?} {:?} {:?}", CELLULE.get(), CELLULE.set(1), CELLULE.set(2));
    println!("{} {:?}", CELLULE.get_or_init(|| 3), CELLULE);
    println!("{} {}", *NOM, NOM.len());
    println!("{}", UNE_FOIS.is_completed());
    UNE_FOIS.call_once(|| {});
    UNE_FOIS.call_once(|| unreachable!());
    println!("{}", UNE_FOIS.is_completed());

    let rate = Arc::new(Once::new());
    let autre = rate.clone();
    println!("{}", thread::spawn(move || autre.call_once(|| panic!("exprès"))).join().is_err());
    let autre = rate.clone();
    println!("{}", thread::spawn(move || autre.call_once(|| ())).join().is_err());
    let autre = rate.clone();
    println!("{}", thread::spawn(move || autre.wait()).join().is_err());
    let autre = rate.clone();
    let fil = thread::spawn(move || {
        autre.wait_force();
        autre.is_completed()
    });
    rate.call_once_force(|etat| println!("{}", etat.is_poisoned()));
    println!("{}", fil.join().unwrap());
    println!("{}", rate.is_completed());
    for _ in 0..2 {
        let erreur = thread::spawn(|| *RATE).join().unwrap_err();
        println!("{:?}", erreur.downcast_ref::<&str>());
    }
    let vide: OnceLock<u32> = OnceLock::new();
    println!("{:?}", vide.get());
    println!("{:?}", vide.into_inner());
}
