//! Ce que la construction écrit, hors des sources du livre.
//!
//! | dossier, sous `genere` de `book.toml` | ce qu'il contient |
//! |---|---|
//! | `theme/` | les gabarits, l'icône et les polices, que mdBook lit : `output.html.theme` |
//! | `site/` | ce qui va à côté des pages ; [`Site`] l'y met |
//! | `couleurs/` | les couleurs du code, pour ne pas les refaire : voir [`colors`](crate::colors) |
//!
//! mdBook efface le dossier des pages avant de les écrire : ce qui va à côté
//! d'elles vient après, par un second rendu, que mdBook lance après celui de
//! `html` parce que `site` le suit dans l'ordre alphabétique.

use crate::colors::{self, Painter};
use crate::directives::repair;
use crate::folders::{File, copy_dir, rewrite_pages, sync_dir};
use crate::index::Later;
use crate::page::{scripts, tables, traits};
use crate::questions;
use crate::settings::Settings;
use anyhow::Result;
use files::write_if_changed;
use mdbook_renderer::{RenderContext, Renderer};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// Le dossier des graphes du lecteur, depuis la racine du site : une commande les
/// y met, la construction les laisse.
pub const READER_GRAPHS: &str = "genere/graphes/exercices";

/// Où est l'index de la recherche, depuis la racine du site ; `theme/search.js` l'y prend.
pub const INDEX_DIR: &str = "genere/recherche";

/// Le script du graphe de l'exercice `name`, quand il n'y en a aucun à montrer : une
/// adresse qui y mène ne demande alors rien d'absent.
pub fn nothing_to_show(name: &str) -> String {
    format!("(window.courseGraphs ??= {{}})[\"exercices/{name}\"] = null;\n")
}

/// Écrit un script sans graphe pour ceux de `exercises` qui n'en ont aucun, dans le
/// livre de racine `root`.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn reserve(root: &Path, settings: &Settings, exercises: &[&str]) -> Result<()> {
    let folder = site_folder(root, settings);
    for name in exercises {
        let script = folder.join(format!("{READER_GRAPHS}/{name}.js"));
        if !script.exists() {
            write_if_changed(&script, nothing_to_show(name))?;
        }
    }
    Ok(())
}

/// Le peintre du livre de racine `root`, qui garde dans le fichier `name` ce qu'il a
/// mis en couleurs.
pub fn painter(root: &Path, settings: &Settings, name: &str) -> Painter {
    let folder = root.join(&settings.generated).join("couleurs");
    Painter::remembering(&folder.join(name).with_extension("json"))
}

/// Écrit les fichiers du thème et ceux du site du livre de racine `root` ; ceux
/// qui ne sont plus dans ces listes s'en vont, sauf l'index de la recherche, qui a le
/// temps de venir.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn write(root: &Path, settings: &Settings, theme: &[File], site: &[File]) -> Result<()> {
    let folder = root.join(&settings.generated);
    sync_dir(&folder.join("theme"), theme, &[])?;
    sync_dir(&folder.join("site"), site, &[READER_GRAPHS, INDEX_DIR])
}

/// Écrit l'index de la recherche du livre de racine `root`.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn write_index(root: &Path, settings: &Settings, index: &[File]) -> Result<()> {
    let folder = site_folder(root, settings);
    sync_dir(&folder.join(INDEX_DIR), index, &[])
}

/// Le rendu `site` : met leur code en couleurs, leur retire ce qui ne leur sert pas, et
/// met à côté d'elles ce dont elles ont besoin.
#[derive(Default)]
pub struct Site {
    /// L'index de la recherche, s'il n'est pas encore écrit.
    pub index: Later,
}

impl Site {
    /// Son nom, dans `book.toml`.
    pub const NAME: &str = "site";

    /// Complète les pages du livre de racine `root`, que mdBook a mises dans `pages`.
    ///
    /// # Errors
    ///
    /// L'erreur d'entrée-sortie, avec le chemin.
    pub fn complete(&self, root: &Path, settings: &Settings, pages: &Path) -> Result<()> {
        finish_pages(root, settings, pages, true)?;
        if let Some(index) = self.index.wait()? {
            write_index(root, settings, &index)?;
        }
        copy_dir(&site_folder(root, settings), pages)
    }
}

/// Le dossier de ce qui va à côté des pages du livre de racine `root`.
pub fn site_folder(root: &Path, settings: &Settings) -> PathBuf {
    root.join(&settings.generated).join("site")
}

/// Met en couleurs le code des pages du dossier `pages`, leur retire ce qui ne leur sert
/// pas, écrit leurs questions. `all` : ce sont toutes celles du livre de racine `root`.
///
/// # Errors
///
/// L'erreur d'entrée-sortie, avec le chemin.
pub fn finish_pages(root: &Path, settings: &Settings, pages: &Path, all: bool) -> Result<()> {
    let painter = painter(root, settings, "pages");
    let whole = pages.join("print.html");
    rewrite_pages(pages, |path, html| {
        let mut page = colors::pages::paint(html, &painter);
        questions::write(pages, path, &page)?;
        for change in [scripts::unload, tables::stack, traits::mark] {
            apply(change, &mut page);
        }
        if path == whole {
            apply(repair::load_once, &mut page);
        }
        Ok(page)
    })?;
    // Il n'est gardé que ce qui a servi.
    if all {
        painter.save()?;
    }
    Ok(())
}

/// Fait de `page` ce que `change` en fait.
fn apply(change: impl Fn(&str) -> Cow<'_, str>, page: &mut Cow<'_, str>) {
    if let Cow::Owned(changed) = change(page) {
        *page = Cow::Owned(changed);
    }
}

impl Renderer for Site {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn render(&self, ctx: &RenderContext) -> Result<()> {
        let settings = Settings::load(&ctx.root, &ctx.config)?;
        // mdBook range les pages à côté de ce rendu.
        self.complete(
            &ctx.root,
            &settings,
            &ctx.destination.with_file_name("html"),
        )
    }
}
