//! Les variantes d'un listing dans la page : « Et si… ».
//!
//! Chacune a sa question, ce qui change, puis, repliées, ses issues et leur raison : tout
//! se lit sans JavaScript. Les issues viennent de son graphe, le message d'un refus de
//! rustc ; rien n'est écrit à la main. `theme/variants.js` en fait des interrupteurs sur
//! les lignes du programme, et ne charge un graphe que quand on le demande :
//! `genere/graphes/<chapitre>/variantes/<nom>/<id>.js`, qui donne ce que décrit
//! [`stepper`](crate::program::stepper), en moins de lettres : voir [`script`].

use crate::colors::Painter;
use crate::folders::File;
use crate::page::html::{CODE_WEIGHT, escape, title};
use crate::program::graph::Graph;
use crate::program::listing::Listing;
use crate::program::message;
use crate::program::refusal::error_code;
use crate::program::stepper::{DATA_DIR, assignment, colored, ending, summary};
use crate::stamp::stamp;
use catalogue::Variant;
use files::FileError;
use recit::graph::{Graph as Document, OutcomeRow, VERSION};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Ce que dit un auteur quand une variante n'est pas prouvée.
const REMEDY: &str = "lancez « cargo xtask explore --recrire »";

/// Les variantes d'un listing, prouvées.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Variants {
    shown: Vec<Shown>,
    /// Ce qu'un auteur doit savoir de celles qui ne sont pas montrées.
    pub stale: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
struct Shown {
    variant: Variant,
    truth: Truth,
}

/// Ce qui est vrai d'une variante.
#[derive(Debug, Clone, PartialEq)]
enum Truth {
    /// Elle a ces issues.
    Explored {
        graph: Box<Document>,
        script: String,
        /// Vrai si ce sont celles du programme.
        same: bool,
    },
    /// rustc la refuse, et dit pourquoi.
    Refused(String),
}

impl Variants {
    /// Lit les variantes de `listing`, dont le graphe, s'il est à jour, est `own`.
    ///
    /// # Errors
    ///
    /// Ce que refuse [`Variant::all`]. Une variante dont la preuve manque ou n'est plus
    /// à jour n'est pas une erreur ici : elle n'est pas montrée.
    pub fn load(
        listings_dir: &Path,
        listing: &Listing,
        own: Option<&Graph>,
        painter: &Painter,
    ) -> Result<Self, Vec<FileError>> {
        let reference = listing.reference();
        let own = own.map(|graph| endings(graph.outcomes()));
        let mut variants = Self::default();
        for variant in Variant::all(listings_dir, &reference)? {
            let kept = fs::read_to_string(variant.kept(listings_dir)).ok();
            let truth = kept.and_then(|kept| match &variant.refused {
                Some(code) => {
                    let is_known = error_code(&kept).as_ref() == Some(code);
                    is_known.then_some(Truth::Refused(kept))
                }
                None => explored(&variant, &kept, own.as_ref(), painter),
            });
            match truth {
                Some(truth) => variants.shown.push(Shown { variant, truth }),
                None => variants.stale.push(format!(
                    "{}: la variante « {} » n'est pas prouvée, ou ne l'est plus ; {REMEDY}",
                    variant.place(),
                    variant.id
                )),
            }
        }
        Ok(variants)
    }

    /// Ajoute les variantes à la figure `html`, sous son code.
    pub fn add_to(&self, html: &str) -> String {
        let end = "</listing-tabs>\n";
        match html.split_once(end) {
            Some((before, after)) => format!("{before}{end}{}{after}", self.to_html()),
            None => html.to_owned(),
        }
    }

    fn to_html(&self) -> String {
        let items: String = self.shown.iter().map(Shown::to_html).collect();
        match self.shown.len() {
            0 => String::new(),
            count => format!(
                "<listing-variants data-pagefind-ignore>\n<details class=\"variants\"><summary>Et si…\u{a0}? \
                 <small>{count} variante{}</small></summary>\n<ul>\n{items}</ul>\n</details>\n</listing-variants>\n",
                if count > 1 { "s" } else { "" },
            ),
        }
    }

    /// Les graphes que la page charge à la demande.
    pub fn files(&self) -> Vec<File> {
        let explored = self.shown.iter().filter_map(|shown| match &shown.truth {
            Truth::Explored { script, .. } => Some((
                Path::new(DATA_DIR).join(format!("{}.js", shown.variant.name())),
                script.clone().into_bytes(),
            )),
            Truth::Refused(_) => None,
        });
        explored.collect()
    }
}

