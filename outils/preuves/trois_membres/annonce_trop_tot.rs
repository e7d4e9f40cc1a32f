//! Trois membres : Ana et Zoé sortent à la fois, et Luc reprend leurs noms
//!
//! Juste : `salon/annonce_trop_tot/faire_puis_annoncer`
//! Juste : `salon/annonce_trop_tot/sous_le_verrou`
//! Fautif : `salon/annonce_trop_tot`
//! Jamais : Ce nom est pris

fn main() {
    let ((ana, de_ana), (zoe, de_zoe)) = (unbounded(), unbounded());
    ["Ana", "Zoé"].map(entrer);
    thread::scope(|s| {
        s.spawn(|| sortir("Ana", &ana));
        s.spawn(|| sortir("Zoé", &zoe));
        reprendre("Ana", &de_ana); // `main` est Luc
        reprendre("Zoé", &de_zoe);
    });
}
