//! L'index de la recherche.
//!
//! Celui de mdBook est anglais : « donnee », « execution » et tout mot élidé
//! (« l'interblocage ») n'y trouvent rien. [Pagefind](https://pagefind.app),
//! employé ici comme bibliothèque, connaît les racines françaises, ignore les
//! accents et les apostrophes, et ne charge que les morceaux d'index utiles.
//!
//! L'index est fait avant les pages, à partir de leur Markdown : ce module refait
//! donc les ancres que mdBook donnera aux titres ; un test compare les deux.

use crate::folders::File;
use crate::page::anchors::{id_from_content, text_of, unique_id};
use crate::page::calls::calls;
use crate::page::html::{CODE_WEIGHT, escape};
use crate::page::markdown::options;
use crate::page::splice::splice;
use anyhow::{Context, Result, anyhow};
use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd, html};
use std::collections::HashSet;
use std::mem;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// Ce que la page affiche mais que l'on ne cherche pas : numéros, étiquettes,
/// commandes, sorties des programmes, quiz.
const EXCLUDED: &[&str] = &[
    ".alert-title",
    ".overview",
    ".footnote-reference",
    ".listing-label",
    ".listing-number",
    ".listing-footer",
    ".teacher-notes",
    "[data-tab=output]",
    ".pair-output",
    "nav",
    // On y trouverait les réponses.
    "quiz-page",
    "listing-stepper",
];

/// Une page à indexer.
#[derive(Debug, Clone)]
pub struct Page {
    /// Adresse de la page, relative à la racine du site.
    pub url: String,
    /// Les chapitres qui contiennent la page, du plus grand au plus petit.
    pub chapters: Vec<String>,
    /// Le Markdown de la page, directives développées.
    pub content: String,
}

/// Le fil qui fait un index, et le rendra.
type Making = JoinHandle<Result<Vec<File>>>;

/// L'index d'un livre, qui se fait dans un autre fil pendant que mdBook écrit les pages.
#[derive(Clone, Default)]
pub struct Later(Arc<Mutex<Option<Making>>>);

impl Later {
    /// Commence celui de `pages`.
    pub fn start(&self, pages: Vec<Page>) {
        let index = thread::spawn(move || files(&pages));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(index);
    }

    /// Ses fichiers, quand il est fini ; rien s'il n'a pas été commencé, ou s'il a déjà
    /// été rendu.
    ///
    /// # Errors
    ///
    /// Si Pagefind refuse une page.
    pub fn wait(&self) -> Result<Option<Vec<File>>> {
        let index = mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let Some(index) = index else {
            return Ok(None);
        };
        let files = index
            .join()
            .map_err(|_| anyhow!("l'index de la recherche a paniqué"))??;
        Ok(Some(files))
    }
}

/// Les fichiers de l'index de `pages`, chemins depuis son dossier, triés ;
/// ceux de l'interface toute faite de Pagefind sont laissés de côté.
///
/// # Errors
///
/// Si Pagefind refuse une page.
pub fn files(pages: &[Page]) -> Result<Vec<File>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .context("impossible de préparer l'index de recherche")?;
    let files = runtime.block_on(async {
        let config = PagefindServiceConfig::builder()
            .force_language("fr".to_owned())
            .exclude_selectors(EXCLUDED.iter().map(ToString::to_string).collect())
            .keep_index_url(true)
            .build();
        let mut index = PagefindIndex::new(Some(config))?;
        for page in pages {
            index
                .add_html_file(None, Some(page.url.clone()), to_html(page))
                .await
                .with_context(|| format!("Pagefind refuse {}", page.url))?;
        }
        index.get_files().await
    });
    // L'erreur de Pagefind est d'un autre anyhow que le nôtre, peut-être.
    let files = files.map_err(|error| anyhow!("index de recherche : {error:#}"))?;

    let mut files: Vec<_> = files
        .into_iter()
        .filter(|file| is_used(&file.filename))
        .map(|file| (file.filename, file.contents))
        .collect();
    files.sort();
    Ok(files)
}