fn explored(
    variant: &Variant,
    kept: &str,
    own: Option<&BTreeSet<String>>,
    painter: &Painter,
) -> Option<Truth> {
    let graph: Document = serde_json::from_str(kept).ok()?;
    if graph.version != VERSION || graph.source != variant.source || !graph.complete {
        return None;
    }
    let before = variant.source.len() - variant.text.len();
    let mut document = json!(graph);
    document["title"] = json!(variant.question);
    document["first"] = json!(1 + variant.source[..before].matches('\n').count());
    document["source"] = json!(variant.text);
    Some(Truth::Explored {
        script: script(&variant.name(), colored(document, painter)),
        same: own == Some(&endings(&graph.outcomes)),
        graph: Box::new(graph),
    })
}

/// Le script d'un graphe : ses longues tables y sont des tableaux, qu'il développe.
fn script(id: &str, mut document: Value) -> String {
    let mut row = |table: &str, fields: &[&str]| {
        let rows = document[table].take();
        let rows = rows.as_array().into_iter().flatten().map(|row| {
            let mut values: Vec<Value> = fields.iter().map(|field| row[field].clone()).collect();
            while values.last().is_some_and(Value::is_null) {
                values.pop();
            }
            Value::from(values)
        });
        let rows = Value::from(rows.collect::<Vec<_>>());
        let known = fields.join(",");
        format!("{table}:{rows}.map(([{known}])=>({{{known}}}))")
    };
    let tables = [
        row("states", &["t", "o", "out", "end"]),
        row("threads", &["name", "state", "text", "line", "reason"]),
    ];
    if let Some(fields) = document.as_object_mut() {
        // L'explorateur s'en passe.
        for unread in ["states", "threads", "version", "time", "reduced", "program"] {
            fields.remove(unread);
        }
    }
    for object in document["objects"].as_array_mut().into_iter().flatten() {
        object.as_object_mut().map(|fields| fields.remove("object"));
    }
    assignment(id, &format!("{{...{document},{}}}", tables.join(",")))
}

/// Ce que sont des issues, sans les chemins qui y mènent.
fn endings(outcomes: &[OutcomeRow]) -> BTreeSet<String> {
    let told = outcomes
        .iter()
        .map(|outcome| format!("{:?} {:?}", outcome.kind, outcome.stdout));
    told.collect()
}

impl Shown {
    fn to_html(&self) -> String {
        let Variant { id, question, .. } = &self.variant;
        let graph = match &self.truth {
            Truth::Explored { script, .. } => {
                let (name, stamp) = (self.variant.name(), stamp(script));
                format!(" data-graph=\"{DATA_DIR}/{name}.js?{stamp}\"")
            }
            Truth::Refused(_) => String::new(),
        };
        let edits: Vec<_> = self.variant.edits.iter().map(edit).collect();
        format!(
            "<li class=\"variant\" data-id=\"{id}\" data-name=\"{}\"{graph} data-edits=\"{}\">\n\
             <p class=\"variant-question\">{}</p>\n{}\
             <details class=\"variant-answer\"><summary>{}</summary>\n{}{}</details>\n</li>\n",
            self.variant.name(),
            escape(&json!(edits).to_string()),
            title(question),
            self.change(),
            "Ce qui se passe alors",
            self.truth(),
            match &self.variant.answer {
                Some(answer) => format!("<p class=\"variant-why\">{}</p>\n", title(answer)),
                None => String::new(),
            },
        )
    }

    /// Les lignes qui changent : l'ancienne, puis la nouvelle.
    fn change(&self) -> String {
        let edits = self.variant.edits.iter();
        let all = edits.flat_map(|edit| edit.removed.iter().chain(&edit.added));
        let indents = all.filter(|line| !line.trim().is_empty());
        let indent = indents
            .map(|line| line.len() - line.trim_start().len())
            .min();
        let indent = indent.unwrap_or_default();
        let mut lines = Vec::new();
        for edit in &self.variant.edits {
            for (tag, changed) in [("del", &edit.removed), ("ins", &edit.added)] {
                let code = changed.iter().filter(|line| !line.trim().is_empty());
                lines
                    .extend(code.map(|line| format!("<{tag}>{}</{tag}>", escape(&line[indent..]))));
            }
        }
        format!(
            "<pre class=\"variant-change\"><code class=\"nohighlight\">{}</code></pre>\n",
            lines.join("\n")
        )
    }

    fn truth(&self) -> String {
        match &self.truth {
            Truth::Refused(said) => format!(
                "<p class=\"outcomes-verdict\">Le compilateur refuse cette variante.</p>\n{}",
                message::to_html(said, CODE_WEIGHT)
            ),
            Truth::Explored { graph, same, .. } => {
                let mut html = String::from("<div class=\"outcomes\">\n");
                let verdict = summary(graph);
                let same = match same {
                    true => {
                        " <span class=\"variant-same\">Ce sont celles du programme\u{a0}: rien ne change.</span>"
                    }
                    false => "",
                };
                let _ = write!(
                    html,
                    "<p class=\"outcomes-verdict\">{verdict}.{same}</p>\n<ol class=\"outcomes-list\">\n"
                );
                for outcome in &graph.outcomes {
                    let mut told = ending(outcome).into_iter();
                    let label = told.next().unwrap_or_default();
                    let notes: String = told
                        .map(|note| format!("<p class=\"outcome-note\">{note}</p>"))
                        .collect();
                    // Une ligne vide finirait ce HTML aux yeux de Markdown.
                    let stdout = match outcome.stdout.trim_end() {
                        "" => "(rien)".to_owned(),
                        text => escape(text).replace('\n', "&#10;"),
                    };
                    let _ = writeln!(
                        html,
                        "<li data-kind=\"{}\"><p><b>{label}</b></p><pre><code class=\"nohighlight\">{stdout}</code></pre>{notes}</li>",
                        json!(outcome.kind).as_str().unwrap_or_default(),
                    );
                }
                html + "</ol>\n</div>\n"
            }
        }
    }
}

