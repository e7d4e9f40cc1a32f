//! essai
use entrelacs::{Config, explore};
#[test]
fn tout() {
    for p in entrelacs_epreuves::PROGRAMS {
        if !std::env::var("P").is_ok_and(|v| p.name.contains(&v)) { continue; }
        match explore(p, &Config::default()) {
            Ok(e) => {
                println!("{}: {}/{}/{} complet {} chemins {:?} {:?}", p.name, e.graph().state_count(), e.graph().edge_count(), e.outcomes().len(), e.is_complete(), e.graph().path_count(), e.statistics());
                if std::env::var("V").is_ok_and(|v| p.name.contains(&v)) {
                    for o in e.outcomes() { println!("{} {:?} {:?} {:?}", o.kind, o.stdout, o.blocked, o.panicked); for s in o.schedule.steps { println!("   {} l.{} {}", s.thread, s.line, s.text); } }
                }
            }
            Err(error) => println!("{}: {error}", p.name),
        }
    }
}
