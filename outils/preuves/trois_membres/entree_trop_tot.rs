//! Trois membres : Luc entre, et les deux autres le saluent
//!
//! Juste : `salon/entree_trop_tot/inscrire_puis_annoncer`
//! Juste : `salon/entree_trop_tot/sous_le_verrou`
//! Fautif : `salon/entree_trop_tot`
//! Fautif : `salon/entree_trop_tot/lancee_seulement`

fn main() {
    let [(a, ana), (l, luc), (z, zoe)] = [unbounded(), unbounded(), unbounded()];
    FILES.lock().unwrap().extend([a, z]);
    let _restent = (ana.clone(), zoe.clone());
    thread::scope(|s| {
        s.spawn(|| saluer(ana));
        s.spawn(|| saluer(zoe));
        entrer("Luc", l);
    });
    FILES.lock().unwrap().clear();
    let saluts = luc.iter().filter(|dit| dit.ends_with("bonjour Luc"));
    assert_eq!(saluts.count(), 2, "un bonjour est perdu");
}
