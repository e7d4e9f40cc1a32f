//! `cargo xtask serve` : écrire en voyant le résultat.

use crate::workshop::Workshop;
use crate::{book, exercises, root, served};
use anyhow::Result;
use atelier::{Built, Extent, Settings};
use mdbook_cours::Edition;
use mdbook_cours::generated::READER_GRAPHS;
use mdbook_cours::settings::GENERATED;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Sert le livre sur localhost jusqu'à Ctrl-C (ou SIGTERM), qui est la façon
/// normale de finir : le statut est alors 0. `workshop` : exécute et explore aussi
/// les programmes du lecteur.
///
/// # Errors
///
/// Si le port est pris, ou si le livre ne se construit pas une première fois.
pub fn serve(port: u16, open: bool, workshop: bool) -> Result<ExitCode> {
    let root = root::find()?;
    let mut editions = Editions::new(&root, port);
    let settings = Settings {
        watched: watched(&root),
        of_reader: exercises::workshop::is_of_reader,
        // Une vérification d'exercice les écrit.
        live: (
            format!("/{READER_GRAPHS}"),
            root.join(GENERATED).join("site").join(READER_GRAPHS),
        ),
        port,
        open,
        build: Box::new(move |extent| {
            let built = editions.render(extent);
            built.map_err(|error| format!("{error:#}"))
        }),
        root: root.clone(),
        workshop: workshop.then(|| Arc::new(Workshop::new(&root)) as Arc<_>),
    };
    // Les autres commandes lisent cette note, et disent où sont les pages.
    atelier::serve(settings, || served::Note::write(&root, port))?;
    Ok(ExitCode::SUCCESS)
}

/// Ce dont le livre est fait.
fn watched(root: &Path) -> Vec<PathBuf> {
    ["book.toml", "exercices", "listings", "src", "theme"]
        .iter()
        .map(|path| root.join(path))
        .filter(|path| path.exists())
        .collect()
}

/// Les livres rendus l'un après l'autre : chacun dans un dossier neuf, pour qu'une
/// page ne soit jamais lue à moitié écrite.
struct Editions {
    root: PathBuf,
    /// Leur dossier, depuis la racine ; un par port.
    folder: String,
    /// Le rang de la dernière tentative.
    attempt: u64,
    /// Les bons, et leur dossier : celui qui est servi, et celui d'avant, qu'une page
    /// finit peut-être de lire.
    good: VecDeque<(PathBuf, Edition)>,
}

impl Editions {
    fn new(root: &Path, port: u16) -> Self {
        Self {
            root: root.to_owned(),
            folder: format!("target/servi/{port}"),
            attempt: 0,
            good: VecDeque::new(),
        }
    }

    fn render(&mut self, extent: Extent) -> Result<Built> {
        // Le port est à nous : personne d'autre ne sert ce dossier.
        if self.attempt == 0 {
            book::clear(&self.root.join(&self.folder))?;
        }
        self.attempt += 1;
        let folder = format!("{}/{}", self.folder, self.attempt);
        // Ce qui est généré, couleurs comprises, sert d'un lancement à l'autre.
        let mut settings = book::apart(&format!("{}-commun", self.folder));
        settings[0].1 = folder.clone().into();
        let last = match extent {
            Extent::Changes => self.good.back().map(|(_, edition)| edition),
            Extent::Rest => None,
        };
        let edition = book::edition(&self.root, &settings, last);
        let folder = self.root.join(folder);
        let edition = match edition {
            Ok(edition) => edition,
            Err(error) => {
                book::clear(&folder)?;
                return Err(error);
            }
        };
        let built = Built {
            folder: edition.pages.clone(),
            whole: edition.whole,
        };
        self.good.push_back((folder, edition));
        if self.good.len() > 2
            && let Some((old, _)) = self.good.pop_front()
        {
            book::clear(&old)?;
        }
        Ok(built)
    }
}
