//! Ce que le modèle refuse alors que rustc l'accepte, à la ligne du lecteur.

use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel, DiagnosticSpan};
use cargo_metadata::{Artifact, Message};
use std::collections::BTreeSet;
use std::path::Path;

/// Ce qui est compilé, d'après ce que dit cargo.
pub fn artifacts(output: &str) -> impl Iterator<Item = Artifact> {
    messages(output).filter_map(|message| match message {
        Message::CompilerArtifact(artifact) => Some(artifact),
        _ => None,
    })
}

/// Les erreurs de rustc, d'après ce que dit cargo.
fn errors(output: &str) -> impl Iterator<Item = Diagnostic> {
    messages(output).filter_map(|message| match message {
        Message::CompilerMessage(it) if it.message.level == DiagnosticLevel::Error => {
            Some(it.message)
        }
        _ => None,
    })
}

/// Les messages de cargo ; ce qui ne se lit pas n'en est pas.
fn messages(output: &str) -> impl Iterator<Item = Message> {
    Message::parse_stream(output.as_bytes()).flatten()
}

/// Une ligne du lecteur que refuse le modèle, ou rustc.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refused {
    /// La ligne, à partir de 1.
    pub line: usize,
    /// Ce qui est refusé, en français s'il s'agit du modèle.
    pub reason: String,
}

impl Refused {
    /// Le refus, avec le fichier `shown` du lecteur et sa ligne, prise dans `source`.
    pub fn told(&self, shown: &Path, source: &str) -> String {
        let Self { line, reason } = self;
        let quoted = source.lines().nth(line.wrapping_sub(1)).unwrap_or("");
        format!(
            "{}:{line} : {reason}\n     {line} | {}",
            shown.display(),
            quoted.trim()
        )
    }
}

/// Les refus d'une compilation du modèle, en français, une fois chacun : `copy` est
/// la copie compilée du fichier du lecteur. Vide si aucun ne le concerne.
pub fn of_model(output: &str, copy: &str) -> Vec<Refused> {
    let refused = errors(output).filter_map(|error| {
        Some(Refused {
            line: line(&error, copy)?,
            reason: told_in_french(&error),
        })
    });
    let once: BTreeSet<Refused> = refused.collect();
    once.into_iter().collect()
}

/// Les refus de rustc qui concernent `file`, d'après ses messages en JSON, et son
/// propre texte.
pub fn of_rustc(output: &str, file: &str) -> (Vec<Refused>, String) {
    let messages: Vec<Diagnostic> = output
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let errors = messages
        .iter()
        .filter(|message| message.level == DiagnosticLevel::Error);
    let refused = errors.filter_map(|error| {
        let code = error.code.as_ref().map(|code| format!("{} : ", code.code));
        Some(Refused {
            // Une erreur de tout le programme n'a pas de ligne.
            line: line(error, file).filter(|line| *line > 0)?,
            reason: format!("{}{}", code.unwrap_or_default(), error.message),
        })
    });
    let text = messages.iter().filter_map(|it| it.rendered.clone());
    (refused.collect(), text.collect())
}

/// Ce que rustc dit, tel qu'il le dit.
pub fn rendered(output: &str) -> String {
    errors(output).filter_map(|error| error.rendered).collect()
}

/// La ligne de `copy` dont parle une erreur, à travers les macros.
fn line(error: &Diagnostic, copy: &str) -> Option<usize> {
    let primary = error.spans.iter().filter(|span| span.is_primary);
    let others = error.spans.iter().filter(|span| !span.is_primary);
    primary.chain(others).find_map(|span| inside(span, copy))
}

fn inside(span: &DiagnosticSpan, copy: &str) -> Option<usize> {
    match span.file_name.ends_with(copy) {
        true => Some(span.line_start),
        false => inside(&span.expansion.as_ref()?.span, copy),
    }
}

fn told_in_french(error: &Diagnostic) -> String {
    let code = error.code.as_ref().map_or("", |code| code.code.as_str());
    let labels = error.spans.iter().filter(|span| span.is_primary);
    let label = labels.filter_map(|span| span.label.clone()).next();
    in_french(code, &readers_names(&error.message), label.as_deref())
}

