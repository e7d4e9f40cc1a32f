//! Les échéances, sur l'horloge : `send_deadline`, `recv_deadline`, `at`

use crossbeam_channel::{Select, at, bounded, select, tick};
use std::time::{Duration, Instant};

const PEU: Duration = Duration::from_millis(20);

fn main() {
    let debut = Instant::now();
    let (s, r) = bounded(1);
    println!("{:?}", r.recv_deadline(debut + PEU));
    println!("{}", debut.elapsed() >= PEU);
    println!("{:?}", s.send_deadline(1, Instant::now() + PEU));
    println!("{:?}", s.send_deadline(2, Instant::now() + PEU));
    println!("{:?}", r.recv_deadline(Instant::now() + PEU));
    println!("{}", at(Instant::now() + PEU).recv().is_ok());
    let mut choix = Select::new();
    choix.recv(&r);
    println!("{}", choix.select_deadline(Instant::now() + PEU).is_err());

    let horloge = tick(PEU);
    let avant = Instant::now();
    select! {
        recv(horloge) -> heure => println!("{}", heure.unwrap() > avant),
        default(3 * PEU) => println!("impossible"),
    }
}
