//! L'affichage de chaque type de crossbeam par `Debug`

use crossbeam_channel::{Receiver, Select, bounded, never, unbounded};
use crossbeam_utils::atomic::AtomicCell;
use crossbeam_utils::sync::Parker;
use crossbeam_utils::{Backoff, CachePadded};
use std::time::Duration;

fn main() {
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

fn rx2() -> Receiver<u8> {
    never()
}
