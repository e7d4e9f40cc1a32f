//! Les pages, et la façon de dire où l'une d'elles se trompe.

use mdbook_cours::directives::exercise;
use mdbook_cours::error::line_of;
use std::fs;
use std::path::{Component, Path, PathBuf};
use testing::root;
use walkdir::WalkDir;

/// Le sommaire, et la page que mdBook sert à une adresse inconnue : ni l'un ni
/// l'autre n'est une page du sommaire.
const NOT_CHAPTERS: [&str; 2] = ["src/SUMMARY.md", "src/404.md"];

/// Un texte Markdown et son chemin.
pub struct Page {
    /// Chemin depuis la racine du dépôt, par exemple « src/avant-propos.md ».
    pub file: String,
    /// Le fichier où se lit son texte : le même, sauf pour un exercice, dont le
    /// texte est l'énoncé.
    source: String,
    /// Le texte.
    pub text: String,
}

impl Page {
    /// La page `file`, dont le texte est `text`.
    pub fn new(file: &str, text: &str) -> Self {
        Self {
            file: file.to_owned(),
            source: file.to_owned(),
            text: text.to_owned(),
        }
    }

    fn read(file: &str) -> Self {
        let text = fs::read_to_string(root().join(file))
            .unwrap_or_else(|error| panic!("{file} est illisible : {error}"));
        match exercise::of_page(&text) {
            Some(name) => Self {
                file: file.to_owned(),
                ..Self::read(&format!("exercices/{name}/enonce.md"))
            },
            None => Self::new(file, &text),
        }
    }

    /// « src/x.md:12 : message », à partir d'une ligne.
    pub fn error(&self, line: usize, message: &str) -> String {
        format!("{}:{line} : {message}", self.source)
    }

    /// De même, à partir d'un octet du texte.
    pub fn error_at(&self, offset: usize, message: &str) -> String {
        self.error(line_of(&self.text, offset), message)
    }

    /// Vrai si mdBook développe ce texte : ses `{{#…}}`, son code testé.
    pub fn in_book(&self) -> bool {
        self.file.starts_with("src/")
    }

    /// Le dossier de la page, depuis la racine du dépôt.
    pub fn directory(&self) -> &Path {
        Path::new(&self.file).parent().unwrap_or(Path::new(""))
    }
}

/// Toutes les pages.
pub fn pages() -> Vec<Page> {
    let pages: Vec<Page> = markdown_files()
        .iter()
        .map(|file| file.to_string_lossy().replace('\\', "/"))
        .filter(|file| !NOT_CHAPTERS.contains(&file.as_str()))
        .map(|file| Page::read(&file))
        .collect();
    assert!(!pages.is_empty(), "aucune page sous src/");
    pages
}

/// Le sommaire.
pub fn summary() -> Page {
    Page::read(NOT_CHAPTERS[0])
}

/// Ce qui se lit à la racine du dépôt, hors du livre : README et ses suites.
pub fn root_documents() -> Vec<Page> {
    let entries = fs::read_dir(root()).expect("la racine se parcourt");
    let names = entries.map(|entry| entry.expect("la racine se parcourt").file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".md"))
        .collect();
    names.sort();
    names.iter().map(|name| Page::read(name)).collect()
}

/// `path` sans ses `.` ni ses `..`.
pub fn clean(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if result.file_name().is_some() => {
                result.pop();
            }
            other => result.push(other),
        }
    }
    result
}

fn markdown_files() -> Vec<PathBuf> {
    WalkDir::new(root().join("src"))
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("src/ se parcourt").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| {
            path.strip_prefix(root())
                .expect("la page est sous la racine")
                .to_owned()
        })
        .collect()
}
