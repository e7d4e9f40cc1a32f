//! Once, OnceLock, LazyLock : dans un fil, puis entre fils

use std::sync::{Arc, LazyLock, Once, OnceLock};
use std::thread;

static NOM: LazyLock<String> = LazyLock::new(|| "calculé".to_string());
static CELLULE: OnceLock<u32> = OnceLock::new();
static UNE_FOIS: Once = Once::new();
static RATE: LazyLock<u32> = LazyLock::new(|| panic!("exprès"));

fn main() {
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

    let cellule = Arc::new((OnceLock::new(), Once::new()));
    let autre = cellule.clone();
    let fil = thread::spawn(move || {
        let valeur = *autre.0.get_or_init(|| 1);
        autre.1.call_once(|| ());
        valeur
    });
    let valeur = *cellule.0.get_or_init(|| 2);
    cellule.1.wait();
    println!("{} {}", valeur == fil.join().unwrap(), cellule.0.wait() == &valeur);

    let cellule = Arc::new((OnceLock::new(), Once::new()));
    let autre = cellule.clone();
    let fil = thread::spawn(move || {
        autre.1.wait();
        (autre.1.is_completed(), *autre.0.wait())
    });
    cellule.1.call_once(thread::yield_now);
    let valeur = cellule.0.get_or_init(|| {
        thread::yield_now();
        3
    });
    println!("{:?} {valeur}", fil.join().unwrap());
}
