//! Le livre tel que le lecteur le reçoit : rendu par mdBook dans un dossier
//! temporaire, puis réduit à ses identifiants et à ses liens.

use anyhow::{Context, Result};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use mdbook_cours::folders::copy_dir;
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// Ce qui n'est pas une source du livre.
const NOT_SOURCES: [&str; 3] = ["target", "book", "node_modules"];

/// Un site rendu ; les chemins sont relatifs à sa racine, `/` les sépare.
#[derive(Default)]
pub struct Site {
    /// Tous les fichiers.
    pub files: BTreeSet<String>,
    /// Les pages HTML.
    pub pages: BTreeMap<String, Html>,
}

/// Une page HTML.
#[derive(Default)]
pub struct Html {
    /// Les identifiants, dans l'ordre, répétitions comprises.
    pub ids: Vec<String>,
    /// Les `href` et les `src`.
    pub links: Vec<String>,
}

impl Site {
    /// Le site du livre dont la racine est `root`, où rien n'est écrit. Les couleurs
    /// du code, plus longues à faire que lui, se gardent dans le dossier `colors` : un
    /// autre livre, presque le même, les y retrouve.
    ///
    /// # Errors
    ///
    /// Ce que le préprocesseur ou mdBook reproche au livre.
    pub fn of_book(root: &Path, colors: &Path) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let generated = folder.path().join("genere");
        let used = generated.join("couleurs");
        if colors.is_dir() {
            copy_dir(colors, &used)?;
        }
        let mut config = Config::from_disk(root.join("book.toml"))?;
        for (key, path) in [
            ("build.build-dir", folder.path().join("livre")),
            ("output.html.theme", generated.join("theme")),
            ("preprocessor.cours.genere", generated),
        ] {
            config.set(key, path)?;
        }
        let site = Self::read(&mdbook_cours::render(root, config)?)?;
        copy_dir(&used, colors)?;
        Ok(site)
    }

    /// Le site d'un livre fait des pages données, dans l'ordre : leur chemin
    /// sous `src/`, leur texte. Le préprocesseur du cours n'y passe pas.
    ///
    /// # Errors
    ///
    /// Ce que mdBook reproche au livre.
    pub fn of_pages(pages: &[(&str, &str)]) -> Result<Self> {
        let root = tempfile::tempdir()?;
        let mut summary = String::new();
        for (file, text) in pages {
            let path = root.path().join("src").join(file);
            fs::create_dir_all(path.parent().context("un chemin a un dossier")?)?;
            fs::write(path, text)?;
            summary.push_str(&format!("- [{file}]({file})\n"));
        }
        fs::write(root.path().join("src/SUMMARY.md"), summary)?;
        let book = MDBook::load_with_config(root.path(), Config::default())?;
        book.build()?;
        Self::read(&book.build_dir_for("html"))
    }

    fn read(directory: &Path) -> Result<Self> {
        let mut site = Self::default();
        for entry in WalkDir::new(directory) {
            let path = entry?.into_path();
            if !path.is_file() {
                continue;
            }
            let name = path.strip_prefix(directory)?.to_string_lossy();
            let name = name.replace('\\', "/");
            if name.ends_with(".html") {
                let html = fs::read_to_string(&path)?;
                site.pages.insert(name.clone(), Html::parse(&html));
            }
            site.files.insert(name);
        }
        Ok(site)
    }
}

impl Html {
    fn parse(text: &str) -> Self {
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(text));
        let tokenizer = Tokenizer::new(Collector::default(), TokenizerOpts::default());
        // Le seul arrêt possible serait un script : le collecteur n'en
        // exécute pas.
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        tokenizer.sink.0.take()
    }
}

/// Retient les identifiants et les liens des balises ouvrantes.
#[derive(Default)]
struct Collector(RefCell<Html>);

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else {
            return TokenSinkResult::Continue;
        };
        if tag.kind == TagKind::EndTag {
            return TokenSinkResult::Continue;
        }
        let mut html = self.0.borrow_mut();
        for attribute in &tag.attrs {
            let value = attribute.value.to_string();
            match &*attribute.name.local {
                "id" => html.ids.push(value),
                // `<base>` n'est pas un lien.
                "href" | "src" if &*tag.name != "base" => html.links.push(value),
                _ => {}
            }
        }
        // Le contenu de ces éléments n'est pas du HTML.
        match &*tag.name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            _ => TokenSinkResult::Continue,
        }
    }
}

/// Copie dans `to` les sources du dépôt `from`.
///
/// # Errors
///
/// Un fichier qui ne se copie pas.
pub fn copy_sources(from: &Path, to: &Path) -> Result<()> {
    let sources = WalkDir::new(from)
        .min_depth(1)
        .into_iter()
        .filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            (name == ".cargo" || !name.starts_with('.')) && !NOT_SOURCES.contains(&&*name)
        });
    for entry in sources {
        let entry = entry?;
        let copy = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(copy)?;
        } else {
            fs::copy(entry.path(), copy)?;
        }
    }
    Ok(())
}

#[test]
fn une_page_se_reduit_a_ses_identifiants_et_a_ses_liens() {
    let html = Html::parse(
        "<base href=\"/\"><p id=\"a\"><a href=\"b.html?x=1&amp;y=2\">b</a><img src=\"c.svg\">\
         <script>'<p id=\"non\">'</script><style>p { }</style><!-- <p id=\"non\"> --><p id=\"a\">",
    );
    assert_eq!(html.ids, ["a", "a"]);
    assert_eq!(html.links, ["b.html?x=1&y=2", "c.svg"]);
}
