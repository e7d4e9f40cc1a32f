//! Les mutations, et le texte du moteur qui les porte toutes.
//!
//! Le moteur n'est compilé qu'une fois : le corps de chaque fonction qu'une mutation
//! change y est répété, une fois sain, une fois par mutation ; la variable
//! d'environnement [`CHOSEN`] dit, à chaque lancement, laquelle s'exécute.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// La variable qui choisit une mutation, par son rang dans `mutants.toml`, de 1.
pub const CHOSEN: &str = "MUTANT";

/// Ce qui la lit, sans rien allouer : le premier appel peut avoir lieu pendant qu'un
/// programme exploré s'exécute, dont la mémoire se lit.
pub const CHOICE: &str = r#"//! Le mutant de ce lancement.
#![allow(unsafe_code)] // `std::env` allouerait

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Son rang, ou zéro.
pub(crate) fn chosen() -> usize {
    static CHOSEN: AtomicUsize = AtomicUsize::new(usize::MAX);
    let chosen = CHOSEN.load(Relaxed);
    if chosen != usize::MAX {
        return chosen;
    }
    let mut rank = 0;
    // SAFETY: le nom finit par zéro ; le texte rendu aussi, et personne ne le change.
    unsafe {
        let mut at = libc::getenv(c"MUTANT".as_ptr());
        while !at.is_null() && *at != 0 {
            rank = rank * 10 + (*at as u8 - b'0') as usize;
            at = at.add(1);
        }
    }
    CHOSEN.store(rank, Relaxed);
    rank
}
"#;

#[derive(Deserialize)]
struct Mutants {
    mutant: Vec<Mutant>,
}

/// Une mutation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mutant {
    pub nom: String,
    /// Le fichier, à partir de `outils/entrelacs`.
    pub fichier: String,
    /// Le texte à remplacer ; il n'est qu'une fois dans le fichier.
    texte: String,
    remplace: String,
    pub pourquoi: String,
}

/// Les mutations du fichier `path`, dans l'ordre.
pub fn read(path: &Path) -> Result<Vec<Mutant>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let Mutants { mutant } = toml::from_str(&text).with_context(|| path.display().to_string())?;
    Ok(mutant)
}

/// Le texte de chaque fichier qu'une mutation change, toutes y étant, d'après les
/// fichiers du dossier `engine`.
pub fn carriers(engine: &Path, mutants: &[Mutant]) -> Result<BTreeMap<String, String>> {
    let mut files: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (rank, mutant) in mutants.iter().enumerate() {
        files.entry(&mutant.fichier).or_default().push(rank);
    }
    files
        .into_iter()
        .map(|(file, ranks)| {
            let path = engine.join(file);
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let carrier = carrier(&text, mutants, &ranks).with_context(|| file.to_owned())?;
            Ok((file.to_owned(), carrier))
        })
        .collect()
}

/// Une fonction à répéter.
struct Mutated {
    /// Où est son corps.
    body: Range<usize>,
    /// Le numéro de chaque mutant, et le corps qu'il donne.
    mutants: Vec<(usize, String)>,
}

/// `text`, avec les mutations de ces rangs.
fn carrier(text: &str, mutants: &[Mutant], ranks: &[usize]) -> Result<String> {
    // Par fonction, les corps mutés.
    let mut bodies: BTreeMap<usize, Mutated> = BTreeMap::new();
    for &rank in ranks {
        let mutant = &mutants[rank];
        let place = place(text, mutant)?;
        let body = body_around(text, &place).with_context(|| {
            format!("« {} » : son texte n'est pas dans une fonction", mutant.nom)
        })?;
        let mutated = [
            &text[body.start..place.start],
            &mutant.remplace,
            &text[place.end..body.end],
        ]
        .concat();
        let all = bodies.entry(body.start).or_insert_with(|| Mutated {
            body: body.clone(),
            mutants: Vec::new(),
        });
        all.mutants.push((rank + 1, mutated));
    }
    let mut carrier = String::new();
    let mut done = 0;
    for Mutated { body, mutants } in bodies.into_values() {
        carrier.push_str(&text[done..body.start]);
        carrier.push_str("\nmatch crate::mutant::chosen() {\n");
        for (rank, mutated) in mutants {
            writeln!(carrier, "{rank} => {{{mutated}}}")?;
        }
        writeln!(carrier, "_ => {{{}}}\n}}", &text[body.clone()])?;
        done = body.end;
    }
    carrier.push_str(&text[done..]);
    Ok(carrier)
}

