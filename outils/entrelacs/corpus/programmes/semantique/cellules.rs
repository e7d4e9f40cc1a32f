//! `OnceLock`, `LazyLock`, `AtomicPtr`, `AtomicCell` : ce qu'on en fait sans `unsafe`
use crossbeam_utils::CachePadded;
use crossbeam_utils::atomic::AtomicCell;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering::SeqCst};
use std::sync::{LazyLock, OnceLock};
use std::thread;

fn main() {
    let mut cellule = OnceLock::new();
    println!("{cellule:?} {:?} {:?}", cellule.set(1), cellule.set(2));
    *cellule.get_mut().unwrap() += 5;
    println!("{cellule:?} {:?} {}", cellule.clone().take(), cellule == OnceLock::from(6));
    println!("{:?} {:?} {:?}", cellule.take(), cellule.get(), cellule.get_or_init(|| 3));
    println!("{:?}", cellule.into_inner());
    let paresse = LazyLock::new(|| vec![1, 2]);
    println!("{paresse:?} {} {paresse:?} {:?}", paresse.len(), LazyLock::force(&paresse));

    let (mut un, mut deux) = (1, 2);
    let (premier, second): (*mut i32, *mut i32) = (&mut un, &mut deux);
    let adresse = AtomicPtr::new(premier);
    println!("{}", adresse.compare_exchange(premier, second, SeqCst, SeqCst) == Ok(premier));
    println!("{}", adresse.swap(ptr::null_mut(), SeqCst) == second);
    println!("{} {}", adresse.load(SeqCst).is_null(), adresse.compare_exchange(second, premier, SeqCst, SeqCst).is_err());

    let cases = CachePadded::new((AtomicCell::new(5_u32), AtomicCell::new(vec!["a"])));
    thread::scope(|s| {
        s.spawn(|| cases.0.fetch_add(2));
        s.spawn(|| cases.0.fetch_sub(1));
    });
    println!("{} {:?} {:?}", cases.0.load(), cases.0.compare_exchange(6, 9), cases.0.compare_exchange(6, 1));
    println!("{:?} {:?} {:?}", cases.1.take(), cases.1.swap(vec!["b"]), cases.0);
    println!("{:?} {:?}", cases.0.fetch_update(|n| (n > 100).then_some(0)), cases.into_inner().1.into_inner());
    debogages();
}

/// L'affichage de chaque type de crossbeam par `Debug`
fn debogages() {
    use crossbeam_channel::{Receiver, Select, bounded, never, unbounded};
    use crossbeam_utils::atomic::AtomicCell;
    use crossbeam_utils::sync::Parker;
    use crossbeam_utils::{Backoff, CachePadded};
    use std::time::Duration;

    fn rx2() -> Receiver<u8> {
        never()
    }

    let (tx, rx) = bounded::<i32>(1);
    println!("{tx:?} {rx:?}");
    println!("{:?} {:?}", tx.try_send(1), tx.try_send(2));
    println!("{:?}", tx.send_timeout(3, Duration::ZERO));
    println!("{:?} {:?}", rx.recv(), rx.try_recv());
    println!("{:?}", rx.recv_timeout(Duration::ZERO));
    println!("{:?}", rx.iter());
    println!("{} {} {} {:?}", tx.is_full(), tx.is_empty(), tx.len(), tx.capacity());
    let tx2 = tx.clone();
    println!("{}", tx.same_channel(&tx2));
    drop(tx);
    drop(tx2);
    println!("{:?} {}", rx.recv(), rx.recv().unwrap_err());
    println!("{:?}", rx.try_recv());
    println!("{:?}", rx.try_iter());
    let (tx, rx) = unbounded::<i32>();
    drop(rx);
    println!("{:?} {}", tx.send(4), tx.send(4).unwrap_err());
    println!("{:?}", tx.try_send(4));
    let c = AtomicCell::new(5);
    println!("{c:?}");
    let p = Parker::new();
    println!("{p:?} {:?}", p.unparker());
    println!("{:?}", CachePadded::new(3));
    println!("{:?}", Backoff::new());
    let mut s = Select::new();
    println!("{s:?}");
    let i = s.send(&tx);
    let op = s.select();
    println!("{op:?} {i}");
    println!("{:?}", op.send(&tx, 3));
    println!("{:?}", rx2().into_iter());
    let n = never::<i32>();
    println!("{n:?} {:?}", n.try_recv());
}
