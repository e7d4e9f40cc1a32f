//! L'explorateur d'exécutions dans la page : sous chaque listing, un bouton
//! « Explorer pas à pas » et le tableau des issues prouvées ; avant lui, ce que le
//! lecteur peut en [prédire](crate::program::prediction).
//!
//! Le tableau se lit sans JavaScript. L'explorateur, lui, ne se charge qu'à
//! l'ouverture, par des scripts ordinaires, pour qu'une page ouverte depuis un
//! fichier marche aussi :
//!
//! | fichier du site | contenu |
//! |---|---|
//! | `genere/stepper.js`, `genere/stepper.css` | l'explorateur, tiré de `theme/stepper/` |
//! | `genere/graphes/<id>.js` | `(window.courseGraphs ??= {})["<id>"] = {…};`, un programme |
//!
//! `{…}` est un [`recit::graph::Graph`], avec ces champs de plus, tous
//! facultatifs : `title` ; `first`, le numéro de la première ligne de `source` ;
//! `lines`, ces lignes en couleurs, dans un HTML abrégé, qui tiennent lieu de `source` ;
//! `stamp`, l'empreinte du graphe ; `mission`, voir
//! [`mission`](crate::program::mission).
//!
//! # Un programme qui n'est pas un listing
//!
//! Une commande qui veut montrer au lecteur une exécution de son propre
//! programme écrit `genere/graphes/<id>.js`, par exemple
//! `exercices/04_verrous`, dans le site (voir [`generated`](crate::generated)), avec [`data_script`] ou de même forme, et affiche
//! l'adresse d'une page du livre suivie de `#pas=<id>::@0` : le plus court
//! chemin vers la première issue y est prêt, au départ. `theme/stepper/`
//! décrit les autres moments qu'une adresse peut désigner.

use crate::colors::Painter;
use crate::folders::File;
use crate::page::html::{escape, title};
use crate::program::graph::{Graph, grouped};
use crate::program::listing::Listing;
use crate::program::mission::Mission;
use crate::program::prediction::Prediction;
use crate::stamp::stamp;
use crate::theme::light;
use anyhow::{Result, anyhow};
use recit::graph::{Graph as Document, OutcomeRow};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

/// Où sont les données, depuis la racine du site.
pub const DATA_DIR: &str = "genere/graphes";

/// L'explorateur, sans son extension, depuis la racine du site.
const TOOL: &str = "genere/stepper";

/// Les sources du script de l'explorateur, dans l'ordre.
const SCRIPTS: [&str; 4] = [
    include_str!("../../../../theme/stepper/graph.js"),
    include_str!("../../../../theme/stepper/views.js"),
    include_str!("../../../../theme/stepper/timeline.js"),
    include_str!("../../../../theme/stepper/stepper.js"),
];

const STYLE: &str = include_str!("../../../../theme/stepper/stepper.css");

/// L'explorateur d'un listing.
#[derive(Debug, Clone, PartialEq)]
pub enum Stepper {
    /// Son graphe est à jour.
    Ready(Box<Exploration>),
    /// Il n'y a rien à montrer, et pourquoi.
    Unavailable(String),
}

/// Ce qu'il faut pour montrer un programme pas à pas.
#[derive(Debug, Clone, PartialEq)]
pub struct Exploration {
    id: String,
    graph: Graph,
    prediction: Option<Prediction>,
    script: String,
    stamp: String,
}

impl Stepper {
    /// Prépare l'explorateur de `listing`.
    ///
    /// # Errors
    ///
    /// Une mission dont le but n'est pas prouvé. Un graphe absent ou périmé
    /// n'est pas une erreur ici : la page dira qu'il l'est.
    pub fn load(listings_dir: &Path, listing: &Listing, painter: &Painter) -> Result<Self, String> {
        let id = listing.reference();
        let graph = match Graph::load(listings_dir, &id) {
            Ok(graph) if graph.fresh => graph,
            Ok(_) => return Ok(Self::Unavailable(Graph::stale_message(&id))),
            Err(message) => return Ok(Self::Unavailable(message)),
        };
        let mission = Mission::load(listings_dir, &id, &graph)?;
        let mut document = json!(graph.document);
        // Une phrase mieux dite ne change pas l'adresse d'un moment.
        let steps = format!("{}{:?}", graph.document.source, graph.document.edges);
        let stamp = stamp(&steps);
        let source = graph.document.source.as_str();
        let before = source.find(&listing.rust).unwrap_or_default();
        document["title"] = json!(listing.title);
        document["first"] = json!(1 + source[..before].matches('\n').count());
        document["source"] = json!(listing.rust);
        document["stamp"] = json!(stamp);
        document["mission"] = json!(mission);
        Ok(Self::Ready(Box::new(Exploration {
            script: data_script(&id, document, painter),
            prediction: Prediction::of(&id, &graph),
            id,
            graph,
            stamp,
        })))
    }

