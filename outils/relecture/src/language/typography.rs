//! Les règles de typographie des sources : espaces ordinaires et apostrophe
//! droite, que la construction du livre remplace ; guillemets et ponctuation du
//! français.

use crate::text::passage::CODE;
use crate::text::{Document, Passage};
use mdbook_cours::error::line_of;
use mdbook_cours::page::markdown::fences;
use regex::Regex;
use std::sync::LazyLock;

/// Une faute : sa ligne, et ce qu'elle est.
pub type Fault = (usize, String);

/// Les caractères que les sources n'écrivent pas, et ce qu'elles écrivent.
const CHARACTERS: [(&[char], &str); 3] = [
    (&['’', '‘'], "l'apostrophe est droite dans les sources"),
    (&['“', '”'], "les guillemets sont « »"),
    (
        &['\u{a0}', '\u{202f}', '\u{2009}'],
        "l'espace insécable est posée par la construction : écrivez une espace ordinaire",
    ),
];

/// Toutes les fautes de `document`, dans l'ordre de ses lignes.
pub fn faults(document: &Document) -> Vec<Fault> {
    let source = &document.source;
    let mut faults = layout_faults(source);
    if document.is_markdown() {
        faults.extend(tab_faults(source));
        faults.extend(character_faults(1, source));
    } else {
        // Les chaînes d'un programme ont le droit à tous les caractères.
        let comments = document.prose.iter();
        faults.extend(comments.flat_map(|passage| character_faults(passage.line, &passage.text)));
    }
    faults.extend(document.prose.iter().flat_map(prose_faults));
    faults.sort();
    faults
}

/// Les espaces en fin de ligne, et une fin de fichier qui n'est pas celle d'une
/// ligne.
fn layout_faults(source: &str) -> Vec<Fault> {
    let mut faults: Vec<Fault> = source
        .split('\n')
        .zip(1..)
        .filter(|(line, _)| line.ends_with(char::is_whitespace))
        .map(|(line, i)| {
            let message = format!("espace en fin de ligne : {}", excerpt(line, line.len()));
            (i, message)
        })
        .collect();
    if !source.ends_with('\n') || source.ends_with("\n\n") {
        let message = "le fichier doit finir par une seule fin de ligne";
        faults.push((source.lines().count(), message.to_owned()));
    }
    faults
}

/// Les tabulations d'une page, hors des blocs de code.
fn tab_faults(source: &str) -> Vec<Fault> {
    let code = fences(source);
    source
        .match_indices('\t')
        .filter(|(at, _)| !code.iter().any(|fence| fence.range.contains(at)))
        .map(|(at, _)| {
            let message = format!("tabulation : écrivez des espaces : {}", excerpt(source, at));
            (line_of(source, at), message)
        })
        .collect()
}

/// Les caractères de [`CHARACTERS`] dans `text`, qui commence à la ligne `line`.
fn character_faults(line: usize, text: &str) -> Vec<Fault> {
    CHARACTERS
        .iter()
        .flat_map(|(characters, message)| {
            text.match_indices(*characters).map(move |(at, _)| {
                let message = format!("{message} : {}", excerpt(text, at));
                (line_of(text, at) + line - 1, message)
            })
        })
        .collect()
}

/// Les formes fautives d'un texte, et ce qu'il faut écrire.
static RULES: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    [
        (
            r"[^\s(\[?!:;]([:;?!]+)(?:[\s)\]»,.…]|$)",
            "il manque une espace avant ce signe",
        ),
        (r"\d(%)", "il manque une espace avant ce signe"),
        (r"\S(»)", "il manque une espace avant ce guillemet"),
        (r"(«)(?:\S|$)", "il manque une espace après ce guillemet"),
        (
            r"\n([:;?!»%])",
            "ce signe commence une ligne, sans l'espace insécable que pose la construction",
        ),
        (
            r"(«)\n",
            "ce guillemet finit une ligne, sans l'espace insécable que pose la construction",
        ),
        ("(\")", "les guillemets sont « »"),
        (r"[^\s]( {2,})\S", "une seule espace suffit"),
        (r"\S( +[,.])(?:\s|$)", "espace de trop avant ce signe"),
        (r"(,)\p{L}", "il manque une espace après cette virgule"),
        (r"(\( )", "espace de trop après cette parenthèse"),
        (r"( \))", "espace de trop avant cette parenthèse"),
    ]
    .map(|(form, message)| (Regex::new(form).expect("constante"), message))
    .into()
});

/// Les fautes d'un texte français.
pub fn prose_faults(passage: &Passage) -> Vec<Fault> {
    let text = &passage.text;
    let found = RULES.iter().flat_map(|(rule, message)| {
        rule.captures_iter(text)
            .filter_map(|found| Some((found.get(1)?.start(), *message)))
    });
    let dots = text
        .match_indices("...")
        .map(|(at, _)| at)
        .filter(|&at| !is_quoted(text, at))
        .map(|at| (at, "les points de suspension sont « … »"));
    found
        .chain(dots)
        .map(|(at, message)| {
            (
                passage.line_at(at),
                format!("{message} : {}", excerpt(text, at)),
            )
        })
        .collect()
}