/// Le script de Pagefind et ses données ; ni son interface, ni son fil à part, dont
/// un petit index se passe.
fn is_used(name: &Path) -> bool {
    let extension = name.extension().unwrap_or_default();
    match name.to_str() {
        Some("pagefind.js" | "pagefind-entry.json") => true,
        Some("wasm.unknown.pagefind") => false,
        _ => [
            "pagefind",
            "pf_meta",
            "pf_index",
            "pf_fragment",
            "pf_filter",
        ]
        .iter()
        .any(|known| extension == *known),
    }
}

/// Le HTML que Pagefind lit : le texte de la page, ses ancres, et le chapitre en
/// métadonnée. Le premier titre, celui de la page, n'a pas d'ancre : ce qui suit
/// se trouve à l'adresse de la page elle-même.
fn to_html(page: &Page) -> String {
    let text = without_directives(&page.content);
    let mut body = String::with_capacity(2 * text.len());
    html::push_html(&mut body, with_anchors(&text).into_iter());
    format!(
        "<!DOCTYPE html><html lang=\"fr\"><body><p data-pagefind-ignore data-pagefind-meta=\"chapter:{}\"></p>{}</body></html>",
        escape(&page.chapters.join(" › ")),
        body.replace('’', "'"),
    )
}

/// mdBook développe les `include` après ce préprocesseur : leur texte n'est pas
/// connu ici, et la directive ne doit pas être trouvée à sa place.
fn without_directives(text: &str) -> String {
    splice(
        text,
        calls(text)
            .into_iter()
            .map(|call| (call.range, String::new())),
    )
}

/// Les événements de `text`, ancres posées, poids du code abaissé, diagrammes
/// omis. Un terme de définition devient un titre : chaque mot du glossaire est
/// une réponse.
fn with_anchors(text: &str) -> Vec<Event<'_>> {
    let mut events: Vec<Event<'_>> = Vec::new();
    let mut ids = HashSet::new();
    let mut in_diagram = false;
    let mut opened = None;
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "mermaid" => {
                in_diagram = true;
            }
            Event::End(TagEnd::CodeBlock) if in_diagram => in_diagram = false,
            _ if in_diagram => {}
            Event::Start(Tag::CodeBlock(_)) => {
                events.push(Event::Html(
                    format!("<div data-pagefind-weight=\"{CODE_WEIGHT}\">").into(),
                ));
                events.push(event);
            }
            Event::End(TagEnd::CodeBlock) => {
                events.push(event);
                events.push(Event::Html("</div>".into()));
            }
            // Sans espace, deux cases voisines feraient un seul mot.
            Event::End(TagEnd::TableCell) => {
                events.push(Event::Text(" ".into()));
                events.push(event);
            }
            Event::Start(Tag::Heading { .. } | Tag::DefinitionListTitle) => {
                opened = Some(events.len());
                events.push(event);
            }
            Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle) => {
                let start = opened.take().unwrap_or_default();
                let (tag, end) = titled(&events[start..], &mut ids);
                events[start] = Event::Start(tag);
                events.push(Event::End(end));
            }
            // Seuls les titres restent de la liste de définitions.
            Event::Start(Tag::DefinitionList | Tag::DefinitionListDefinition)
            | Event::End(TagEnd::DefinitionList | TagEnd::DefinitionListDefinition) => {
                events.push(Event::Html("\n".into()));
            }
            event => events.push(event),
        }
    }
    events
}

