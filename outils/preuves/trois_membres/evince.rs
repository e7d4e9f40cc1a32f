//! Trois membres, dont un ne lit jamais : les deux autres lisent un début, sans trou
//!
//! Juste : `salon/evince`
//! Fautif : `salon/evince/attendre`
//! Fautif : `salon/evince/perdre`

fn main() {
    let (dire, boite) = bounded(0);
    let ((vers_ana, ana), (vers_luc, luc), (vers_zoe, zoe)) = (bounded(1), bounded(2), bounded(1));
    let tenu = thread::spawn(|| salon(boite, vec![vers_ana, vers_luc, vers_zoe]));
    let [ana, luc] =
        [ana, luc].map(|recus| thread::spawn(move || recus.iter().collect::<String>()));
    for mot in ['a', 'b', 'c'] {
        dire.send(mot).unwrap();
    }
    drop(dire);
    tenu.join().unwrap(); // la file de Zoé est encore là, et pleine
    drop(zoe);
    let lus = [ana, luc].map(|lecteur| lecteur.join().unwrap());
    assert!(lus.iter().all(|lu| "abc".starts_with(lu)), "un trou");
}
