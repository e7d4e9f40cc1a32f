//! Les pages que nomme un argument.

use mdbook_driver::book::{BookItem, Chapter};
use quiz::normalize;
use serde::Serialize;

/// Le nom de tout le livre.
pub const BOOK: &str = "livre";

/// Les noms proches que donne un refus, au plus.
const SUGGESTIONS: usize = 5;

/// La ressemblance, de 0 à 1, au-delà de laquelle un nom est proche.
const CLOSE: f64 = 0.65;

/// Des pages à imprimer.
#[derive(Debug, PartialEq, Eq)]
pub struct Selection {
    /// Les pages, dans l'ordre du livre.
    pub pages: Vec<Page>,
    /// Le nom du fichier, sans son extension : « synchronisation-mutex ».
    pub file_name: String,
    /// Vrai si c'est tout le livre.
    pub whole: bool,
}

/// Une page, telle que la lit `navigateur/tools/print.mjs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// « synchronisation/mutex.html »
    pub file: String,
    /// « 2.2. », ou rien.
    pub number: String,
    /// Son titre dans le sommaire.
    pub name: String,
    /// 1 pour un chapitre, 2 pour l'une de ses pages ; celle qui est seule est à 1.
    pub level: usize,
}

impl Page {
    fn new(chapter: &Chapter, level: usize) -> Option<Self> {
        let file = chapter.path.as_ref()?.with_extension("html");
        Some(Self {
            file: file.to_string_lossy().replace('\\', "/"),
            number: chapter
                .number
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            name: chapter.name.clone(),
            level,
        })
    }

    /// « synchronisation/mutex »
    fn path(&self) -> &str {
        self.file.trim_end_matches(".html")
    }

    /// Ce qui la nomme.
    fn names(&self) -> [&str; 4] {
        let (folder, stem) = self.path().rsplit_once('/').unwrap_or(("", self.path()));
        // « index » n'est le nom de personne.
        let stem = if stem == "index" { folder } else { stem };
        let number = self.number.trim_end_matches('.');
        [self.path(), stem, number, &self.name]
    }

    /// Sa ressemblance avec `name`, de 0 à 1.
    fn likeness(&self, name: &str) -> f64 {
        let likeness = |own: &str| {
            let own = normalize(own);
            if own.contains(name) {
                1.0
            } else {
                strsim::normalized_damerau_levenshtein(&own, name)
            }
        };
        let [path, stem, _, title] = self.names();
        [path, stem, title]
            .map(likeness)
            .into_iter()
            .fold(0.0, f64::max)
    }
}

impl Selection {
    /// Ce que `name` nomme parmi `items`, le livre : une page, par son chemin, son
    /// numéro ou son titre ; un chapitre, par son dossier, son numéro ou son titre ; ou
    /// tout.
    ///
    /// # Errors
    ///
    /// Un message, si rien ne porte ce nom ou si plusieurs pages le portent.
    pub fn find(items: &[BookItem], name: &str) -> Result<Self, String> {
        let chapters = chapters(items);
        let all: Vec<Page> = chapters.concat();
        let asked = name.trim().trim_start_matches("./");
        let asked = asked.strip_prefix("src/").unwrap_or(asked);
        let asked = asked.trim_end_matches(".md").trim_end_matches(".html");
        let asked = asked.trim_end_matches(['/', '.']);
        if asked == BOOK {
            return Ok(Self {
                pages: all,
                file_name: BOOK.to_owned(),
                whole: true,
            });
        }

        let plain = normalize(asked);
        let is = |own: &str| !own.is_empty() && normalize(own) == plain;
        // Un chapitre, sauf si l'on nomme sa page d'ouverture par son chemin.
        if let Some(chapter) = chapters
            .iter()
            .find(|pages| pages.len() > 1 && pages[0].names()[1..].iter().any(|own| is(own)))
        {
            return Ok(Self::of(chapter.clone(), &plain));
        }
        let folder = format!("{asked}/");
        let inside: Vec<Page> = all
            .iter()
            .filter(|page| page.file.starts_with(&folder))
            .cloned()
            .collect();
        if !inside.is_empty() {
            return Ok(Self::of(inside, &plain));
        }
        let found: Vec<&Page> = all
            .iter()
            .filter(|page| page.names().into_iter().any(is))
            .collect();
        match found[..] {
            [page] => Ok(Self::of(vec![page.clone()], "")),
            [] => Err(refusal(name, &all, &plain)),
            _ => Err(format!(
                "« {name} » nomme plusieurs pages :\n{}",
                list(&found)
            )),
        }
    }

    /// Ces pages. `folder` est le nom que porte leur chapitre, faute de dossier.
    fn of(mut pages: Vec<Page>, folder: &str) -> Self {
        let first = pages[0].path();
        let file_name = match first.rsplit_once('/') {
            Some((folder, _)) if pages.len() > 1 => folder.to_owned(),
            _ if pages.len() > 1 => folder.replace(' ', "-"),
            _ => first.replace('/', "-"),
        };
        let top = pages.iter().map(|page| page.level).min().unwrap_or(1);
        for page in &mut pages {
            page.level -= top - 1;
        }
        Self {
            pages,
            file_name,
            whole: false,
        }
    }
}

/// Les pages, chapitre par chapitre ; hors d'un chapitre, une page en est un.
fn chapters(items: &[BookItem]) -> Vec<Vec<Page>> {
    fn push(chapter: &Chapter, level: usize, pages: &mut Vec<Page>) {
        pages.extend(Page::new(chapter, level));
        for item in &chapter.sub_items {
            if let BookItem::Chapter(inner) = item {
                push(inner, level + 1, pages);
            }
        }
    }
    let chapters = items.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) => Some(chapter),
        _ => None,
    });
    chapters
        .map(|chapter| {
            let mut pages = Vec::new();
            push(chapter, 1, &mut pages);
            pages
        })
        .filter(|pages| !pages.is_empty())
        .collect()
}

