//! Les textes à relire : les pages, leurs quiz, le README et ses suites, les
//! listings et leurs variantes, les outils.

use super::passage::Passage;
use super::program::{self, Language};
use super::{prose, quiz as questions, variants};
use crate::language::word_list::{LIST, Quotes};
use crate::pages::page::root_documents;
use catalogue::{LISTINGS, VARIANTS};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// Les dossiers à relire, depuis la racine du livre.
const ROOTS: [&str; 4] = ["src", "listings", "exercices", "outils"];

/// Un fichier et ce qu'il donne à lire.
pub struct Document {
    /// Son chemin depuis la racine du livre.
    pub path: String,
    /// Tout son texte.
    pub source: String,
    /// La prose d'une page, les commentaires d'un programme.
    pub prose: Vec<Passage>,
    /// Les chaînes d'un listing : ce qu'il affiche.
    pub strings: Vec<Passage>,
    /// Les citations de la liste qui s'y trouvaient, retirées de ces textes.
    pub quotes: Vec<&'static str>,
}

/// Tous les fichiers à relire, dans l'ordre de leurs chemins.
pub static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let root = testing::root();
    let quotes = Quotes::new(&LIST);
    let documents = root_documents().into_iter().map(|document| document.file);
    documents
        .chain(ROOTS.map(str::to_owned))
        .map(|name| root.join(name))
        .filter(|path| path.exists())
        .flat_map(|path| walkdir::WalkDir::new(path).sort_by_file_name())
        .filter_map(|entry| {
            let entry = entry.expect("le livre se parcourt");
            let path = entry.path().strip_prefix(root).expect("sous la racine");
            entry.file_type().is_file().then(|| load(root, path))?
        })
        .map(|document| document.without(&quotes))
        .collect()
});

impl Document {
    /// Vrai d'une page.
    pub fn is_markdown(&self) -> bool {
        self.path.ends_with(".md")
    }

    /// Le même document, ses citations à part.
    fn without(mut self, quotes: &Quotes) -> Self {
        for passage in self.prose.iter_mut().chain(&mut self.strings) {
            self.quotes.extend(quotes.remove_from(passage));
        }
        self
    }
}

/// Lit le fichier `path` ; `None` si ce n'est pas un texte à relire.
fn load(root: &Path, path: &Path) -> Option<Document> {
    let extension = match path.to_str()? {
        name if name.ends_with(quiz::EXTENSION) => quiz::EXTENSION,
        name if name.ends_with(VARIANTS) => VARIANTS,
        _ => path.extension()?.to_str()?,
    };
    if ![quiz::EXTENSION, VARIANTS, "md", "rs", "go"].contains(&extension) || is_elsewhere(path) {
        return None;
    }
    let name = path.display();
    let source =
        fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{name} : {error}"));
    let language = match extension {
        "rs" => Some(Language::Rust),
        "go" => Some(Language::Go),
        _ => None,
    };
    let (prose, strings) = match language {
        _ if extension == quiz::EXTENSION => questions::passages(&name.to_string(), &source),
        _ if extension == VARIANTS => {
            let file = path.strip_prefix(LISTINGS).unwrap_or(path).display();
            variants::passages(&root.join(LISTINGS), &file.to_string(), &source)
        }
        None => (prose::passages(&source), Vec::new()),
        Some(language) => (
            program::comments(&source, language),
            match is_listing(path) {
                true => program::strings(&source, language),
                false => Vec::new(),
            },
        ),
    };
    Some(Document {
        path: name.to_string(),
        source,
        prose,
        strings,
        quotes: Vec::new(),
    })
}

/// Vrai de ce qui n'est pas un texte du livre : la copie que le lecteur a d'un
/// exercice.
fn is_elsewhere(path: &Path) -> bool {
    path.starts_with("exercices")
        && (path.ends_with("exercice.rs") || path.iter().any(|part| part == "sauvegardes"))
}

/// Vrai d'un programme du livre ou d'un exercice : ses chaînes sont du
/// français, celles d'un test ou d'un outil non.
fn is_listing(path: &Path) -> bool {
    let within = |folder: &str, tools: &[&str]| {
        path.starts_with(folder) && !tools.iter().any(|tool| path.starts_with(tool))
    };
    within("listings", &["listings/tests", "listings/build.rs"]) || within("exercices", &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seuls_les_programmes_du_livre_sont_des_listings() {
        assert!(is_listing(Path::new("listings/introduction/a.rs")));
        assert!(is_listing(Path::new("listings/introduction/refus/a.rs")));
        assert!(is_listing(Path::new("exercices/01_a/tests.rs")));
        for path in [
            "listings/tests/a.rs",
            "listings/build.rs",
            "outils/x/src/a.rs",
        ] {
            assert!(!is_listing(Path::new(path)), "{path}");
        }
    }

    #[test]
    fn la_copie_du_lecteur_ou_un_autre_genre_n_est_pas_lu() {
        let root = Path::new("/absent");
        for path in [
            "exercices/01_a/exercice.rs",
            "exercices/01_a/sauvegardes/exercice-1.rs",
            "listings/a/b.sortie",
            "src/a.svg",
            "Makefile",
        ] {
            assert!(load(root, Path::new(path)).is_none(), "{path}");
        }
    }
}
