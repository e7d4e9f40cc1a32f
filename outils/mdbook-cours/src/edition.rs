//! Le livre rendu dans ce processus, sans le programme `mdbook`.
//!
//! Une [`Edition`] sait de quoi elle est faite : la suivante ne refait que les pages
//! qui changent, et prend les autres chez elle. Ce que lisent toutes les pages, l'index
//! de la recherche et la page d'impression, y retarde alors d'une édition.

use crate::folders::{link_dir, update_dir};
use crate::generated::{self, Site};
use crate::preprocessor::{CoursePreprocessor, Indexing};
use crate::settings::Settings;
use crate::stamp;
use anyhow::{Context, Result};
use mdbook_driver::MDBook;
use mdbook_html::HtmlHandlebars;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config;
use mdbook_renderer::{RenderContext, Renderer};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use toml::Table;
use walkdir::WalkDir;

/// La page d'une adresse qui ne mène à rien : elle n'est pas un chapitre.
const NOT_FOUND: &str = "404.html";

/// Un livre rendu.
#[derive(Debug)]
pub struct Edition {
    /// Le dossier de ses pages.
    pub pages: PathBuf,
    /// Vrai si tout y est de cette édition ; faux si l'index de la recherche et la page
    /// d'impression sont d'une précédente.
    pub whole: bool,
    /// Ses réglages, hors du dossier où il est.
    config: Config,
    /// Ses chapitres, développés.
    book: Book,
    /// Les fichiers de son thème, et leur empreinte.
    theme: BTreeMap<PathBuf, u64>,
}

/// Rend le livre de racine `root`, réglé par `config`, et rend le dossier de ses
/// pages.
///
/// # Errors
///
/// Ce que le préprocesseur ou mdBook reproche au livre.
pub fn render(root: &Path, config: Config) -> Result<PathBuf> {
    Ok(Edition::new(root, config)?.pages)
}

impl Edition {
    /// Rend tout le livre de racine `root`, réglé par `config`.
    ///
    /// # Errors
    ///
    /// Ce que le préprocesseur ou mdBook reproche au livre.
    pub fn new(root: &Path, config: Config) -> Result<Self> {
        let site = Site::default();
        let draft = Draft::new(root, config, Indexing::Later(site.index.clone()))?;
        draft.render(draft.expanded.clone(), &draft.pages)?;
        if draft.has_site {
            site.complete(root, &draft.settings, &draft.pages)?;
        }
        draft.publish(true)
    }

    /// Rend le livre tel qu'il est devenu, dans un autre dossier, que dit `config` : les
    /// pages qui n'ont pas changé sont celles de cette édition. Si le sommaire, les
    /// réglages ou le thème ont changé, tout est refait.
    ///
    /// # Errors
    ///
    /// Ce que le préprocesseur ou mdBook reproche au livre.
    pub fn next(&self, root: &Path, config: Config) -> Result<Self> {
        if self.config != comparable(&config) {
            return Self::new(root, config);
        }
        let draft = Draft::new(root, config.clone(), Indexing::Never)?;
        let same_theme = theme(&draft.book)? == self.theme;
        let Some(changes) = changes(&self.book, &draft.expanded).filter(|_| same_theme) else {
            return Self::new(root, config);
        };
        link_dir(&self.pages, &draft.pages)?;
        // mdBook range à côté ce qu'il rend d'un livre qui n'a que ces pages.
        let aside = draft.pages.with_file_name("changements");
        draft.render(changes.book, &aside)?;
        keep_changes(&aside, &changes.pages, &self.pages)?;
        if draft.has_site {
            generated::finish_pages(root, &draft.settings, &aside, false)?;
            update_dir(&generated::site_folder(root, &draft.settings), &draft.pages)?;
        }
        update_dir(&aside, &draft.pages)?;
        fs::remove_dir_all(&aside).with_context(|| aside.display().to_string())?;
        draft.publish(false)
    }
}

/// Un livre développé, qui reste à rendre.
struct Draft {
    book: MDBook,
    settings: Settings,
    expanded: Book,
    titles: HashMap<PathBuf, String>,
    pages: PathBuf,
    /// Vrai si `book.toml` demande ce qui va à côté des pages.
    has_site: bool,
}

impl Draft {
    fn new(root: &Path, mut config: Config, index: Indexing) -> Result<Self> {
        // Compilé ici sans sa recherche, mdBook se plaindrait de ne pas en savoir lire
        // le réglage, qui la désactive.
        if let Some(mut html) = config.get::<Table>("output.html")? {
            html.remove("search");
            config.set("output.html", html)?;
        }
        let settings = Settings::load(root, &config)?;
        let mut book = MDBook::load_with_config(root, config)?;
        let has_site = book.config.contains_key(&format!("output.{}", Site::NAME));
        // Il prend la place de la commande de `book.toml`, qui fait de même.
        book.with_preprocessor(CoursePreprocessor {
            index: match has_site {
                true => index,
                false => Indexing::Now,
            },
        });
        let (expanded, context) = book.preprocess_book(&HtmlHandlebars::new())?;
        Ok(Self {
            pages: book.build_dir_for("html"),
            titles: context.chapter_titles.take(),
            book,
            settings,
            expanded,
            has_site,
        })
    }

    /// Fait rendre `book` à mdBook, dans `folder`.
    fn render(&self, book: Book, folder: &Path) -> Result<()> {
        let mut context =
            RenderContext::new(&self.book.root, book, self.book.config.clone(), folder);
        context.chapter_titles = self.titles.clone();
        HtmlHandlebars::new()
            .render(&context)
            .context("mdBook ne rend pas le livre")
    }

