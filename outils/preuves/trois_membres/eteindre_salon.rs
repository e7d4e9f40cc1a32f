//! Trois membres entrent pendant que l'on éteint : chacun apprend la fin, ou est refusé
//!
//! Juste : `salon/eteindre_salon`
//! Fautif : `salon/eteindre_salon/salon_qui_attend`

fn main() {
    let (salon, boite) = bounded(0);
    let tenu = thread::spawn(|| tenir(boite));
    let pompes = [0; 3].map(|_| {
        let porte = salon.clone();
        thread::spawn(|| pompe(porte))
    });
    CODE.store(1001, SeqCst);
    salon.send(Eteindre).unwrap();
    drop(salon);
    tenu.join().unwrap();
    pompes.map(|pompe| pompe.join().unwrap());
}
