//! Le code mis en couleurs, une fois pour toutes.
//!
//! Classer les mots du livre entier prend plus longtemps que le construire : ce
//! qui l'a été est gardé dans un fichier, et n'est refait que pour un texte qui
//! change.

use crate::page::html::escape_text;
use crate::stamp::hash;
use files::write_if_changed;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{fs, io};

use super::syntax::Syntax;

/// Ce qui change toutes les couleurs : ce que le fichier garde d'une autre version
/// ne vaut rien.
const VERSION: &str = concat!(env!("SYNTECT_VERSION"), "\n", include_str!("syntax.rs"));

/// Met du code en couleurs ; plusieurs fils peuvent s'en servir.
#[derive(Default)]
pub struct Painter {
    syntax: OnceLock<Syntax>,
    file: Option<PathBuf>,
    known: BTreeMap<String, String>,
    used: Mutex<BTreeMap<String, String>>,
}

/// Ce que garde le fichier.
#[derive(Serialize, Deserialize)]
struct Memory {
    version: String,
    /// Par empreinte du texte, son HTML.
    blocks: BTreeMap<String, String>,
}

impl Painter {
    /// Un peintre qui se souvient de ce que garde `file` ; un fichier absent ou
    /// abîmé n'apprend rien.
    pub fn remembering(file: &Path) -> Self {
        let memory = fs::read(file).ok();
        let memory = memory.and_then(|text| serde_json::from_slice::<Memory>(&text).ok());
        Self {
            file: Some(file.to_owned()),
            known: memory
                .filter(|memory| memory.version == version())
                .map(|memory| memory.blocks)
                .unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Les lignes de `text`, du `language`, en HTML : chacune a ses propres
    /// balises, et pas de fin de ligne.
    pub fn lines(&self, language: &str, text: &str) -> Vec<String> {
        let key = format!("{language}-{:016x}", hash(text));
        // Le verrou n'est pas tenu pendant que l'on peint.
        let used = self.used().get(&key).cloned();
        let html = used.unwrap_or_else(|| {
            let known = self.known.get(&key);
            // Deux textes peuvent avoir la même empreinte.
            let known = known.filter(|html| shows(html, text));
            let html = known.cloned().unwrap_or_else(|| self.paint(language, text));
            self.used().insert(key, html.clone());
            html
        });
        html.split('\n').map(str::to_owned).collect()
    }

    fn used(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn paint(&self, language: &str, text: &str) -> String {
        let plain = escape_text(text.strip_suffix('\n').unwrap_or(text));
        let syntax = self.syntax.get_or_init(Syntax::load);
        let lines = syntax.lines(language, text).map(|lines| lines.join("\n"));
        lines.filter(|html| shows(html, text)).unwrap_or(plain)
    }

    /// Garde dans le fichier ce qui a servi.
    ///
    /// # Errors
    ///
    /// L'erreur d'entrée-sortie, avec le chemin.
    pub fn save(&self) -> io::Result<()> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let memory = Memory {
            version: version(),
            blocks: self.used().clone(),
        };
        write_if_changed(file, serde_json::to_vec(&memory)?)
    }
}

fn version() -> String {
    format!("{:016x}", hash(VERSION))
}

/// Ce HTML montre-t-il ce texte ?
fn shows(html: &str, text: &str) -> bool {
    let mut shown = String::with_capacity(html.len());
    for (i, part) in html.split('<').enumerate() {
        shown.push_str(match i {
            0 => part,
            _ => part.split_once('>').map_or("", |(_, text)| text),
        });
    }
    shown == escape_text(text.strip_suffix('\n').unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ce_qui_est_garde_n_est_pas_refait_sauf_s_il_ne_montre_pas_ce_texte() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("couleurs.json");
        let first = Painter::remembering(&file);
        let painted = first.lines("rust", "let a = 1;\n");
        first.save().unwrap();

        let kept = fs::read_to_string(&file).unwrap();
        fs::write(&file, kept.replace("<span", "<i").replace("</span", "</i")).unwrap();
        let changed = Painter::remembering(&file).lines("rust", "let a = 1;\n");
        assert_ne!(changed, painted, "relu, non refait");

        fs::write(&file, kept.replace(" a = ", " b = ")).unwrap();
        assert_eq!(
            Painter::remembering(&file).lines("rust", "let a = 1;\n"),
            painted
        );

        fs::write(&file, "{").unwrap();
        let second = Painter::remembering(&file);
        second.lines("go", "x\n");
        second.save().unwrap();
        let kept = fs::read_to_string(&file).unwrap();
        assert!(
            !kept.contains("rust-"),
            "ce qui ne sert plus s'en va : {kept}"
        );
    }

    #[test]
    fn le_texte_reste_le_meme() {
        for text in ["", "\n", "a < b && c > \"d\"\n\n", "sans fin", "é\tà\n"] {
            for language in ["rust", "go", "console", "inconnue"] {
                let html = Painter::default().lines(language, text).join("\n");
                assert!(shows(&html, text), "{language} {text:?} : {html}");
            }
        }
    }
}
