//! Trois clients, dont l'un parle et sonde : aucune trame n'est coupée
//!
//! Juste : `salon/deux_pompes`

fn main() {
    let (dire, mots) = bounded(0);
    let (file, a_ecrire) = bounded(2);
    let mut membres = vec![file.clone()]; // Ana ; Luc et Zoé ne font que lire
    let mut clients = Vec::new();
    let pompe = |a_ecrire| {
        let (connexion, client) = unbounded();
        thread::spawn(|| ecrire(a_ecrire, connexion));
        client
    };
    clients.push(pompe(a_ecrire));
    for _ in 0..2 {
        let (file, a_ecrire) = bounded(2);
        membres.push(file);
        clients.push(pompe(a_ecrire));
    }
    let trames = [Trame::Texte("<texte salut>"), Trame::Ping];
    thread::spawn(move || lire(trames, dire, file));
    for mot in mots {
        membres.iter().for_each(|membre| membre.send(mot).unwrap());
    }
    drop(membres);
    let recus = clients.iter().map(|client| client.iter().collect());
    let recus: Vec<String> = recus.collect();
    let entieres = ["<texte salut><pong 42>", "<pong 42><texte salut>"];
    assert!(entieres.contains(&&*recus[0]), "{recus:?}");
    assert_eq!(recus[1..], ["<texte salut>"; 2]);
}
