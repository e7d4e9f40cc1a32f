//! Le compteur de mots : les pièces des exercices, assemblées
//!
//! Avec vos pièces à la place de celles du livre :
//! `cargo xtask exercices programme README.md`

#[path = "../08_chaine/solution.rs"]
mod chaine;
#[path = "../02_compteur/solution.rs"]
mod compteur;
#[path = "../07_equipe/solution.rs"]
mod equipe;
#[path = "../06_producteurs/solution.rs"]
mod producteurs;

use crossbeam_channel::bounded;
use std::process::ExitCode;
use std::{env, fs, thread};

const OUVRIERS: usize = 4;
/// Le nombre de mots montrés, des plus fréquents.
const PREMIERS: usize = 5;

fn main() -> ExitCode {
    let noms: Vec<String> = env::args().skip(1).collect();
    if noms.is_empty() {
        eprintln!("Donnez les fichiers dont il faut compter les mots.");
        return ExitCode::FAILURE;
    }
    let mut textes = Vec::new();
    for nom in &noms {
        match fs::read_to_string(nom) {
            Ok(texte) => textes.push(texte),
            Err(erreur) => {
                eprintln!("{nom} : {erreur}");
                return ExitCode::FAILURE;
            }
        }
    }
    print!("{}", rapport(&noms, textes));
    ExitCode::SUCCESS
}

/// Le nombre de mots de chaque texte, leur total, et les mots les plus
/// fréquents.
fn rapport(noms: &[String], textes: Vec<String>) -> String {
    let textes = nettoyer(textes);
    let comptes = equipe::compter_en_equipe(textes.clone(), OUVRIERS);

    let total = compteur::Total::new();
    thread::scope(|portee| {
        for compte in &comptes {
            portee.spawn(|| total.ajouter(*compte));
        }
    });

    let mut frequences: Vec<(String, usize)> =
        producteurs::rassembler(textes).into_iter().collect();
    frequences.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));

    let mut rapport = String::new();
    for (nom, compte) in noms.iter().zip(&comptes) {
        rapport += &format!("{compte:>8}  {nom}\n");
    }
    rapport += &format!("{:>8}  en tout\n\n", total.valeur());
    for (mot, fois) in frequences.iter().take(PREMIERS) {
        rapport += &format!("{fois:>8}  « {mot} »\n");
    }
    rapport
}

/// Les textes, passés par une étape qui les met en minuscules et n'en garde que
/// les mots.
fn nettoyer(textes: Vec<String>) -> Vec<String> {
    let (envoi, entree) = bounded(0);
    let sortie = chaine::etape(entree, |texte: String| {
        let minuscules = texte.to_lowercase();
        minuscules.replace(|c: char| !c.is_alphanumeric(), " ")
    });
    thread::spawn(move || {
        for texte in textes {
            if envoi.send(texte).is_err() {
                return;
            }
        }
    });
    sortie.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_rapport_garde_l_ordre_et_additionne() {
        let noms = ["a.txt".to_owned(), "b.txt".to_owned()];
        let textes = vec!["Un, deux : un.".to_owned(), "UN trois".to_owned()];
        let attendu = "       3  a.txt\n       2  b.txt\n       5  en tout\n\n       \
                       3  « un »\n       1  « deux »\n       1  « trois »\n";
        assert_eq!(rapport(&noms, textes), attendu);
    }
}
