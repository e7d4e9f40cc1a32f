//! L'affichage de chaque type par `Debug`

use std::sync::{Arc, Barrier, Condvar, Mutex, Once, OnceLock, RwLock, LazyLock, mpsc};
use std::sync::atomic::*;
use std::thread;

#[derive(Debug)]
struct Tout {
    m: Mutex<i32>,
    c: Condvar,
    b: Barrier,
    o: Once,
    ol: OnceLock<i32>,
    rw: RwLock<String>,
    a: AtomicU32,
    bo: AtomicBool,
    arc: Arc<Mutex<u8>>,
    lazy: LazyLock<u8>,
}

fn main() {
    let t = Tout {
        m: Mutex::new(1),
        c: Condvar::new(),
        b: Barrier::new(2),
        o: Once::new(),
        ol: OnceLock::new(),
        rw: RwLock::new("x".into()),
        a: AtomicU32::new(3),
        bo: AtomicBool::new(true),
        arc: Arc::new(Mutex::new(7)),
        lazy: LazyLock::new(|| 3),
    };
    println!("{t:?}");
    t.ol.set(4).unwrap();
    LazyLock::force(&t.lazy);
    let g = t.m.lock().unwrap();
    println!("{:#?}", t);
    println!("{g:?}");
    drop(g);
    let h = thread::Builder::new().name("ouvrier".into()).spawn(|| {}).unwrap();
    println!("{:?} {:?}", h, h.thread().name());
    h.join().unwrap();
    let (tx, rx) = mpsc::channel::<i32>();
    println!("{tx:?} {rx:?} {:?} {:?}", rx.iter(), rx.try_iter());
    println!("{:?} {:?}", rx.try_recv(), tx.send(1));
    drop(rx);
    println!("{:?}", tx.send(1));
    let (tx, rx) = mpsc::sync_channel::<i32>(1);
    println!("{tx:?} {:?} {:?}", tx.try_send(1), tx.try_send(2));
    drop(rx);
    println!("{:?}", tx.try_send(1));
    let w = Arc::downgrade(&t.arc);
    println!("{w:?}");
    println!("{:?}", t.m.try_lock().map(|g| *g));
    let r = t.rw.read().unwrap();
    println!("{:?} {:?}", r, t.rw);
    println!("{:?}", t.rw.try_write().is_err());
    println!("{:?}", thread::Builder::new().name("z".into()));
    thread::scope(|s| {
        let h = s.spawn(|| 1);
        println!("{h:?}");
    });
}
