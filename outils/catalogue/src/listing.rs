//! Les programmes du livre, rangés sous `listings/` : « chapitre/nom » désigne
//! chacun.

use files::FileError;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Le dossier des programmes, depuis la racine du dépôt.
pub const LISTINGS: &str = "listings";

/// Le fichier des tailles réduites, dans ce dossier.
const SIZES: &str = "tailles.toml";

/// Découpe « chapitre/nom ».
///
/// # Errors
///
/// Si ce n'en est pas un : le message dit quoi écrire.
pub fn split_reference(reference: &str) -> Result<(&str, &str), String> {
    let is_name = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    match reference.split_once('/') {
        Some((chapter, name)) if is_name(chapter) && is_name(name) => Ok((chapter, name)),
        _ => Err(format!(
            "« {reference} » ne désigne pas un listing : écrivez « chapitre/nom », en minuscules sans accent"
        )),
    }
}

/// Tous les listings de `listings_dir`, par référence ; un listing est un
/// fichier `<chapitre>/<nom>.rs` où `<chapitre>` contient aussi au moins un
/// fichier `.sortie`. L'ordre est alphabétique.
///
/// # Errors
///
/// Un message par nom que portent deux listings : `cargo run --bin nom` ne
/// saurait lequel lancer.
pub fn references(listings_dir: &Path) -> Result<Vec<String>, Vec<String>> {
    let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for chapter in entries(listings_dir).filter(|path| path.is_dir()) {
        let files: Vec<PathBuf> = entries(&chapter).filter(|path| path.is_file()).collect();
        if !files.iter().any(|file| has_extension(file, "sortie")) {
            continue;
        }
        for file in files.iter().filter(|file| has_extension(file, "rs")) {
            let (chapter, name) = (crate::stem(&chapter), crate::stem(file));
            let reference = format!("{chapter}/{name}");
            by_name.entry(name).or_default().push(reference);
        }
    }
    let errors: Vec<String> = by_name
        .iter()
        .filter(|(_, references)| references.len() > 1)
        .map(|(name, references)| {
            format!(
                "deux listings portent le nom « {name} » : {} ; renommez-en un, `cargo run --bin {name}` est ambigu",
                references.join(" et ")
            )
        })
        .collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut references: Vec<String> = by_name.into_values().flatten().collect();
    references.sort();
    Ok(references)
}

/// Les tailles auxquelles s'explorent les programmes trop grands pour l'être : le
/// nom de chaque constante, et la valeur qu'elle prend alors.
///
/// # Errors
///
/// Si `tailles.toml` ne se lit pas.
pub fn reduced_sizes(listings_dir: &Path) -> Result<Vec<(String, String)>, FileError> {
    let sizes: BTreeMap<String, u64> = crate::read_toml(&listings_dir.join(SIZES))?;
    let sizes = sizes.into_iter();
    let written = |(constant, size): (String, u64)| (constant, size.to_string());
    Ok(sizes.map(written).collect())
}

/// Le titre (`//!`) et le programme tel qu'affiché.
pub fn display(source: &str) -> (String, String) {
    let title = source
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("//! "))
        .unwrap_or("")
        .trim()
        .to_owned();
    let body = source_tail(source);
    let body = match body.find("\n#[cfg(test)]\nmod tests {") {
        Some(tests) => &body[..tests],
        None => body,
    };
    (title, format!("{}\n", body.trim_end()))
}

fn source_tail(source: &str) -> &str {
    let mut rest = source;
    while let Some((line, after)) = rest.split_once('\n') {
        if !(line.starts_with("//!") || line.trim().is_empty()) {
            break;
        }
        rest = after;
    }
    rest
}

fn entries(dir: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deux_listings_de_meme_nom_sont_refuses() {
        let files = ["c/a.rs", "c/a.sortie", "d/a.rs", "d/a.sortie", "tests/a.rs"];
        let dir = testing::tree(files.map(|file| (file, "")));
        let errors = references(dir.path()).unwrap_err();
        assert_eq!(errors.len(), 1);
        assert!(errors[0].contains("c/a") && errors[0].contains("d/a"));
    }

    #[test]
    fn une_reference_mal_formee_est_refusee() {
        for bad in ["", "a", "a/", "/b", "a/b/c", "../x/y", "É/b"] {
            assert!(split_reference(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn une_taille_est_un_nombre() {
        let sizes = |text| reduced_sizes(testing::tree([(SIZES, text)]).path());
        let read = sizes("# Trop grand.\nTOURS = 3\n").unwrap();
        assert_eq!(read, [("TOURS".to_owned(), "3".to_owned())]);
        assert_eq!(sizes("A = 1\nTOURS = \"3\"\n").unwrap_err().line, 2);
    }
}
