//! Le compteur de mots : les pièces des exercices, assemblées
//!
//! Avec vos pièces à la place de celles du livre :
//! `cargo xtask exercices programme README.md`

#[path = "../08_chaine/solution.rs"]
mod chaine;
#[path = "../02_compteur/solution.rs"]
mod compteur;
#[path = "../04_delai/solution.rs"]
mod delai;
#[path = "../06_producteurs/solution.rs"]
mod producteurs;
#[path = "../10_semaphore/solution.rs"]
mod semaphore;
#[path = "../00_un_fil_par_texte/solution.rs"]
mod un_fil_par_texte;

use crossbeam_channel::{bounded, never};
use delai::Reponse;
use std::collections::{BTreeMap, HashMap};
use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs, io, thread};

/// Le nombre de fichiers ouverts à la fois.
const OUVERTS: usize = 4;
/// Le nombre de mots montrés, des plus fréquents.
const PREMIERS: usize = 5;
/// Au-delà, on renonce.
const LIMITE: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let noms: Vec<String> = env::args().skip(1).collect();
    if noms.is_empty() {
        eprintln!("Donnez les fichiers dont il faut compter les mots.");
        return ExitCode::FAILURE;
    }
    let (envoi, resultat) = bounded(1);
    let (fini, fin) = bounded(1);
    thread::spawn(move || {
        let rapport = lire(&noms).map(|textes| rapport(&noms, textes));
        let longueur = rapport.as_ref().map_or(0, String::len);
        // main a pu renoncer : plus personne ne reçoit.
        let _ = envoi.send(rapport);
        let _ = fini.send(longueur);
    });
    if delai::premier(&fin, &never(), LIMITE) == Reponse::Delai {
        eprintln!("Rien au bout d'une minute.");
        return ExitCode::FAILURE;
    }
    match resultat.recv() {
        Ok(Ok(rapport)) => {
            print!("{rapport}");
            ExitCode::SUCCESS
        }
        Ok(Err(erreur)) => {
            eprintln!("{erreur}");
            ExitCode::FAILURE
        }
        Err(_) => ExitCode::FAILURE, // le fil a paniqué, et l'a dit
    }
}

/// Le texte des fichiers, dans l'ordre de leurs noms. Un fil lit chacun, quelques
/// uns à la fois ; ce qui est lu est nettoyé pendant que la lecture continue.
fn lire(noms: &[String]) -> Result<Vec<String>, String> {
    let (envoi, lus) = bounded(0);
    let propres = chaine::etape(lus, nettoyer);
    let recolte = thread::spawn(move || propres.iter().collect::<HashMap<_, _>>());

    let ouverts = semaphore::Semaphore::new(OUVERTS);
    let references: Vec<&str> = noms.iter().map(String::as_str).collect();
    un_fil_par_texte::compter_chacun(&references, |nom| {
        let _permis = ouverts.prendre();
        // L'étape reçoit jusqu'à la fin.
        let _ = envoi.send((nom.to_owned(), fs::read_to_string(nom)));
        1 // un fichier lu
    });
    drop(envoi); // la chaîne se ferme, de proche en proche

    let textes = recolte.join().expect("recevoir ne panique pas");
    noms.iter().map(|nom| textes[nom].clone()).collect()
}

/// Un texte lu, en minuscules, sans rien d'autre que ses mots.
fn nettoyer((nom, lu): (String, io::Result<String>)) -> (String, Result<String, String>) {
    let propre = lu.map(|texte| {
        let minuscules = texte.to_lowercase();
        minuscules.replace(|c: char| !c.is_alphanumeric(), " ")
    });
    let propre = propre.map_err(|erreur| format!("{nom} : {erreur}"));
    (nom, propre)
}

/// Le nombre de mots de chaque texte, leur total, le plus long, et les mots les
/// plus fréquents. Les mots ne sont comptés qu'une fois, par l'index.
fn rapport(noms: &[String], textes: Vec<String>) -> String {
    let index = producteurs::rassembler(textes);

    let bilan = compteur::Bilan::new();
    let comptes: Vec<usize> = thread::scope(|portee| {
        let (bilan, index) = (&bilan, &index);
        let fils: Vec<_> = (0..noms.len())
            .map(|rang| {
                portee.spawn(move || {
                    let compte = index.values().map(|fois| fois[rang]).sum();
                    bilan.noter(compte);
                    compte
                })
            })
            .collect();
        let comptes = fils.into_iter().map(|fil| fil.join());
        comptes.map(Result::unwrap).collect()
    });

    let (total, record) = bilan.lire();
    let mut rapport = String::new();
    for (nom, compte) in noms.iter().zip(&comptes) {
        rapport += &format!("{compte:>8}  {nom}\n");
    }
    rapport += &format!("{total:>8}  en tout\n{record:>8}  dans le plus long\n\n");
    for (mot, fois) in frequents(&index).iter().take(PREMIERS) {
        rapport += &format!("{fois:>8}  « {mot} »\n");
    }
    rapport
}

