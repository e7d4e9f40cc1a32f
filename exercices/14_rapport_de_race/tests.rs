//! Ce que l'exercice 14 doit faire

use super::*;
use std::thread;

/// Un seul fil : on ne retire que ce qui est là.
pub fn un_seul_fil() {
    let caisse = Caisse::new(5);
    caisse.deposer(5);
    assert!(!caisse.retirer(11), "onze ne sont pas là");
    assert!(caisse.retirer(10), "dix sont là");
    assert_eq!(caisse.solde(), 0, "le solde après le retrait");
}

/// Deux retraits à la fois, de quoi en faire un : un seul réussit.
pub fn deux_retraits_de_tout() {
    let caisse = Caisse::new(10);
    let (ana, luc) = thread::scope(|s| {
        let ana = s.spawn(|| caisse.retirer(10));
        let luc = caisse.retirer(10);
        (ana.join().unwrap(), luc)
    });
    assert!(ana != luc, "un seul retrait réussit : {ana}, {luc}");
    assert_eq!(caisse.solde(), 0, "le solde, un seul retrait fait");
}

/// Deux retraits à la fois, de quoi faire les deux : aucun n'est refusé.
pub fn deux_retraits_de_la_moitie() {
    let caisse = Caisse::new(10);
    let (ana, luc) = thread::scope(|s| {
        let ana = s.spawn(|| caisse.retirer(5));
        let luc = caisse.retirer(5);
        (ana.join().unwrap(), luc)
    });
    assert!(ana && luc, "les deux retraits réussissent : {ana}, {luc}");
    assert_eq!(caisse.solde(), 0, "le solde, les deux retraits faits");
}

/// Un dépôt pendant un retrait : le solde est celui que dit le retrait.
pub fn un_depot_pendant_un_retrait() {
    let caisse = Caisse::new(0);
    let retire = thread::scope(|s| {
        s.spawn(|| caisse.deposer(10));
        caisse.retirer(10)
    });
    let attendu = if retire { 0 } else { 10 };
    assert_eq!(caisse.solde(), attendu, "le solde, dépôt fait");
}

/// Pendant deux retraits, personne ne voit un solde négatif.
pub fn jamais_negatif() {
    let caisse = Caisse::new(10);
    thread::scope(|s| {
        s.spawn(|| caisse.retirer(10));
        s.spawn(|| caisse.retirer(10));
        let vu = caisse.solde();
        assert!(vu >= 0, "le solde vu en chemin : {vu}");
    });
}