/// Vrai si l'octet `at` est entre « et ».
fn is_quoted(text: &str, at: usize) -> bool {
    let before = &text[..at];
    before.matches('«').count() > before.matches('»').count()
}

/// Ce qui entoure l'octet `at` de `text`.
fn excerpt(text: &str, at: usize) -> String {
    const AROUND: usize = 20;
    let before: Vec<char> = text[..at].chars().rev().take(AROUND).collect();
    let around = before
        .into_iter()
        .rev()
        .chain(text[at..].chars().take(AROUND));
    around
        .map(|c| match c {
            CODE => "`…`".to_owned(),
            '\n' => "⏎".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Fault> {
        prose_faults(&Passage::new(1, text).unwrap())
    }

    fn page(path: &str, source: &str) -> Document {
        Document {
            path: path.to_owned(),
            source: source.to_owned(),
            prose: Vec::new(),
            strings: Vec::new(),
            quotes: Vec::new(),
        }
    }

    #[test]
    fn le_francais_bien_compose_est_admis() {
        for text in [
            "Vraiment ? Oui : « tout » ; 50 % fois !",
            "￼ : ￼ ; l'￼, ￼.",
            "Est-ce sûr (?!) ?",
            "À 10:30, voir std::thread et https://a.fr/b?c=d;e.",
            "Il affiche « Travail en cours... » puis s'arrête…",
            "Le fichier .gitignore, de 0,5 Mo",
            "une ligne\net la suivante",
            "Quoi ?!",
            "« ￼ » (ou ￼)",
        ] {
            assert_eq!(of(text), [], "{text}");
        }
    }

    #[test]
    fn chaque_faute_se_voit() {
        for (text, expected) in [
            ("Vraiment?", "avant ce signe"),
            ("￼: oui", "avant ce signe"),
            ("oui!\nnon", "avant ce signe"),
            ("(oui;)", "avant ce signe"),
            ("50% de", "avant ce signe"),
            ("« oui»", "avant ce guillemet"),
            ("«oui »", "après ce guillemet"),
            ("deux fils\n: un", "commence une ligne"),
            ("les «\nmots »", "finit une ligne"),
            ("un \"mot\"", "les guillemets"),
            ("et voilà...", "points de suspension"),
            ("« a » puis...", "points de suspension"),
            ("un  mot", "une seule espace"),
            ("un , deux", "espace de trop"),
            ("￼ .", "espace de trop"),
            ("un,deux", "après cette virgule"),
            ("( un", "après cette parenthèse"),
            ("un )", "avant cette parenthèse"),
        ] {
            // Le texte ajouté porte les cas faits de seule ponctuation.
            let text = format!("a {text}");
            let found = of(&text);
            assert!(
                !found.is_empty() && found.iter().all(|(_, fault)| fault.contains(expected)),
                "{text} : {found:?}"
            );
        }
    }

    #[test]
    fn une_faute_dit_sa_ligne_et_ce_qui_l_entoure() {
        assert_eq!(
            of("un\n￼ deux? trois"),
            [(
                2,
                "il manque une espace avant ce signe : un⏎`…` deux? trois".to_owned()
            )]
        );
    }

    #[test]
    fn un_fichier_propre_est_admis() {
        assert_eq!(faults(&page("a.md", "un\n\n```go\n\tdeux\n```\n")), []);
        assert_eq!(faults(&page("a.go", "\tf(\"l’un\")\n")), []);
    }

    #[test]
    fn chaque_faute_d_une_page_se_voit() {
        for (source, line, expected) in [
            ("a\nl’un\n", 2, "apostrophe"),
            ("un “mot”\n", 1, "guillemets"),
            ("a\u{a0}:\n", 1, "insécable"),
            ("a\u{202f}:\n", 1, "insécable"),
            ("a\nb \nc\n", 2, "fin de ligne"),
            ("a\tb\n", 1, "tabulation"),
            ("```go\n\ta\n```\n\tb\n", 4, "tabulation"),
            ("a", 1, "une seule fin de ligne"),
            ("a\n\n", 2, "une seule fin de ligne"),
        ] {
            let found = faults(&page("a.md", source));
            assert!(
                !found.is_empty()
                    && found
                        .iter()
                        .all(|(at, fault)| *at == line && fault.contains(expected)),
                "{source:?} : {found:?}"
            );
        }
    }

    #[test]
    fn les_commentaires_d_un_programme_se_relisent_comme_les_pages() {
        let mut program = page("a.rs", "\n// l’un\n// « a»\n");
        program.prose.extend(Passage::new(2, "l’un\n« a»"));
        let lines: Vec<usize> = faults(&program).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [2, 3]);
    }
}
