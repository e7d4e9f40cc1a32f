//! Trois amis proposent un jour, sous un verrou : tous retiennent le même
//!
//! Juste : `salon/sans_salon/verrou`

fn main() {
    let (files, recus): (Vec<_>, Vec<_>) = (0..3).map(|_| unbounded()).unzip();
    let files = Mutex::new(files);
    thread::scope(|s| {
        for jour in ["vendredi", "samedi", "dimanche"] {
            let files = &files;
            s.spawn(move || proposer(jour, &files.lock().unwrap()));
        }
    });
    drop(files);
    let retenus: Vec<_> = recus.iter().map(|lus| lus.iter().last()).collect();
    assert_eq!(retenus[0], retenus[1], "deux ordres");
    assert_eq!(retenus[1], retenus[2], "deux ordres");
}