    /// Le graphe qu'il montre.
    pub fn graph(&self) -> Option<&Graph> {
        match self {
            Self::Ready(exploration) => Some(&exploration.graph),
            Self::Unavailable(_) => None,
        }
    }

    /// Ajoute l'explorateur au pied de la figure `html`.
    pub fn add_to(&self, html: &str) -> String {
        let end = "</figure>\n";
        let figure = html.strip_suffix(end).unwrap_or(html);
        format!("{figure}{}{end}", self.to_html())
    }

    fn to_html(&self) -> String {
        match self {
            Self::Ready(exploration) => exploration.to_html(),
            Self::Unavailable(_) => {
                "<p class=\"stepper-missing\">Les exécutions de ce programme ne \
                 sont pas montrées\u{a0}: leur exploration manque ou n'est plus à jour.</p>\n"
                    .to_owned()
            }
        }
    }

    /// Les données du programme, si elles valent : leur chemin depuis la racine
    /// du site, et le script.
    pub fn file(&self) -> Option<File> {
        match self {
            Self::Ready(exploration) => Some((
                Path::new(DATA_DIR).join(format!("{}.js", exploration.id)),
                exploration.script.clone().into_bytes(),
            )),
            Self::Unavailable(_) => None,
        }
    }
}

/// Le script des données d'un programme, son code mis en couleurs par `painter` :
/// voir le module.
pub fn data_script(id: &str, document: Value, painter: &Painter) -> String {
    assignment(id, &colored(document, painter).to_string())
}

/// Ces données, leurs lignes en couleurs à la place du texte.
pub(crate) fn colored(mut document: Value, painter: &Painter) -> Value {
    let source = document["source"].as_str().unwrap_or_default();
    let lines = painter.lines("rust", source.trim_end());
    // Elles disent le texte aussi.
    if let Some(fields) = document.as_object_mut() {
        fields.remove("source");
    }
    document["lines"] = lines.iter().map(|line| compact(line)).collect();
    document
}

/// Le script qui donne à la page le graphe `document` de ce programme.
pub(crate) fn assignment(id: &str, document: &str) -> String {
    // `</` fermerait une balise où ce script serait recopié.
    let document = document.replace("</", "<\\/");
    format!(
        "(window.courseGraphs ??= {{}})[{}] = {document};\n",
        json!(id)
    )
}