/// Ce qu'un message de rustc sur le modèle veut dire pour le lecteur.
fn in_french(code: &str, message: &str, label: Option<&str>) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match (code, quoted.as_slice()) {
        ("E0599", ["get_mut" | "from_mut", owner, ..]) if owner.contains("::atomic::Atomic") => {
            format!("non modélisé : `get_mut` de `{owner}` ; lisez par `load`, écrivez par `store`")
        }
        ("E0599", [name, owner, ..]) => {
            format!("non modélisé : `{name}` de `{owner}`")
        }
        ("E0599", [name]) => format!("non modélisé : `{name}`"),
        ("E0432" | "E0433" | "E0412" | "E0425" | "E0405" | "E0576", [name, ..]) => {
            format!("non modélisé : `{name}`")
        }
        ("E0277", [first, rest @ ..]) => match (first.split_once(": "), rest) {
            (Some((kind, quality)), _) => {
                format!("non modélisé : dans le modèle, `{kind}` n'est pas `{quality}`")
            }
            (None, _) => format!("non modélisé : dans le modèle, `{first}` ne convient pas ici"),
        },
        ("E0307", _) => {
            "non modélisé : un `self` de ce type ; prenez-le comme un argument ordinaire, \
                         `fn f(this: Arc<Self>)`, et appelez `Type::f(valeur)`"
                .to_owned()
        }
        ("E0308", _) => match label {
            Some(label) => format!("non modélisé : {}", expected(&readers_names(label))),
            None => "non modélisé : le modèle attend ici un autre type".to_owned(),
        },
        _ => format!("non modélisé ; rustc dit du modèle : « {message} »"),
    }
}

fn expected(label: &str) -> String {
    let quoted: Vec<&str> = label.split('`').skip(1).step_by(2).collect();
    match quoted.as_slice() {
        [expected, found, ..] => format!("le modèle attend ici `{expected}`, et trouve `{found}`"),
        _ => "le modèle attend ici un autre type".to_owned(),
    }
}

/// Les noms du modèle, tels que le lecteur les écrit.
fn readers_names(text: &str) -> String {
    [
        ("::entrelacs::", "entrelacs::"),
        ("entrelacs::std_shim::", "std::"),
        ("entrelacs::crossbeam_", "crossbeam_"),
        ("std_shim::", "std::"),
        ("std_shim", "std"),
        ("entrelacs::", ""),
        ("entrelacs_static", "new"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (ours, theirs)| {
        text.replace(ours, theirs)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_refus_est_dit_en_francais_avec_les_noms_du_lecteur() {
        for (code, message, expected) in [
            (
                "E0599",
                "no method named `into_inner` found for struct `entrelacs::std_shim::sync::Once` in the current scope",
                "non modélisé : `into_inner` de `std::sync::Once`",
            ),
            (
                "E0599",
                "no method named `get_mut` found for struct `entrelacs::std_shim::sync::atomic::AtomicU32` in the \
                 current scope",
                "non modélisé : `get_mut` de `std::sync::atomic::AtomicU32` ; lisez par `load`, écrivez par `store`",
            ),
            (
                "E0432",
                "unresolved import `std_shim::sync::Exclusive`",
                "non modélisé : `std::sync::Exclusive`",
            ),
            (
                "E0277",
                "the trait bound `entrelacs::crossbeam_channel::Sender<u8>: Ord` is not satisfied",
                "non modélisé : dans le modèle, `crossbeam_channel::Sender<u8>` n'est pas `Ord`",
            ),
            (
                "E0999",
                "something about `entrelacs::Foo`",
                "non modélisé ; rustc dit du modèle : « something about `Foo` »",
            ),
        ] {
            assert_eq!(in_french(code, &readers_names(message), None), expected);
        }
    }

    #[test]
    fn la_ligne_se_trouve_a_travers_une_macro_et_un_refus_n_est_dit_qu_une_fois() {
        let span = |file: &str, line: u32, rest: &str| {
            format!(
                r#"{{"file_name":"{file}","line_start":{line},"byte_start":0,"byte_end":0,"line_end":0,"column_start":0,"column_end":0,"is_primary":true,"text":[],{rest}}}"#
            )
        };
        let copy = span("/tmp/src/p0.rs", 2, "\"expansion\":null");
        let library =
            format!(r#""expansion":{{"macro_decl_name":"m","def_site_span":null,"span":{copy}}}"#);
        let one = format!(
            r#"{{"reason":"compiler-message","package_id":"p","target":{{"name":"p","kind":["bin"],"crate_types":["bin"],"src_path":"/p"}},"message":{{"level":"error","message":"no method named `a` found for struct `B`","code":{{"code":"E0599"}},"children":[],"rendered":"x","spans":[{}]}}}}"#,
            span("lib.rs", 9, &library)
        );
        let output = format!("{one}\n{one}\n{{\"reason\":\"build-finished\",\"success\":false}}");
        let refused = of_model(&output, "src/p0.rs");
        let source = "fn main() {\n    b.a();\n}\n";
        let told: Vec<String> = refused
            .iter()
            .map(|it| it.told(Path::new("ici.rs"), source))
            .collect();
        let expected = "ici.rs:2 : non modélisé : `a` de `B`\n     2 | b.a();";
        assert_eq!(told, [expected]);
    }
}