/// Le titre dont `events` sont le début et le contenu, avec son ancre.
fn titled<'a>(events: &[Event<'a>], ids: &mut HashSet<String>) -> (Tag<'a>, TagEnd) {
    let text: String = events.iter().filter_map(text_of).collect();
    let (level, explicit) = match &events[0] {
        Event::Start(Tag::Heading { level, id, .. }) => (*level, id.clone()),
        _ => (HeadingLevel::H4, None),
    };
    let id = explicit.unwrap_or_else(|| unique_id(&id_from_content(&text), ids).into());
    let id = (level != HeadingLevel::H1).then_some(id);
    let tag = Tag::Heading {
        level,
        id,
        classes: Vec::new(),
        attrs: Vec::new(),
    };
    (tag, TagEnd::Heading(level))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mdbook_driver::MDBook;
    use mdbook_driver::config::Config;
    use mdbook_html::HtmlHandlebars;
    use regex::Regex;
    use std::fs;
    use testing::assert_contains;

    fn page(content: &str) -> Page {
        Page {
            url: "c/p.html".to_owned(),
            chapters: vec!["Un \"chapitre\"".to_owned()],
            content: content.to_owned(),
        }
    }

    fn ids(html: &str) -> Vec<String> {
        let id = Regex::new("<(?:h[2-6]|dt)[^>]* id=\"([^\"]*)\"").unwrap();
        id.captures_iter(html).map(|c| c[1].to_owned()).collect()
    }

    #[test]
    fn les_ancres_sont_celles_de_mdbook() {
        let text = "# Titre\n\n## Où est la *donnée*\u{a0}?\n\n## `Send` et `Sync`\n\n## Répété\n\n## Répété\n\n\
                    ### Choisi {#a-part}\n\n### L'émetteur\n\nMot\n: Sa définition.\n\nRépété\n: Une autre.\n\n\
                    <h2 id=\"brut\">Écrit en HTML</h2>\n\n## Titre\n\n#### Fin & suite <b>x</b>\n";
        let root = testing::tree([("src/SUMMARY.md", "- [Titre](p.md)\n"), ("src/p.md", text)]);
        let config: Config = "[output.html]\nsmart-punctuation = false".parse().unwrap();
        let book = MDBook::load_with_config(root.path(), config).unwrap();
        book.execute_build_process(&HtmlHandlebars::new()).unwrap();
        let built = fs::read_to_string(root.path().join("book/p.html")).unwrap();
        let main = built.split("<main>").nth(1).unwrap();
        let main = main.split("</main>").next().unwrap();

        let expected = ids(main);
        assert_eq!(expected.len(), 11, "{main}");
        assert_eq!(ids(&to_html(&page(text))), expected);
    }

    #[test]
    fn le_titre_de_la_page_n_a_pas_d_ancre() {
        let html = to_html(&page("# Un *titre*\n\ntexte\n"));
        assert_contains(&html, &["<h1>Un <em>titre</em></h1>"]);
        assert_contains(
            &html,
            &["data-pagefind-meta=\"chapter:Un &quot;chapitre&quot;\""],
        );
    }

    #[test]
    fn ni_diagramme_ni_directive_ni_apostrophe_courbe() {
        let html = to_html(&page(
            "# T\n\nl’idée\n\n```mermaid\nflowchart TB\n```\n\n```text\n{{#include a.txt}}\n```\n\nfin\n",
        ));
        assert_contains(&html, &["<p>l'idée</p>", "<p>fin</p>"]);
        assert!(!html.contains("flowchart"), "{html}");
        assert!(!html.contains("include"), "{html}");
    }

    #[test]
    fn deux_cases_voisines_restent_deux_mots() {
        let html = to_html(&page("| un | deux |\n|---|---|\n| trois | quatre |\n"));
        let text = Regex::new("<[^>]*>").unwrap().replace_all(&html, "");
        assert_contains(&text, &["un deux", "trois quatre"]);
    }

    #[test]
    fn l_index_est_francais_sans_interface_et_toujours_le_meme() {
        let pages = [page(
            "# Un titre\n\nDes données.\n\n## Suite\n\nUn verrou.\n",
        )];
        let found = files(&pages).unwrap();
        let names: Vec<&str> = found.iter().filter_map(|(name, _)| name.to_str()).collect();
        assert!(names.contains(&"pagefind.js"), "{names:?}");
        assert!(names.contains(&"wasm.fr.pagefind"), "{names:?}");
        assert!(
            names.iter().any(|name| name.ends_with(".pf_index")),
            "{names:?}"
        );
        assert!(!names.iter().any(|name| name.contains("ui")), "{names:?}");
        assert_eq!(files(&pages).unwrap(), found);
    }
}