/// Où est le texte de `mutant`.
fn place(text: &str, mutant: &Mutant) -> Result<Range<usize>> {
    let places: Vec<usize> = text
        .match_indices(&mutant.texte)
        .map(|(at, _)| at)
        .collect();
    let [place] = places[..] else {
        bail!(
            "« {} » : son texte y est {} fois, il y faut une fois :\n{}",
            mutant.nom,
            places.len(),
            mutant.texte
        );
    };
    Ok(place..place + mutant.texte.len())
}

/// Le corps, sans ses accolades, de la plus grande fonction autour de `place`. Le texte
/// est mis en forme par rustfmt : une fonction finit par une accolade aussi loin de la
/// marge que son premier mot.
fn body_around(text: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if start >= place.start {
            break;
        }
        if let Some(body) = body_of(text, start, line)
            && body.start <= place.start
            && place.end <= body.end
        {
            return Some(body);
        }
        start += line.len();
    }
    None
}

/// Le corps de la fonction dont `line`, qui commence à `start`, est la première ligne.
fn body_of(text: &str, start: usize, line: &str) -> Option<Range<usize>> {
    let words = line.trim_start();
    let margin = &line[..line.len() - words.len()];
    let mut words = words.split_whitespace();
    let is_function = words
        .find(|word| !matches!(*word, "unsafe") && !word.starts_with("pub"))
        .is_some_and(|word| word == "fn");
    if !is_function {
        return None;
    }
    let end = start + text[start..].find(&format!("\n{margin}}}"))? + 1;
    let open = start + text[start..end].find("{\n")? + 1;
    Some(open..end)
}

/// Vérifie que deux mutations n'ont pas le même nom.
pub fn check_names(mutants: &[Mutant]) -> Result<()> {
    let mut names: Vec<&str> = mutants.iter().map(|mutant| &*mutant.nom).collect();
    names.sort_unstable();
    let twice = names.windows(2).find(|pair| pair[0] == pair[1]);
    ensure!(twice.is_none(), "deux mutants ont le même nom : {twice:?}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mutant(texte: &str, remplace: &str) -> Mutant {
        Mutant {
            nom: texte.to_owned(),
            fichier: String::new(),
            texte: texte.to_owned(),
            remplace: remplace.to_owned(),
            pourquoi: String::new(),
        }
    }

    const TEXT: &str = "\
impl A {
    pub(crate) fn f(
        self,
    ) -> u8 {
        fn inner() -> u8 {
            1
        }
        inner() + 2
    }
}

const B: u8 = 3;
";

    #[test]
    fn deux_mutants_d_une_fonction_y_sont_ensemble() {
        let mutants = [mutant("1\n", "4\n"), mutant("+ 2", "+ 5")];
        let carrier = carrier(TEXT, &mutants, &[0, 1]).unwrap();
        let lines: Vec<&str> = carrier.lines().map(str::trim).collect();
        let body = |inner: &str, sum: &str| format!("fn inner() -> u8 {{ {inner} }} {sum} }}");
        assert_eq!(
            lines.join(" ").replace("  ", " "),
            format!(
                "impl A {{ pub(crate) fn f( self, ) -> u8 {{ match crate::mutant::chosen() {{ \
                 1 => {{ {} 2 => {{ {} _ => {{ {} }} }} }} const B: u8 = 3;",
                body("4", "inner() + 2"),
                body("1", "inner() + 5"),
                body("1", "inner() + 2"),
            )
        );
    }

    #[test]
    fn un_texte_absent_ou_hors_d_une_fonction_est_refuse() {
        assert!(carrier(TEXT, &[mutant("absent", "")], &[0]).is_err());
        assert!(carrier(TEXT, &[mutant("inner", "")], &[0]).is_err());
        assert!(carrier(TEXT, &[mutant("= 3", "= 4")], &[0]).is_err());
    }
}
