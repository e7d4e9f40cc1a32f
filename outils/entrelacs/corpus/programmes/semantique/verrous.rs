//! Mutex et RwLock : prise, essai, empoisonnement, démontage

use std::sync::{Arc, Mutex, RwLock, TryLockError};
use std::thread;

/// Ce qui prend des verrous pendant que son fil tombe.
struct Chute(Arc<Mutex<u32>>, Arc<RwLock<u32>>);

impl Drop for Chute {
    fn drop(&mut self) {
        *self.0.lock().unwrap() += 1;
        *self.1.write().unwrap() += 1;
    }
}

fn main() {
    let mut m = Mutex::new(1);
    {
        let garde = m.lock().unwrap();
        println!("{} {}", *garde, matches!(m.try_lock(), Err(TryLockError::WouldBlock)));
        println!("{m:?}");
    }
    *m.get_mut().unwrap() += 1;
    println!("{m:?} {}", *m.try_lock().unwrap());
    println!("{}", m.into_inner().unwrap());

    let m = Arc::new(Mutex::new(String::from("a")));
    let autre = m.clone();
    let fil = thread::spawn(move || {
        let mut garde = autre.lock().unwrap();
        garde.push('b');
        panic!("exprès");
    });
    println!("{}", fil.join().is_err());
    println!("{} {}", m.is_poisoned(), matches!(m.try_lock(), Err(TryLockError::Poisoned(_))));
    println!("{}", m.lock().unwrap_err().into_inner());
    m.clear_poison();
    println!("{} {}", m.is_poisoned(), m.lock().unwrap());

    let r = RwLock::new(5);
    {
        let a = r.read().unwrap();
        let b = r.read().unwrap();
        println!("{} {} {}", *a + *b, r.try_write().is_err(), r.try_read().is_ok());
    }
    {
        let mut e = r.write().unwrap();
        *e += 1;
        println!("{} {}", r.try_read().is_err(), r.try_write().is_err());
    }
    println!("{r:?} {}", r.is_poisoned());
    println!("{}", r.into_inner().unwrap());

    // Pris après le début de la panique, un verrou n'est pas empoisonné.
    let (m, r) = (Arc::new(Mutex::new(0)), Arc::new(RwLock::new(0)));
    let chute = Chute(m.clone(), r.clone());
    let fil = thread::spawn(move || {
        let _chute = chute;
        panic!("exprès");
    });
    println!("{} {m:?} {r:?}", fil.join().is_err());
}
