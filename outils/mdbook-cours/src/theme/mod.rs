//! Le thème : celui de mdBook en français, et le nôtre.

pub mod assembly;
pub mod contents;
pub mod french;
pub mod head;
pub mod light;
pub mod sitemap;

use crate::folders::File;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Les styles de mdBook, allégés, chemins depuis le dossier du thème.
///
/// # Errors
///
/// Un style que mdBook n'a plus.
pub fn styles() -> Result<Vec<File>> {
    const STYLES: [&str; 3] = ["css/chrome.css", "css/general.css", "css/variables.css"];
    let light = |(name, text): (&str, String)| (name.into(), light::style(&text).into_bytes());
    Ok(french::builtin(STYLES)?.into_iter().map(light).collect())
}

/// Les fichiers du dossier `theme` que mdBook prend tels quels : l'icône et les
/// polices, chemins depuis ce dossier.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn kept(theme: &Path) -> Result<Vec<File>> {
    let fonts = fs::read_dir(theme.join("fonts")).into_iter().flatten();
    let fonts = fonts
        .flatten()
        .map(|font| Path::new("fonts").join(font.file_name()));
    let icons = ["favicon.svg", "favicon.png"].map(Into::into);
    fonts
        .chain(icons)
        .filter(|name| theme.join(name).is_file())
        .map(|name| {
            let path = theme.join(&name);
            let contents =
                fs::read(&path).with_context(|| format!("{} ne se lit pas", path.display()))?;
            Ok((name, contents))
        })
        .collect()
}
