use entrelacs::{Config, Exploration, Program, explore};
mod rdv {
    use entrelacs::{std_shim as std, crossbeam_channel, println};
    use crossbeam_channel::{Sender, bounded};
    use std::thread;
    fn worker(done: Sender<bool>) {
        println!("Travail en cours...");
        done.send(true).unwrap(); // signal de fin
    }
    pub fn main() {
        let (done, fini) = bounded(0);
        thread::spawn(move || worker(done));
        fini.recv().unwrap(); // attente du signal
        println!("Worker terminé");
    }
}
fn show(name: &str, main: fn()) -> Exploration {
    let e = explore(&Program::new(main), &Config::default()).unwrap();
    println!("{name}: {}/{}/{} complet {} chemins {:?} {:?}", e.graph().state_count(), e.graph().edge_count(), e.outcomes().len(), e.is_complete(), e.graph().path_count(), e.statistics());
    e
}
#[test]
fn rdv() {
    let e = show("rdv", rdv::main);
    for o in e.outcomes() { println!("{} {:?} {:?} {:?}", o.kind, o.stdout, o.blocked, o.panicked); for s in o.schedule.steps { println!("   {} l.{} {}", s.thread, s.line, s.text); } }
}