/// Les mots, du plus fréquent au moins fréquent.
fn frequents(index: &BTreeMap<String, Vec<usize>>) -> Vec<(&str, usize)> {
    let mut frequents: Vec<(&str, usize)> = index
        .iter()
        .map(|(mot, fois)| (mot.as_str(), fois.iter().sum()))
        .collect();
    frequents.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    frequents
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// Les pièces assemblées : le dossier de chacune.
    fn pieces() -> Vec<&'static str> {
        let chemins = include_str!("main.rs").lines().filter_map(|ligne| {
            let chemin = ligne.strip_prefix("#[path = \"../")?;
            chemin.strip_suffix("/solution.rs\"]")
        });
        chemins.collect()
    }

    fn lu(fichier: &str) -> String {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(fichier)).unwrap()
    }

    #[test]
    fn le_rapport_garde_l_ordre_et_additionne() {
        let noms = ["a.txt".to_owned(), "b.txt".to_owned()];
        let textes = vec!["un deux un".to_owned(), "un trois".to_owned()];
        let attendu = "       3  a.txt\n       2  b.txt\n       5  en tout\n       3  dans le plus long\n\n       \
                       3  « un »\n       1  « deux »\n       1  « trois »\n";
        assert_eq!(rapport(&noms, textes), attendu);
    }

    /// Le texte de ces tests, relu sans les pièces.
    #[test]
    fn les_fichiers_sont_lus_dans_l_ordre_et_nettoyes() {
        let fichier = |nom: &str| format!("{}/{nom}", env!("CARGO_MANIFEST_DIR"));
        let noms: Vec<String> = ["programme/main.rs", "Cargo.toml"].map(fichier).into();
        let textes = lire(&noms).unwrap();
        for (nom, texte) in noms.iter().zip(&textes) {
            let mots = |texte: &str| -> Vec<String> {
                let mots = texte.split(|c: char| !c.is_alphanumeric());
                mots.filter(|mot| !mot.is_empty())
                    .map(str::to_lowercase)
                    .collect()
            };
            let attendus = mots(&fs::read_to_string(nom).unwrap());
            assert_eq!(mots(texte), attendus, "{nom}");
            let compte = format!("{:>8}  {nom}\n", attendus.len());
            assert!(rapport(&noms, textes.clone()).contains(&compte), "{compte}");
        }
    }

    #[test]
    fn un_fichier_absent_est_nomme() {
        let noms = ["il/n/y/est/pas".to_owned()];
        let erreur = lire(&noms).unwrap_err();
        assert!(erreur.starts_with("il/n/y/est/pas : "), "{erreur}");
    }

    /// Une seule pièce coupe les textes en mots : ils ne sont comptés qu'une fois.
    #[test]
    fn les_mots_ne_sont_comptes_qu_une_fois() {
        let compte =
            |piece: &&str| lu(&format!("{piece}/solution.rs")).contains("split_whitespace");
        let comptent: Vec<&str> = pieces().into_iter().filter(compte).collect();
        assert_eq!(comptent, ["06_producteurs"]);
    }

    /// La page des exercices nomme les pièces du programme, et elles seules.
    #[test]
    fn la_page_des_exercices_nomme_ces_pieces() {
        let page = lu("../src/exercices/index.md");
        let (_, suite) = page.split_once("\n## Le programme\n").unwrap();
        let (tableau, _) = suite.split_once("\n```console").unwrap();
        let mut nommees: Vec<&str> = tableau
            .lines()
            .filter_map(|ligne| ligne.strip_prefix("| `")?.get(..2))
            .collect();
        nommees.sort_unstable();
        let mut numeros: Vec<&str> = pieces().iter().map(|piece| &piece[..2]).collect();
        numeros.sort_unstable();
        assert_eq!(nommees, numeros);
    }
}