/// Une ligne colorée, en moins de lettres ; `theme/stepper/stepper.js` la développe.
/// Un `<` du programme y est `&lt;` : rien ne se confond.
fn compact(line: &str) -> String {
    let line = line.replace("</span>", "<>");
    let mut parts = line.split("<span class=\"hljs-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "<" + &part.replacen('"', "", 1))
}

/// Les fichiers de l'explorateur, chemins depuis la racine du site.
///
/// # Errors
///
/// Une source que l'allègement ne sait pas lire.
pub fn tool() -> Result<[File; 2]> {
    let file = |extension, text: String| (format!("{TOOL}.{extension}").into(), text.into_bytes());
    Ok([file("js", script()?), file("css", style()?)])
}

/// Le script de l'explorateur : ses sources à la suite, allégées, dans une
/// fonction qui garde leurs noms pour elles.
fn script() -> Result<String> {
    let sources = SCRIPTS.concat().replace("'use strict';", "");
    light::script(
        "theme/stepper",
        &format!("(() => {{'use strict';{sources}}})();\n"),
    )
}

fn style() -> Result<String> {
    minifier::css::minify(STYLE)
        .map(|style| style.to_string())
        .map_err(|message| anyhow!("theme/stepper : style illisible : {message}"))
}

impl Exploration {
    fn to_html(&self) -> String {
        let Self { id, .. } = self;
        let prediction = self.prediction.as_ref().map(|p| p.to_html(id));
        let data = stamp(&self.script);
        let tool = stamp(&(SCRIPTS.concat() + STYLE));
        format!(
            "{}<listing-stepper data-id=\"{id}\" data-graph=\"{DATA_DIR}/{id}.js?{data}\" data-tool=\"{TOOL}.js?{tool}\">\n\
             <button type=\"button\" class=\"stepper-open\">Explorer pas à pas</button>\n\
             <details class=\"stepper-proof\"><summary>{}</summary>\n{}<div class=\"stepper-table\"><table>\n\
             <thead><tr><th scope=\"col\">Fin</th><th scope=\"col\">Affiché</th>\
             <th scope=\"col\">Un plus court chemin</th></tr></thead>\n<tbody>\n{}</tbody>\n</table></div>\n\
             </details>\n</listing-stepper>\n",
            prediction.unwrap_or_default(),
            summary(&self.graph.document),
            self.reduced(),
            self.rows(),
        )
    }

    /// À quelle taille le programme a été exploré.
    fn reduced(&self) -> String {
        let constants = self.graph.document.reduced.iter();
        constants
            .map(|reduced| {
                format!(
                    "<p data-constant=\"{0}\" data-explored=\"{1}\" data-original=\"{2}\">Exploré avec <code>{0}</code> à {1} au lieu de {2}.</p>\n",
                    escape(&reduced.constant),
                    escape(&reduced.explored),
                    escape(&reduced.original),
                )
            })
            .collect()
    }

    fn rows(&self) -> String {
        let mut rows = String::new();
        for outcome in self.graph.outcomes() {
            let ending = ending(outcome).join("<br>");
            let stdout = match outcome.stdout.as_str() {
                "" => "rien".to_owned(),
                // Une ligne vide finirait ce HTML aux yeux de Markdown.
                text => format!(
                    "<pre>{}</pre>",
                    escape(text.trim_end()).replace('\n', "&#10;")
                ),
            };
            let steps = &outcome.schedule;
            let _ = writeln!(
                rows,
                "<tr><td>{ending}</td><td>{stdout}</td><td><details><summary>{} étape{}</summary><ol>{}</ol></details></td></tr>",
                steps.len(),
                if steps.len() > 1 { "s" } else { "" },
                self.path(steps),
            );
        }
        rows
    }

    /// Les étapes d'un chemin, celles qu'un fil fait de suite en un élément.
    fn path(&self, steps: &[usize]) -> String {
        let document = &self.graph.document;
        let mut html = String::new();
        let mut last = None;
        for step in steps {
            let row = &document.events[document.edges[*step].2];
            let thread = row.event.thread.as_str();
            let what = title(&row.text);
            let what = match thread {
                "" => what,
                _ => format!("ligne {}, {what}", row.event.line),
            };
            if last == Some(thread) {
                let _ = write!(html, "\u{a0}; {what}");
            } else {
                if last.is_some() {
                    html.push_str("</li>");
                }
                let who = escape(thread);
                let colon = if thread.is_empty() { "" } else { "\u{a0}: " };
                let _ = write!(html, "<li><b>{who}</b>{colon}{what}");
            }
            last = Some(thread);
        }
        html + "</li>"
    }
}

/// « 3 issues possibles, prouvées sur 5 775 exécutions ».
pub(crate) fn summary(document: &Document) -> String {
    let count = document.outcomes.len();
    let plural = if count > 1 { "s" } else { "" };
    if !document.complete {
        return format!(
            "{count} issue{plural} trouvée{plural}\u{a0}; l'exploration est incomplète, d'autres peuvent exister"
        );
    }
    let what = match count {
        1 => "Une seule issue possible, prouvée".to_owned(),
        _ => format!("{count} issues possibles, prouvées"),
    };
    let paths = document.counts.paths.as_deref();
    match paths.and_then(|paths| paths.parse().ok()) {
        Some(1) => format!("{what}\u{a0}: une seule exécution"),
        Some(paths) => format!("{what} sur {} exécutions", grouped(paths)),
        None => format!("{what} sur des exécutions sans nombre\u{a0}: une boucle y tourne"),
    }
}

/// Comment le programme finit, en HTML : sa fin, puis ce que chaque fil en cause faisait.
pub(crate) fn ending(outcome: &OutcomeRow) -> Vec<String> {
    let mut told = vec![outcome.kind.label().to_owned()];
    told.extend(outcome.panicked.iter().map(|panic| {
        format!(
            "panique de {}, ligne {}\u{a0}: {}",
            escape(&panic.thread),
            panic.line,
            title(&panic.message),
        )
    }));
    told.extend(outcome.blocked.iter().map(|row| {
        format!(
            "{}, ligne {}\u{a0}: {}",
            escape(&row.blocked.thread),
            row.blocked.line,
            title(&row.operation),
        )
    }));
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::graph::test::{empty, row};
    use recit::ending::OutcomeKind;
    use recit::event::{Action, ActionKind, Event, Outcome};
    use recit::graph::{Counts, EventRow, Reduced};
    use testing::assert_contains;

    const RUST: &str = "fn main() {\n    println!(\"a\");\n}\n";

    fn listing(files: &[(&str, &str)]) -> (tempfile::TempDir, Listing) {
        let source = format!("//! Un\n\n{RUST}");
        let standard = [
            ("c/a.rs", source.as_str()),
            ("c/a.go", "package main\n"),
            ("c/a.sortie", "a\n"),
        ];
        let dir = testing::tree(standard.iter().chain(files).copied());
        let listing = Listing::load(dir.path(), "c/a").unwrap();
        (dir, listing)
    }

    fn graph(source: &str) -> String {
        let event = |line, kind, text: &str| EventRow {
            event: Event {
                thread: "main".to_owned(),
                line,
                action: Action::new(kind),
                outcome: Outcome::Done,
                peer: None,
            },
            text: text.to_owned(),
        };
        let document = Document {
            source: source.to_owned(),
            reduced: vec![Reduced {
                constant: "N".to_owned(),
                original: "1000".to_owned(),
                explored: "3".to_owned(),
            }],
            counts: Counts {
                paths: Some("5775".to_owned()),
                ..empty().counts
            },
            events: vec![
                event(4, ActionKind::Print, "afficher « a »"),
                event(5, ActionKind::End, "se terminer"),
            ],
            edges: vec![(0, 1, 0), (1, 2, 1)],
            outcomes: vec![OutcomeRow {
                state: 2,
                schedule: vec![0, 1],
                ..row(OutcomeKind::Exit, "a\n\n<b>\n", "5775")
            }],
            ..empty()
        };
        serde_json::to_string(&document).unwrap()
    }

    #[test]
    fn la_page_a_le_bouton_et_le_tableau() {
        let (dir, listing) = listing(&[("c/a.graphe.json", &graph(&format!("//! Un\n\n{RUST}")))]);
        let stepper = Stepper::load(dir.path(), &listing, &Painter::default()).unwrap();
        let html = stepper.add_to("<figure>\n</figure>\n");
        assert_contains(
            &html,
            &[
                "data-id=\"c/a\"",
                "Une seule issue possible, prouvée sur 5\u{202f}775 exécutions",
                "<code>N</code> à 3 au lieu de 1000",
                "<pre>a&#10;&#10;&lt;b&gt;</pre>",
                "<summary>2 étapes</summary>",
                "ligne 4, afficher «\u{a0}a\u{a0}»\u{a0}; ligne 5, se terminer",
            ],
        );
        assert!(html.ends_with("</listing-stepper>\n</figure>\n"), "{html}");
        assert!(!html.contains("\n\n"), "une ligne vide finit le HTML");

        let (path, script) = stepper.file().unwrap();
        assert_eq!(path, Path::new("genere/graphes/c/a.js"));
        let script = String::from_utf8(script).unwrap();
        assert!(script.starts_with("(window.courseGraphs ??= {})[\"c/a\"] = {"));
        let document = script
            .split_once(" = ")
            .unwrap()
            .1
            .trim_end()
            .trim_end_matches(';');
        let document: Value = serde_json::from_str(document).unwrap();
        assert_eq!(document["first"], 3);
        assert_eq!(document["source"], Value::Null);
        assert_eq!(document["lines"].as_array().unwrap().len(), 3);
        assert_contains(document["lines"][0].as_str().unwrap(), &["<keyword>fn<>"]);
    }

    #[test]
    fn un_graphe_absent_ou_perime_n_est_pas_montre() {
        for files in [vec![], vec![("c/a.graphe.json", graph("fn main() {}"))]] {
            let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (*n, t.as_str())).collect();
            let (dir, listing) = listing(&files);
            let stepper = Stepper::load(dir.path(), &listing, &Painter::default()).unwrap();
            assert!(matches!(stepper, Stepper::Unavailable(_)));
            let html = stepper.add_to("<figure>\n</figure>\n");
            assert!(!html.contains("<button") && html.contains("n'est plus à jour"));
        }
    }

    #[test]
    fn un_but_non_prouve_arrete_la_construction() {
        let (dir, listing) = listing(&[
            ("c/a.graphe.json", &graph(&format!("//! Un\n\n{RUST}"))),
            ("c/a.mission.toml", "texte = \"b\"\nsortie = \"b\\n\"\n"),
        ]);
        let error = Stepper::load(dir.path(), &listing, &Painter::default()).unwrap_err();
        assert!(
            error.starts_with("listings/c/a.mission.toml:2: aucune issue"),
            "{error}"
        );
    }

    #[test]
    fn une_ligne_coloree_s_abrege() {
        for (line, expected) in [
            ("a &lt; b", "a &lt; b"),
            (
                "<span class=\"hljs-keyword\">let</span> a = <span class=\"hljs-string\">\"b\"</span>;",
                "<keyword>let<> a = <string>\"b\"<>;",
            ),
        ] {
            assert_eq!(compact(line), expected);
        }
    }

    #[test]
    fn l_explorateur_servi_est_leger() {
        let script = script().unwrap();
        println!("{} octets", script.len());
        assert!(script.len() <= 20_000, "{} octets", script.len());
        assert!(!script.contains("@ts-check"));
        assert!(style().unwrap().len() <= 10_000);
    }
}
