//! Les dessins des diagrammes, gardés en SVG à côté des pages.
//!
//! `cargo xtask diagrammes` les fait, dans un vrai navigateur ; la page les contient,
//! et n'a donc besoin ni de Mermaid, ni de JavaScript. Chacun a deux formes : large,
//! et étroite pour un téléphone ; le style de la page montre celle qui tient.

use crate::page::diagrams::{SCRIPT_URL, diagrams};
use crate::stamp::stamp;
use files::{FileError, line_of};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Ce qui dessine : un dessin fait par un autre est à refaire.
const TOOL: &str = include_str!("../../../../navigateur/tools/draw.mjs");

/// Les formes d'un dessin : leur nom, et celui de leur fichier.
pub const FORMS: [(&str, &str); 2] = [("wide", "large"), ("narrow", "etroit")];

/// Ce qu'il faut pour dessiner un diagramme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawing {
    /// L'identifiant de ses formes, unique dans le livre.
    pub id: String,
    /// Sa page, chemin HTML depuis la racine du site.
    pub page: String,
    /// Sa source, en Mermaid.
    pub source: String,
    /// Le chemin de la page, son numéro de ligne, et le rang du diagramme.
    #[serde(skip)]
    place: (PathBuf, usize, usize),
}

impl Drawing {
    /// Le diagramme de rang `rank`, à partir de 1, de la page `page`, chemin depuis
    /// le dossier des sources.
    pub fn new(page: &Path, line: usize, rank: usize, source: &str) -> Self {
        let html = match page.file_name().is_some_and(|name| name == "README.md") {
            true => page.with_file_name("index.html"),
            false => page.with_extension("html"),
        };
        let html = html.to_string_lossy().replace('\\', "/");
        let name = html.trim_end_matches(".html").replace(['/', '_'], "-");
        Self {
            id: format!("diagramme-{name}-{rank}"),
            page: html,
            source: source.to_owned(),
            place: (page.to_owned(), line, rank),
        }
    }

    /// Le fichier de l'une de ses formes, chemin depuis le dossier des sources.
    pub fn path(&self, form: &str) -> PathBuf {
        let (page, _, rank) = &self.place;
        page.with_extension(format!("{rank}.{form}.svg"))
    }

    /// Le dessin `svg`, marqué de ce dont il est fait.
    pub fn mark(&self, svg: &str) -> String {
        svg.replacen(
            "<svg ",
            &format!("<svg data-source=\"{}\" ", self.stamp()),
            1,
        )
    }

    /// Ses deux formes, si elles sont gardées dans `src` et à jour.
    pub fn kept(&self, src: &Path) -> Option<[String; 2]> {
        let mark = format!("<svg data-source=\"{}\" ", self.stamp());
        let read = |form| {
            let text = fs::read_to_string(src.join(self.path(form))).ok()?;
            text.starts_with(&mark).then(|| text.trim_end().to_owned())
        };
        Some([read(FORMS[0].1)?, read(FORMS[1].1)?])
    }

    fn stamp(&self) -> String {
        stamp(&[SCRIPT_URL, TOOL, &self.source].join("\n"))
    }
}

/// Les diagrammes des pages de `src`.
///
/// # Errors
///
/// Une page qui ne se lit pas.
pub fn all(src: &Path) -> Result<Vec<Drawing>, FileError> {
    let mut drawings = Vec::new();
    for entry in WalkDir::new(src).sort_by_file_name().into_iter().flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let page = path.strip_prefix(src).unwrap_or(path);
        let text = fs::read_to_string(path)
            .map_err(|error| FileError::new(Path::new("src").join(page), 1, error))?;
        drawings.extend(diagrams(&text).enumerate().map(|(index, diagram)| {
            let line = line_of(&text, diagram.range.start);
            Drawing::new(page, line, index + 1, diagram.body)
        }));
    }
    Ok(drawings)
}

/// Les fichiers de dessins de `src`, chemins depuis ce dossier.
pub fn files(src: &Path) -> Vec<PathBuf> {
    WalkDir::new(src)
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .map(walkdir::DirEntry::into_path)
        .filter(|path| {
            let name = path.to_string_lossy();
            FORMS
                .iter()
                .any(|(_, form)| name.ends_with(&format!(".{form}.svg")))
        })
        .map(|path| path.strip_prefix(src).map(Path::to_owned).unwrap_or(path))
        .collect()
}

/// Les dessins à faire, à refaire ou à effacer dans `src`, avec la page et la ligne.
///
/// # Errors
///
/// Une page qui ne se lit pas.
pub fn check(src: &Path) -> Result<Vec<FileError>, FileError> {
    let drawings = all(src)?;
    let remedy = "lancez cargo xtask diagrammes";
    let mut errors: Vec<FileError> = drawings
        .iter()
        .filter(|drawing| drawing.kept(src).is_none())
        .map(|drawing| {
            let (page, line, _) = &drawing.place;
            let message =
                format!("le dessin de ce diagramme manque, ou n'est plus le sien : {remedy}");
            FileError::new(Path::new("src").join(page), *line, message)
        })
        .collect();
    let known: Vec<PathBuf> = drawings
        .iter()
        .flat_map(|drawing| FORMS.map(|(_, form)| drawing.path(form)))
        .collect();
    errors.extend(
        files(src)
            .into_iter()
            .filter(|file| !known.contains(file))
            .map(|file| {
                let message = format!("ce dessin n'est plus celui d'aucun diagramme : {remedy}");
                FileError::new(Path::new("src").join(file), 1, message)
            }),
    );
    Ok(errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# T\n\n```mermaid\nflowchart LR\nA --> B\n```\n";

    #[test]
    fn un_dessin_absent_perime_ou_de_trop_est_dit_avec_sa_ligne() {
        let dir = tempfile::tempdir().unwrap();
        let src = dir.path();
        fs::create_dir(src.join("c")).unwrap();
        fs::write(src.join("c/p_q.md"), PAGE).unwrap();
        let told = || -> Vec<String> {
            let errors = check(src).unwrap();
            errors.iter().map(ToString::to_string).collect()
        };
        assert!(
            told()[0].starts_with("src/c/p_q.md:3: le dessin"),
            "{:?}",
            told()
        );

        let drawing = all(src).unwrap().remove(0);
        assert_eq!(drawing.id, "diagramme-c-p-q-1");
        for (_, form) in FORMS {
            fs::write(
                src.join(drawing.path(form)),
                drawing.mark("<svg id=\"x\"/>\n"),
            )
            .unwrap();
        }
        assert_eq!(told(), [""; 0]);
        assert!(drawing.kept(src).unwrap()[1].ends_with("id=\"x\"/>"));

        fs::write(src.join("c/p_q.md"), PAGE.replace("B", "C")).unwrap();
        assert_eq!(told().len(), 1);
        fs::write(src.join("c/p_q.md"), "# T\n").unwrap();
        assert!(
            told()[0].starts_with("src/c/p_q.1.etroit.svg:1: ce dessin"),
            "{:?}",
            told()
        );
        assert_eq!(told().len(), 2);
    }
}