/// Ce que l'on répond à un nom que rien ne porte.
fn refusal(name: &str, all: &[Page], plain: &str) -> String {
    let mut close: Vec<(f64, &Page)> = all
        .iter()
        .map(|page| (page.likeness(plain), page))
        .filter(|(likeness, _)| !plain.is_empty() && *likeness >= CLOSE)
        .collect();
    close.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    close.truncate(SUGGESTIONS);
    let close: Vec<&Page> = close.into_iter().map(|(_, page)| page).collect();
    let head = format!("le livre n'a ni page ni chapitre « {name} »");
    if close.is_empty() {
        format!("{head} ; src/SUMMARY.md les nomme tous.")
    } else {
        format!("{head} ; voulez-vous dire :\n{}", list(&close))
    }
}

fn list(pages: &[&Page]) -> String {
    let lines = pages
        .iter()
        .map(|page| format!("  {}  ({})", page.path(), page.name));
    Vec::from_iter(lines).join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use mdbook_driver::book::SectionNumber;

    fn chapter(name: &str, path: &str, number: &[u32], inner: Vec<BookItem>) -> BookItem {
        let mut chapter = Chapter::new(name, String::new(), path, Vec::new());
        chapter.number = (!number.is_empty()).then(|| SectionNumber::new(number));
        chapter.sub_items = inner;
        BookItem::Chapter(chapter)
    }

    fn book() -> Vec<BookItem> {
        let page = |name, path, number: &[u32]| chapter(name, path, number, Vec::new());
        let lessons = vec![
            page("Le rendez-vous : d'abord", "sync/rendez_vous.md", &[1, 1]),
            page("Mutex : la donnée", "sync/mutex.md", &[1, 2]),
        ];
        vec![
            page("Avant-propos", "avant-propos.md", &[]),
            chapter("Synchronisation", "sync/index.md", &[1], lessons),
            BookItem::Separator,
            chapter(
                "Pièges",
                "pieges/index.md",
                &[2],
                vec![page("Famine", "pieges/famine.md", &[2, 1])],
            ),
            page("Glossaire", "annexes/glossaire.md", &[]),
            page("Sources", "annexes/sources.md", &[]),
        ]
    }

    fn files(name: &str) -> (Vec<String>, String) {
        let found = Selection::find(&book(), name).unwrap();
        let pages = found.pages.iter().map(|page| page.path().to_owned());
        (pages.collect(), found.file_name)
    }

    #[test]
    fn une_page_se_nomme_de_plusieurs_facons() {
        for name in [
            "sync/mutex",
            "sync/mutex.md",
            "src/sync/mutex.md",
            "./src/sync/mutex.md",
            "sync/mutex.html",
            "mutex",
            "1.2",
            "1.2.",
            "Mutex : la donnée",
            "MUTEX : la donnee",
        ] {
            let expected = (vec!["sync/mutex".to_owned()], "sync-mutex".to_owned());
            assert_eq!(files(name), expected, "{name}");
        }
        assert_eq!(files("avant-propos").1, "avant-propos");
        assert_eq!(files("sync/index").0, ["sync/index"]);
    }

    #[test]
    fn un_chapitre_se_nomme_par_son_dossier_son_numero_ou_son_titre() {
        let pages = ["sync/index", "sync/rendez_vous", "sync/mutex"];
        for name in ["sync", "src/sync/", "1", "Synchronisation"] {
            let (found, file_name) = files(name);
            assert_eq!(
                (&found[..], &file_name[..]),
                (&pages.map(str::to_owned)[..], "sync"),
                "{name}"
            );
        }
        assert_eq!(files("pieges").0, ["pieges/index", "pieges/famine"]);
        // Des pages d'un même dossier, sans chapitre.
        assert_eq!(files("annexes").0, ["annexes/glossaire", "annexes/sources"]);
    }

    #[test]
    fn tout_le_livre_garde_ses_niveaux_et_ses_numeros() {
        let whole = Selection::find(&book(), "livre").unwrap();
        let numbered: Vec<(&str, usize)> = whole
            .pages
            .iter()
            .map(|page| (&page.number[..], page.level))
            .collect();
        let expected = [
            ("", 1),
            ("1.", 1),
            ("1.1.", 2),
            ("1.2.", 2),
            ("2.", 1),
            ("2.1.", 2),
            ("", 1),
            ("", 1),
        ];
        assert_eq!(numbered, expected);
        assert!(whole.whole);
        // Seule, une page n'est sous aucune autre.
        assert_eq!(Selection::find(&book(), "1.2").unwrap().pages[0].level, 1);
    }

    #[test]
    fn un_nom_faux_est_refuse_avec_les_noms_proches() {
        let refused = |name| Selection::find(&book(), name).unwrap_err();
        for (name, close) in [
            ("sync/mutx", "  sync/mutex  (Mutex : la donnée)"),
            (
                "rendez-vous",
                "  sync/rendez_vous  (Le rendez-vous : d'abord)",
            ),
            ("famin", "  pieges/famine  (Famine)"),
        ] {
            let message = refused(name);
            let head =
                format!("le livre n'a ni page ni chapitre « {name} » ; voulez-vous dire :\n");
            assert_eq!(message, head + close);
        }
        for name in ["9.9", "zzzz", ""] {
            let expected = format!(
                "le livre n'a ni page ni chapitre « {name} » ; src/SUMMARY.md les nomme tous."
            );
            assert_eq!(refused(name), expected);
        }
    }
}
