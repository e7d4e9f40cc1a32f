//! Trois amis proposent un jour, sans salon : tous ne retiennent pas le même
//!
//! Fautif : `salon/sans_salon`

fn main() {
    let (files, recus): (Vec<_>, Vec<_>) = (0..3).map(|_| unbounded()).unzip();
    thread::scope(|s| {
        for jour in ["vendredi", "samedi", "dimanche"] {
            let files = &files;
            s.spawn(move || proposer(jour, files));
        }
    });
    drop(files);
    let retenus: Vec<_> = recus.iter().map(|lus| lus.iter().last()).collect();
    assert_eq!(retenus[0], retenus[1], "deux ordres");
    assert_eq!(retenus[1], retenus[2], "deux ordres");
}
