//! Trois membres entrent, parlent, et lisent un seul ordre, qui garde celui de chacun
//!
//! Juste : `salon/salon`
//! Fautif : `salon/salon`, où `file.try_send(annonce.clone())` devient `file.send(annonce.clone())`

fn main() {
    let (salon, boite) = bounded(0);
    let tenu = thread::spawn(|| tenir(boite, |dit| Arc::new((1, dit))));
    let entrer = |id, nom: &str, places| {
        let (file, recus) = bounded(places);
        let (salon, nom) = (salon.clone(), nom.to_owned());
        let membre = thread::spawn(move || {
            salon.send(Entrer(id, nom, file)).unwrap();
            salon.send(Dire(id, "bonjour".into())).unwrap();
        });
        (membre, recus)
    };
    // Zoé ne lit pas, et sa file ne tient pas tout ce qui se dit : elle est évincée.
    let membres = [
        entrer(1, "Ana", 6),
        entrer(2, "Luc", 6),
        entrer(3, "Zoé", 1),
    ];
    let [ana, luc, _zoe] = membres.map(|(membre, recus)| {
        membre.join().unwrap();
        recus
    });
    salon.send(Eteindre).unwrap();
    tenu.join().unwrap();
    let lire = |recus: Receiver<Annonce>| -> Vec<String> {
        recus.iter().map(|annonce| annonce.1.clone()).collect()
    };
    let (ana, luc) = (lire(ana), lire(luc));
    assert_eq!([&ana[0], &luc[0]], ["Ana entre", "Luc entre"]);
    assert!(ana.ends_with(&luc) || luc.ends_with(&ana), "deux ordres");
    assert!(ana.contains(&"Ana : bonjour".into()) && luc.contains(&"Luc : bonjour".into()));
}
