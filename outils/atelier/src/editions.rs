//! Le livre servi : sa dernière bonne édition, et l'erreur qui retarde la suivante.

use serde::Serialize;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;
use tokio::sync::watch;
use walkdir::WalkDir;

/// Ce qu'une page ouverte doit savoir du livre servi.
#[derive(Debug, Clone, Default, Serialize)]
pub struct News {
    /// Le numéro de l'édition servie ; la première porte la date, en
    /// millisecondes : un serveur relancé ne reprend pas ceux d'un autre.
    pub edition: u64,
    /// Ce qui empêche la suivante, tel que le terminal le dit.
    pub error: Option<String>,
    /// Les pages que cette édition a changées, chemins depuis la racine du site ;
    /// rien si toutes sont à recharger.
    pub changed: Option<BTreeSet<String>>,
}

/// Les éditions successives du livre, que plusieurs fils lisent et qu'un seul
/// renouvelle.
#[derive(Debug, Clone)]
pub struct Editions {
    current: watch::Sender<Arc<Edition>>,
}

#[derive(Debug, Default)]
struct Edition {
    folder: PathBuf,
    news: News,
}

impl Editions {
    /// La première : les pages sont dans `folder`.
    pub fn new(folder: PathBuf) -> Self {
        let age = UNIX_EPOCH.elapsed().unwrap_or_default().as_millis();
        let news = News {
            edition: u64::try_from(age).unwrap_or_default(),
            ..News::default()
        };
        Self {
            current: watch::Sender::new(Arc::new(Edition { folder, news })),
        }
    }

    /// Le dossier des pages de la dernière bonne édition.
    pub fn folder(&self) -> PathBuf {
        self.current.borrow().folder.clone()
    }

    /// Ce que l'on sait maintenant.
    pub fn news(&self) -> News {
        self.current.borrow().news.clone()
    }

    /// Attend et rend chaque nouvelle, à commencer par celle de l'instant.
    pub fn subscribe(&self) -> impl tokio_stream::Stream<Item = News> + use<> {
        use tokio_stream::StreamExt as _;
        tokio_stream::wrappers::WatchStream::new(self.current.subscribe())
            .map(|edition| edition.news.clone())
    }

    /// Une nouvelle édition, dans `folder`, prend la place de la précédente.
    ///
    /// # Errors
    ///
    /// Si l'un des deux dossiers ne se lit pas.
    pub fn publish(&self, folder: PathBuf) -> io::Result<()> {
        let previous = self.current.borrow().clone();
        let news = News {
            edition: previous.news.edition + 1,
            error: None,
            changed: changed_pages(&previous.folder, &folder)?,
        };
        self.current
            .send_replace(Arc::new(Edition { folder, news }));
        Ok(())
    }

    /// Un fichier du lecteur a changé : le livre est le même, mais une page ouverte
    /// peut le montrer.
    pub fn touch(&self) {
        self.current.send_modify(|current| {
            *current = Arc::new(Edition {
                folder: current.folder.clone(),
                news: News {
                    changed: Some(BTreeSet::new()),
                    ..current.news.clone()
                },
            });
        });
    }

    /// Le livre ne se construit plus ; la dernière bonne édition reste servie.
    pub fn fail(&self, error: String) {
        let previous = self.current.borrow().clone();
        let news = News {
            error: Some(error),
            changed: Some(BTreeSet::new()),
            ..previous.news.clone()
        };
        self.current.send_replace(Arc::new(Edition {
            folder: previous.folder.clone(),
            news,
        }));
    }
}

/// Les pages de `after` qui ne sont pas celles de `before`. Rien si un autre
/// fichier a changé : n'importe quelle page peut s'en servir.
fn changed_pages(before: &Path, after: &Path) -> io::Result<Option<BTreeSet<String>>> {
    let (before_files, after_files) = (files(before)?, files(after)?);
    let mut changed = BTreeSet::new();
    for file in before_files.union(&after_files) {
        let same = before_files.contains(file)
            && after_files.contains(file)
            && are_same(&before.join(file), &after.join(file))?;
        if same {
            continue;
        }
        if !file.ends_with(".html") {
            return Ok(None);
        }
        changed.insert(file.clone());
    }
    Ok(Some(changed))
}

/// Vrai de deux fichiers de même contenu ; le plus souvent, c'est un seul fichier, que
/// deux éditions ont en commun.
fn are_same(a: &Path, b: &Path) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let [a, b] = [fs::metadata(a)?, fs::metadata(b)?];
        if (a.dev(), a.ino()) == (b.dev(), b.ino()) {
            return Ok(true);
        }
    }
    Ok(fs::read(a)? == fs::read(b)?)
}

fn files(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = path.to_string_lossy().replace('\\', "/");
        // L'index de la recherche change à chaque mot ; aucune page ouverte n'en
        // dépend pour ce qu'elle montre.
        if !path.starts_with("genere/recherche/") && path != "print.html" {
            files.insert(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(pages: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in pages {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        dir
    }

    fn changes(before: &[(&str, &str)], after: &[(&str, &str)]) -> Option<Vec<String>> {
        let (before, after) = (book(before), book(after));
        let editions = Editions::new(before.path().to_owned());
        let first = editions.news().edition;
        editions.publish(after.path().to_owned()).unwrap();
        assert_eq!(editions.folder(), after.path());
        assert_eq!(editions.news().edition, first + 1);
        let changed = editions.news().changed?;
        Some(changed.into_iter().collect())
    }

    #[test]
    fn seules_les_pages_qui_ont_change_sont_a_recharger() {
        let before = [("a.html", "a"), ("c/b.html", "b"), ("s.css", "s")];
        let mut after = before;
        after[1].1 = "autre";
        assert_eq!(changes(&before, &after), Some(vec!["c/b.html".to_owned()]));
        assert_eq!(changes(&before, &before), Some(vec![]));
    }

    #[test]
    fn un_style_qui_change_recharge_toutes_les_pages() {
        let before = [("a.html", "a"), ("s.css", "s")];
        assert_eq!(changes(&before, &[("a.html", "a"), ("s.css", "t")]), None);
    }

    #[test]
    fn l_index_de_la_recherche_ne_recharge_rien() {
        let before = [("a.html", "a"), ("genere/recherche/i", "1")];
        let after = [("a.html", "a"), ("genere/recherche/i", "2")];
        assert_eq!(changes(&before, &after), Some(vec![]));
    }

    #[test]
    fn une_erreur_garde_l_edition_et_la_suivante_l_efface() {
        let dir = book(&[("a.html", "a")]);
        let editions = Editions::new(dir.path().to_owned());
        let first = editions.news().edition;
        editions.fail("src/a.md:3 : rien".to_owned());
        assert_eq!(editions.folder(), dir.path());
        assert_eq!(editions.news().edition, first);
        assert_eq!(editions.news().error.as_deref(), Some("src/a.md:3 : rien"));
        editions.publish(dir.path().to_owned()).unwrap();
        assert_eq!(editions.news().error, None);
    }
}
