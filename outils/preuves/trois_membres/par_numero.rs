//! Trois connexions, dont deux d'Ana : la sortie de la première ne retire qu'elle
//!
//! Juste : `salon/sortie_tardive/par_numero`

fn main() {
    let ((salon, boite), (file, recus), (pour_luc, luc)) = (bounded(0), bounded(0), bounded(2));
    thread::spawn(|| tenir(boite));
    salon.send(Entrer(3, pour_luc)).unwrap();
    salon.send(Entrer(1, file)).unwrap();
    salon.send(Dire("un")).unwrap();
    let (sortir, (file, mots)) = (salon.clone(), bounded(1));
    salon.send(Entrer(2, file)).unwrap();
    let telephone = thread::spawn(move || {
        recus.iter().for_each(drop);
        sortir.send(Sortir(1)).unwrap();
    });
    salon.send(Dire("deux")).unwrap();
    drop(salon);
    telephone.join().unwrap();
    assert!(luc.iter().eq(["un", "deux"]));
    assert_eq!(mots.recv(), Ok("deux"), "Ana est coupée");
}
