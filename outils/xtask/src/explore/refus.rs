//! Ce que le modèle refuse alors que rustc l'accepte, à la ligne du lecteur.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// Ce que cargo dit d'une compilation, une ligne JSON à la fois.
#[derive(Debug, Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Message {
    /// Un message de rustc.
    CompilerMessage {
        /// Le message.
        message: Diagnostic,
    },
    /// Un paquet compilé.
    CompilerArtifact {
        /// Ce qui a été compilé.
        target: Target,
        /// Les fichiers.
        filenames: Vec<String>,
        /// Le programme, si c'en est un.
        executable: Option<String>,
    },
    /// Le reste.
    #[serde(other)]
    Other,
}

/// Ce que cargo compile.
#[derive(Debug, Deserialize)]
pub struct Target {
    /// Son nom.
    pub name: String,
}

/// Un message de rustc.
#[derive(Debug, Deserialize)]
pub struct Diagnostic {
    level: String,
    message: String,
    code: Option<Code>,
    spans: Vec<Span>,
    rendered: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Code {
    code: String,
}

#[derive(Debug, Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    is_primary: bool,
    label: Option<String>,
    expansion: Option<Box<Expansion>>,
}

#[derive(Debug, Deserialize)]
struct Expansion {
    span: Span,
}

/// Les messages de cargo ; ce qui ne se lit pas n'en est pas.
pub fn messages(text: &str) -> impl Iterator<Item = Message> {
    text.lines()
        .filter_map(|line| serde_json::from_str(line).ok())
}

/// Raconte les refus d'une compilation du modèle, en français, une fois chacun :
/// `shown` est le fichier du lecteur, `source` son texte, `copy` la copie
/// compilée. `None` si aucun ne concerne ce fichier.
pub fn told(output: &str, shown: &Path, source: &str, copy: &str) -> Option<String> {
    let lines: Vec<&str> = source.lines().collect();
    let mut refusals = BTreeSet::new();
    for message in messages(output) {
        let Message::CompilerMessage { message } = message else {
            continue;
        };
        if message.level != "error" {
            continue;
        }
        if let Some(line) = message.line(copy) {
            refusals.insert((line, message.in_french()));
        }
    }
    let told = refusals.iter().map(|(line, text)| {
        let source = lines.get(line.wrapping_sub(1)).unwrap_or(&"");
        format!(
            "{}:{line} : {text}\n     {line} | {}",
            shown.display(),
            source.trim()
        )
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join("\n"))
}

/// Ce que rustc dit, tel qu'il le dit.
pub fn rendered(output: &str) -> String {
    let errors = messages(output).filter_map(|message| match message {
        Message::CompilerMessage { message } if message.level == "error" => message.rendered,
        _ => None,
    });
    errors.collect()
}

impl Diagnostic {
    /// La ligne de `copy` dont parle le message, à travers les macros.
    fn line(&self, copy: &str) -> Option<usize> {
        let primary = self.spans.iter().filter(|span| span.is_primary);
        let others = self.spans.iter().filter(|span| !span.is_primary);
        primary.chain(others).find_map(|span| span.inside(copy))
    }

    fn in_french(&self) -> String {
        let code = self.code.as_ref().map_or("", |code| code.code.as_str());
        let labels = self.spans.iter().filter(|span| span.is_primary);
        let label = labels.filter_map(|span| span.label.clone()).next();
        in_french(code, &readers_names(&self.message), label.as_deref())
    }
}

impl Span {
    fn inside(&self, copy: &str) -> Option<usize> {
        if self.file_name.ends_with(copy) {
            return Some(self.line_start);
        }
        self.expansion.as_ref()?.span.inside(copy)
    }
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
        let one = r#"{"reason":"compiler-message","message":{"level":"error","message":"no method named `a` found for struct `B`","code":{"code":"E0599"},"rendered":"x","spans":[{"file_name":"lib.rs","line_start":9,"is_primary":true,"label":null,"expansion":{"span":{"file_name":"/tmp/src/p0.rs","line_start":2,"is_primary":false,"label":null,"expansion":null}}}]}}"#;
        let output = format!("{one}\n{one}\n{{\"reason\":\"build-finished\",\"success\":false}}");
        let told = told(
            &output,
            Path::new("ici.rs"),
            "fn main() {\n    b.a();\n}\n",
            "src/p0.rs",
        );
        let expected = "ici.rs:2 : non modélisé : `a` de `B`\n     2 | b.a();";
        assert_eq!(told.as_deref(), Some(expected));
    }
}