    fn publish(self, whole: bool) -> Result<Edition> {
        Ok(Edition {
            theme: theme(&self.book)?,
            config: comparable(&self.book.config),
            pages: self.pages,
            book: self.expanded,
            whole,
        })
    }
}

/// `config`, sans le dossier du livre.
fn comparable(config: &Config) -> Config {
    let mut config = config.clone();
    config.build.build_dir = PathBuf::new();
    if let Ok(Some(mut html)) = config.get::<Table>("output.html") {
        html.remove("search");
        let _ = config.set("output.html", html);
    }
    config
}

/// Les fichiers du thème de `book`, et leur empreinte. L'en-tête n'y est pas : il a un
/// cas par page, que seule cette page lit, et qui vient de son texte.
fn theme(book: &MDBook) -> Result<BTreeMap<PathBuf, u64>> {
    let mut files = BTreeMap::new();
    for entry in WalkDir::new(book.theme_dir()) {
        let entry = entry.context("le dossier du thème ne se lit pas")?;
        if entry.file_type().is_file() && entry.file_name() != "head.hbs" {
            let path = entry.into_path();
            let contents = fs::read(&path).with_context(|| path.display().to_string())?;
            files.insert(path, stamp::hash_bytes(&contents));
        }
    }
    Ok(files)
}

/// Les pages à refaire.
struct Changes {
    /// Leurs chapitres, et leurs voisins, dont elles disent le nom ; ceux-là sans texte.
    book: Book,
    /// Leurs HTML, chemins depuis le dossier des pages.
    pages: HashSet<PathBuf>,
}

/// Ce qui change de `before` à `after` ; rien si les deux n'ont pas le même sommaire.
fn changes(before: &Book, after: &Book) -> Option<Changes> {
    let (old, new): (Vec<_>, Vec<_>) = (chapters(before).collect(), chapters(after).collect());
    let same = |(old, new): (&&Chapter, &&Chapter)| {
        let place = |chapter: &Chapter| {
            let Chapter {
                name,
                number,
                path,
                parent_names,
                ..
            } = chapter.clone();
            (name, number, path, parent_names)
        };
        place(old) == place(new)
    };
    if !(old.len() == new.len() && old.iter().zip(&new).all(same))
        || outline(before) != outline(after)
    {
        return None;
    }
    let changed: Vec<bool> = old
        .iter()
        .zip(&new)
        .map(|(old, new)| old.content != new.content)
        .collect();
    let mut book = Book::new();
    let mut pages = HashSet::new();
    for (rank, chapter) in new.iter().enumerate() {
        let around = rank.saturating_sub(1)..=(rank + 1).min(new.len() - 1);
        if !changed[around].contains(&true) {
            continue;
        }
        let mut chapter = Chapter {
            sub_items: Vec::new(),
            ..(*chapter).clone()
        };
        match &chapter.path {
            Some(path) if changed[rank] => {
                pages.insert(path.with_extension("html"));
                // mdBook fait aussi de la première page celle de l'accueil.
                if rank == 0 {
                    pages.insert("index.html".into());
                }
            }
            _ => chapter.content.clear(),
        }
        book.items.push(BookItem::Chapter(chapter));
    }
    Some(Changes { book, pages })
}

/// Les chapitres de `book` qui ont une page, dans l'ordre de lecture.
fn chapters(book: &Book) -> impl Iterator<Item = &Chapter> {
    book.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) if chapter.path.is_some() => Some(chapter),
        _ => None,
    })
}

/// Ce que le sommaire montre d'autre.
fn outline(book: &Book) -> Vec<String> {
    let items = book.iter();
    items
        .map(|item| match item {
            BookItem::Chapter(chapter) => chapter.name.clone(),
            BookItem::Separator => String::new(),
            BookItem::PartTitle(title) => format!("# {title}"),
        })
        .collect()
}

/// Ne garde du dossier `aside`, où mdBook n'a rendu que quelques chapitres, que ce qui y
/// est comme dans le livre entier : les pages de `changed`, et ce qui n'est pas fait des
/// chapitres. Elles y nomment la table des matières de `before`.
fn keep_changes(aside: &Path, changed: &HashSet<PathBuf>, before: &Path) -> Result<()> {
    let (ours, theirs) = (contents_script(aside)?, contents_script(before)?);
    for entry in WalkDir::new(aside) {
        let entry = entry.with_context(|| aside.display().to_string())?;
        let path = entry.path();
        let name = path.strip_prefix(aside).unwrap_or(path);
        let context = || path.display().to_string();
        if name == Path::new(&ours) {
            fs::remove_file(path).with_context(context)?;
        } else if name.extension().is_some_and(|it| it == "html") {
            if changed.contains(name) || name == Path::new(NOT_FOUND) {
                let html = fs::read_to_string(path).with_context(context)?;
                fs::write(path, html.replace(&ours, &theirs)).with_context(context)?;
            } else {
                fs::remove_file(path).with_context(context)?;
            }
        }
    }
    Ok(())
}

/// Le script de la table des matières du livre de dossier `pages` : son nom change avec
/// elle.
fn contents_script(pages: &Path) -> Result<String> {
    let context = || pages.display().to_string();
    for entry in fs::read_dir(pages).with_context(context)? {
        let name = entry
            .with_context(context)?
            .file_name()
            .to_string_lossy()
            .into_owned();
        if name.starts_with("toc-") && name.ends_with(".js") {
            return Ok(name);
        }
    }
    // Les noms des fichiers ne disent pas leur contenu.
    Ok("toc.js".to_owned())
}
