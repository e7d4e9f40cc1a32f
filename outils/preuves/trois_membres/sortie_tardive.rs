//! Trois connexions, dont deux d'Ana : la sortie de la première retire la seconde
//!
//! Fautif : `salon/sortie_tardive`
//! Fautif : `salon/sortie_tardive/verifier`

fn main() {
    let ((salon, boite), (file, recus), (pour_luc, luc)) = (bounded(0), bounded(0), bounded(2));
    thread::spawn(|| tenir(boite));
    salon.send(Entrer("Luc", pour_luc)).unwrap();
    salon.send(Entrer("Ana", file)).unwrap();
    salon.send(Dire("un")).unwrap();
    let (sortir, (file, mots)) = (salon.clone(), bounded(1));
    salon.send(Entrer("Ana", file)).unwrap();
    let telephone = thread::spawn(move || {
        recus.iter().for_each(drop);
        sortir.send(Sortir("Ana")).unwrap();
    });
    salon.send(Dire("deux")).unwrap();
    drop(salon);
    telephone.join().unwrap();
    assert!(luc.iter().eq(["un", "deux"]));
    assert_eq!(mots.recv(), Ok("deux"), "Ana est coupée");
}
