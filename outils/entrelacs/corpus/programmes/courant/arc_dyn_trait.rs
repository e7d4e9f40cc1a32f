//! « clic : A » et « clic : B » dans les deux ordres, fin normale. (Arc<dyn Trait> est une limite connue.)
use std::sync::Arc;
use std::thread;

trait Handler: Send + Sync {
    fn handle(&self, event: &str);
}

struct Printer(&'static str);

impl Handler for Printer {
    fn handle(&self, event: &str) {
        println!("{event} : {}", self.0);
    }
}

fn main() {
    let handlers: Vec<Arc<dyn Handler>> = vec![Arc::new(Printer("A")), Arc::new(Printer("B"))];
    let threads: Vec<_> = handlers
        .iter()
        .map(|h| {
            let h = Arc::clone(h);
            thread::spawn(move || h.handle("clic"))
        })
        .collect();
    for t in threads {
        t.join().unwrap();
    }
}
