//! Trois clients : l'un répond et s'en va, le câble du deuxième est coupé, le dernier parle
//!
//! Temps : ordonné
//! Juste : `salon/battement`
//! Fautif : `salon/battement/sans_sonde`
//! Fautif : `salon/battement/sans_delai`

fn main() {
    let veille = |client: fn(Sender<&'static str>, Receiver<&'static str>)| {
        let ((parler, recus), (envoyer, pings)) = (unbounded(), unbounded());
        let veilleur = thread::spawn(|| veiller(recus, envoyer));
        thread::spawn(move || client(parler, pings));
        veilleur
    };
    let prompt = veille(|parler, pings| {
        for _ping in pings.iter().take(2) {
            let _ = parler.send("pong");
        }
    });
    let muet = veille(|parler, pings| {
        pings.iter().for_each(drop);
        drop(parler);
    });
    let bavard = veille(|parler, _pings| {
        for _ in 0..2 {
            let _ = parler.send("mot");
            thread::sleep(std::time::Duration::from_millis(50));
        }
    });
    let finis = [prompt, muet, bavard].map(|veilleur| veilleur.join().unwrap());
    assert_eq!(finis, ["parti", "coupé", "parti"]);
}
