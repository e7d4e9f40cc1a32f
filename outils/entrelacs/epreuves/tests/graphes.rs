//! Les graphes gardés avec les listings sont ceux que donne l'exploration.

use entrelacs_epreuves::graphes;
use std::fs;

/// Le plus qu'un graphe puisse peser : une page le charge quand on le demande.
const MAX_BYTES: usize = 25_000;

#[test]
fn les_graphes_sont_a_jour() {
    let expected = graphes::expected().unwrap_or_else(|message| panic!("{message}"));
    assert!(!expected.is_empty(), "aucun listing exploré");
    let mut errors: Vec<String> = Vec::new();
    for (path, text) in &expected {
        let path_text = path.display();
        match fs::read_to_string(path) {
            Ok(kept) if kept == *text => {}
            Ok(_) => errors.push(format!("{path_text} n'est plus à jour")),
            Err(_) => errors.push(format!("{path_text} manque")),
        }
        println!("{:>6} octets  {path_text}", text.len());
        if text.len() > MAX_BYTES {
            errors.push(format!(
                "{path_text} pèserait {} octets, {MAX_BYTES} au plus : réduisez le listing",
                text.len()
            ));
        }
    }
    for path in graphes::present().unwrap() {
        if !expected.contains_key(&path) {
            errors.push(format!("{} n'a pas de listing", path.display()));
        }
    }
    assert!(
        errors.is_empty(),
        "{}\nPour récrire les graphes : cargo xtask explore --update",
        errors.join("\n")
    );
}
