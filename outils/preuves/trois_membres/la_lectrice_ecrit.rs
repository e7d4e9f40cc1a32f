//! Trois clients, et la pompe qui lit écrit elle-même le pong de l'un d'eux
//!
//! Fautif : `salon/deux_pompes/la_lectrice_ecrit`

fn main() {
    let (dire, mots) = bounded(0);
    let (mut membres, mut clients, mut plumes) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..3 {
        let ((file, a_ecrire), (connexion, client)) = (bounded(2), unbounded());
        plumes.push(connexion.clone());
        membres.push(file);
        clients.push(client);
        thread::spawn(|| ecrire(a_ecrire, connexion));
    }
    let plume = plumes.swap_remove(0);
    drop(plumes);
    let trames = [Trame::Texte("<texte salut>"), Trame::Ping];
    thread::spawn(move || lire(trames, dire, plume));
    for mot in mots {
        membres.iter().for_each(|membre| membre.send(mot).unwrap());
    }
    drop(membres);
    let recus = clients.iter().map(|client| client.iter().collect());
    let recus: Vec<String> = recus.collect();
    let entieres = ["<texte salut><pong 42>", "<pong 42><texte salut>"];
    assert!(entieres.contains(&&*recus[0]), "{recus:?}");
}