/// Une retouche, comme la lit `theme/variants.js` : le rang de la première ligne, le
/// nombre de lignes remplacées, et celles qui les remplacent.
fn edit(edit: &catalogue::Edit) -> (usize, usize, &[String]) {
    (edit.first, edit.removed.len(), &edit.added)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::graph::test::{empty, row};
    use recit::ending::OutcomeKind;
    use testing::assert_contains;

    const LISTING: &str = "//! Un\n\nfn main() {\n    f(\"a\");\n}\n";
    const TOML: &str = "[[variante]]\nid = \"b\"\nquestion = \"Et si `b` ?\"\nreponse = \"Parce que.\"\n\
        [[variante.change]]\nligne = '    f(\"a\");'\ndevient = '    f(\"<b>\");'\n\
        [[variante]]\nid = \"c\"\nquestion = \"Et si rien ?\"\nrefuse = \"E0382\"\n\
        [[variante.change]]\nligne = '    f(\"a\");'\ndevient = ''\n";

    fn graph(source: &str) -> String {
        let document = Document {
            source: source.to_owned(),
            outcomes: vec![
                row(OutcomeKind::Exit, "b\n\n<b>\n", "1"),
                row(OutcomeKind::Deadlock, "", "1"),
            ],
            ..empty()
        };
        serde_json::to_string(&document).unwrap()
    }

    fn variants(graph: &str, message: &str) -> Variants {
        let files = [
            ("c/a.rs", LISTING),
            ("c/a.go", "package main\n"),
            ("c/a.sortie", "a\n"),
            ("c/a.variantes.toml", TOML),
            ("c/variantes/a/b.graphe.json", graph),
            ("c/variantes/a/c.stderr", message),
        ];
        let dir = testing::tree(files);
        let listing = Listing::load(dir.path(), "c/a").unwrap();
        Variants::load(dir.path(), &listing, None, &Painter::default()).unwrap()
    }

    #[test]
    fn la_page_a_les_questions_et_les_reponses() {
        let source = LISTING.replace("\"a\"", "\"<b>\"");
        let variants = variants(&graph(&source), "error[E0382]: use\n");
        assert!(variants.stale.is_empty(), "{:?}", variants.stale);
        let html = variants.add_to("<listing-tabs>\n</listing-tabs>\n<p>pied</p>\n");
        assert_contains(
            &html,
            &[
                "Et si <code>b</code>\u{a0}?",
                "<del>f(&quot;a&quot;);</del>\n<ins>f(&quot;&lt;b&gt;&quot;);</ins>",
                "data-edits=\"[[1,1,[&quot;    f(\\&quot;&lt;b&gt;\\&quot;);&quot;]]]\"",
                "2 issues possibles, prouvées",
                "<li data-kind=\"deadlock\">",
                "b&#10;&#10;&lt;b&gt;",
                "(rien)",
                "Parce que.",
                "Le compilateur refuse",
                "rustc-message",
            ],
        );
        assert!(html.ends_with("</listing-variants>\n<p>pied</p>\n"));
        assert!(!html.contains("\n\n"), "une ligne vide finit le HTML");

        let files = variants.files();
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].0, Path::new("genere/graphes/c/variantes/a/b.js"));
        let script = String::from_utf8(files[0].1.clone()).unwrap();
        assert_contains(
            &script,
            &[
                "[\"c/variantes/a/b\"] = {...{",
                "\"first\":3",
                "states:[",
                ".map(([t,o,out,end])=>({t,o,out,end}))",
            ],
        );
    }

    #[test]
    fn une_variante_qui_n_est_plus_prouvee_n_est_pas_montree() {
        let variants = variants(&graph(LISTING), "error[E0277]: autre\n");
        assert_eq!(variants.stale.len(), 2);
        assert_contains(
            &variants.stale.join("\n"),
            &[
                "listings/c/a.variantes.toml:1: la variante « b »",
                "listings/c/a.variantes.toml:8: la variante « c »",
                "--recrire",
            ],
        );
        assert_eq!(variants.add_to("<p></p>"), "<p></p>");
        assert!(variants.files().is_empty());
    }
}
