//! Deux trames, et un réseau qui coupe où il veut

use crossbeam_channel::bounded;
use std::thread;

const RECUS: [&[u8]; 3] = [
    &[0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f],
    &[0x9f, 0x4d, 0x51, 0x58, 0x81, 0x82, 0x37],
    &[0xfa, 0x21, 0x3d, 0x7f, 0x93],
];

/// Le texte de la première trame, et sa taille ; rien tant qu'il en manque.
fn lire(octets: &[u8]) -> Option<(String, usize)> {
    let taille = usize::from(octets.get(1)? & 0x7f); // 125 au plus, ici
    let masque = octets.get(2..6)?;
    let contenu = octets.get(6..6 + taille)?;
    let clair = contenu.iter().zip(masque.iter().cycle());
    let clair = clair.map(|(octet, cle)| octet ^ cle).collect();
    Some((String::from_utf8(clair).ok()?, 6 + taille))
}

fn main() {
    let (reseau, arrivee) = bounded(3);
    thread::spawn(move || RECUS.map(|octets| reseau.send(octets).unwrap()));
    let mut recu: Vec<u8> = Vec::new();
    while let Ok(octets) = arrivee.recv() {
        recu.extend(octets);
        recu.extend(arrivee.try_iter().flatten()); // déjà arrivés
        while let Some((texte, taille)) = lire(&recu) {
            println!("{texte}");
            recu.drain(..taille);
        }
    }
}
