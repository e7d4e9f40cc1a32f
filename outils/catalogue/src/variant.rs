//! Les variantes d'un programme : les retouches que le livre demande d'imaginer,
//! « Et si… », dans `listings/<chapitre>/<nom>.variantes.toml`.
//!
//! ```toml
//! [[variante]]
//! id = "tampon"
//! question = "Et si le canal avait une place ?"
//! reponse = "L'envoi n'attend plus le récepteur."   # pourquoi, facultatif
//! repare = true        # facultatif : elle répare un piège
//! refuse = "E0382"     # facultatif : rustc la refuse, avec ce code
//!
//! [[variante.change]]  # un ou plusieurs
//! ligne = "    let (done, fini) = bounded(0);"
//! devient = "    let (done, fini) = bounded(1);"
//! ```
//!
//! `ligne` est une ligne du programme, ou plusieurs qui se suivent, telles qu'elles y
//! sont, retrait compris ; `devient`, ce qui les remplace : rien, si c'est vide.
//! Une variante est un programme entier, prouvé comme un autre. Ce que l'exploration
//! ou rustc en disent est gardé : voir [`Variant::kept`].

use crate::listing::{LISTINGS, display, split_reference};
use crate::read;
use files::{FileError, line_of};
use proc_macro2::TokenStream;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// La fin du nom d'un fichier de variantes.
pub const EXTENSION: &str = "variantes.toml";
/// Où est gardé ce que l'on sait des variantes, dans le dossier d'un chapitre.
const FOLDER: &str = "variantes";

/// Une variante d'un programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Le programme, « chapitre/nom ».
    pub listing: String,
    /// Son nom, unique parmi celles du programme.
    pub id: String,
    /// La ligne où elle commence, dans le fichier des variantes.
    pub line: usize,
    /// La question posée au lecteur.
    pub question: String,
    /// Pourquoi la réponse est ce qu'elle est.
    pub answer: Option<String>,
    /// Le code de l'erreur par laquelle rustc la refuse.
    pub refused: Option<String>,
    /// Vrai si elle répare le programme.
    pub repairs: bool,
    /// Ce qui change, dans l'ordre des lignes.
    pub edits: Vec<Edit>,
    /// Le programme affiché, retouches faites.
    pub text: String,
    /// Le même, à ses lignes dans le fichier du programme : après le titre.
    pub source: String,
}

/// Des lignes qui en remplacent d'autres.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Le rang, à partir de 0, de la première ligne remplacée du programme affiché.
    pub first: usize,
    /// Les lignes remplacées.
    pub removed: Vec<String>,
    /// Celles qui les remplacent.
    pub added: Vec<String>,
}

impl Variant {
    /// Les variantes du programme `reference` (« chapitre/nom »), dans l'ordre de leur
    /// fichier ; aucune s'il n'en a pas.
    ///
    /// # Errors
    ///
    /// Tout ce qui ne va pas, avec le fichier et la ligne : une clé inconnue, une ligne
    /// que le programme n'a pas ou a deux fois, une variante égale au programme ou à une
    /// autre.
    pub fn all(listings_dir: &Path, reference: &str) -> Result<Vec<Self>, Vec<FileError>> {
        let file = Path::new(LISTINGS).join(format!("{reference}.{EXTENSION}"));
        let path = listings_dir.join(format!("{reference}.{EXTENSION}"));
        if !path.is_file() {
            return Ok(Vec::new());
        }
        let at = |error: FileError| {
            vec![FileError {
                file: file.clone(),
                ..error
            }]
        };
        let text = read(&path).map_err(at)?;
        let program = read(&path.with_extension("").with_extension("rs")).map_err(|_| {
            at(FileError::new(
                &file,
                0,
                format!("il n'y a pas de programme listings/{reference}.rs"),
            ))
        })?;
        let reader = Reader {
            listing: reference,
            text: &text,
            program: &program,
        };
        reader.read().map_err(|faults| {
            let faults = faults.into_iter();
            faults
                .map(|(line, message)| FileError::new(&file, line, message))
                .collect()
        })
    }

    /// Là où est gardé, dans `listings_dir`, ce que l'exploration en dit
    /// (`graphe.json`), ou ce que rustc en dit (`stderr`) : c'est `extension`.
    pub fn kept(&self, listings_dir: &Path) -> PathBuf {
        let extension = match self.refused {
            Some(_) => "stderr",
            None => "graphe.json",
        };
        listings_dir.join(format!("{}.{extension}", self.name()))
    }

    /// Son nom parmi tous les programmes : « chapitre/variantes/nom/id ».
    pub fn name(&self) -> String {
        let (chapter, name) = split_reference(&self.listing).unwrap_or_default();
        format!("{chapter}/{FOLDER}/{name}/{}", self.id)
    }

    /// Où elle est écrite : le fichier, depuis la racine du dépôt, et la ligne.
    pub fn place(&self) -> String {
        format!("{LISTINGS}/{}.{EXTENSION}:{}", self.listing, self.line)
    }
}

/// Une erreur : sa ligne et son message.
type Fault = (usize, String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    variante: Vec<Spanned<Written>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: Spanned<String>,
    question: Spanned<String>,
    reponse: Option<Spanned<String>>,
    refuse: Option<Spanned<String>>,
    #[serde(default)]
    repare: bool,
    change: Vec<Change>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    ligne: Spanned<String>,
    devient: Spanned<String>,
}

/// Ce qu'il faut pour lire un fichier de variantes.
struct Reader<'a> {
    listing: &'a str,
    text: &'a str,
    program: &'a str,
}

impl Reader<'_> {
    fn line<T>(&self, value: &Spanned<T>) -> usize {
        line_of(self.text, value.span().start)
    }

    fn read(&self) -> Result<Vec<Variant>, Vec<Fault>> {
        let document: Document = toml::from_str(self.text).map_err(|error| {
            let line = error
                .span()
                .map_or(0, |span| line_of(self.text, span.start));
            vec![(line, in_french(error.message()))]
        })?;
        let (_, shown) = display(self.program);
        let mut faults = Vec::new();
        let mut found: Vec<Variant> = Vec::new();
        // Ce que chaque texte veut dire pour rustc, et à qui il est.
        let mut known = BTreeMap::new();
        if let Some(tokens) = tokens(&shown) {
            known.insert(tokens, "le programme".to_owned());
        }
        for written in &document.variante {
            match self.variant(written, &shown) {
                Ok(variant) => {
                    let line = variant.line;
                    if found.iter().any(|other| other.id == variant.id) {
                        faults.push((line, format!("l'id « {} » sert deux fois", variant.id)));
                    }
                    match tokens(&variant.text) {
                        None => faults.push((
                            line,
                            "ses lignes ne se lisent pas comme du Rust : une parenthèse, une \
                             accolade ou un guillemet manque"
                                .to_owned(),
                        )),
                        Some(tokens) => {
                            let name = format!("la variante « {} »", variant.id);
                            if let Some(same) = known.insert(tokens, name) {
                                faults.push((
                                    line,
                                    format!(
                                        "la variante « {} » est la même que {same}, aux commentaires \
                                         et à la mise en page près",
                                        variant.id
                                    ),
                                ));
                            }
                        }
                    }
                    found.push(variant);
                }
                Err(others) => faults.extend(others),
            }
        }
        if document.variante.is_empty() {
            faults.push((1, "aucune variante : écrivez [[variante]]".to_owned()));
        }
        match faults.is_empty() {
            true => Ok(found),
            false => Err(faults),
        }
    }

    fn variant(&self, written: &Spanned<Written>, shown: &str) -> Result<Variant, Vec<Fault>> {
        let line = self.line(written);
        let mut faults = Vec::new();
        let written = written.get_ref();
        let id = written.id.get_ref();
        if split_reference(&format!("c/{id}")).is_err() {
            faults.push((
                self.line(&written.id),
                format!("l'id « {id} » doit s'écrire en minuscules sans accent, chiffres et « _ »"),
            ));
        }
        if !written.question.get_ref().trim_end().ends_with('?') {
            faults.push((
                self.line(&written.question),
                "une question finit par « ? »".to_owned(),
            ));
        }
        if let Some(answer) = &written.reponse
            && answer.get_ref().trim().is_empty()
        {
            faults.push((self.line(answer), "`reponse` est vide".to_owned()));
        }
        if let Some(code) = &written.refuse {
            let digits = code.get_ref().strip_prefix('E').unwrap_or_default();
            if digits.len() != 4 || !digits.bytes().all(|it| it.is_ascii_digit()) {
                faults.push((
                    self.line(code),
                    format!(
                        "« {} » n'est pas un code de rustc, comme « E0382 »",
                        code.get_ref()
                    ),
                ));
            }
            if written.repare {
                faults.push((
                    self.line(code),
                    "ce que rustc refuse ne répare rien : retirez `refuse` ou `repare`".to_owned(),
                ));
            }
        }
        if written.change.is_empty() {
            faults.push((line, "il manque [[variante.change]]".to_owned()));
        }
        let lines: Vec<&str> = shown.lines().collect();
        let mut edits: Vec<Edit> = Vec::new();
        for change in &written.change {
            match self.edit(change, &lines) {
                Ok(edit) => {
                    if edits
                        .iter()
                        .any(|other| overlap(&other.range(), &edit.range()))
                    {
                        faults.push((
                            self.line(&change.ligne),
                            "cette ligne est déjà changée par cette variante".to_owned(),
                        ));
                    }
                    edits.push(edit);
                }
                Err(fault) => faults.push(fault),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        edits.sort_by_key(|edit| edit.first);
        let text = applied(&lines, &edits);
        let before = self.program.find(shown).unwrap_or_default();
        Ok(Variant {
            listing: self.listing.to_owned(),
            id: id.clone(),
            line,
            question: written.question.get_ref().trim().to_owned(),
            answer: written
                .reponse
                .as_ref()
                .map(|answer| answer.get_ref().trim().to_owned()),
            refused: written.refuse.as_ref().map(|code| code.get_ref().clone()),
            repairs: written.repare,
            edits,
            source: format!("{}{text}", &self.program[..before]),
            text,
        })
    }

    fn edit(&self, change: &Change, lines: &[&str]) -> Result<Edit, Fault> {
        let removed = written_lines(change.ligne.get_ref());
        let added = written_lines(change.devient.get_ref());
        let line = self.line(&change.ligne);
        let listing = format!("listings/{}.rs", self.listing);
        if removed.is_empty() {
            return Err((line, "`ligne` est vide : quelle ligne change ?".to_owned()));
        }
        if removed == added {
            let line = self.line(&change.devient);
            return Err((line, "`devient` ne change rien à la ligne".to_owned()));
        }
        let places: Vec<usize> = lines
            .windows(removed.len())
            .enumerate()
            .filter(|(_, window)| removed == *window)
            .map(|(rank, _)| rank)
            .collect();
        match places[..] {
            [first] => Ok(Edit {
                first,
                removed,
                added,
            }),
            [] => {
                let near = lines
                    .iter()
                    .find(|known| known.trim() == removed[0].trim() && **known != removed[0]);
                let hint = match near {
                    Some(known) => format!(" ; le retrait est-il celui de « {known} » ?"),
                    None => String::new(),
                };
                Err((
                    line,
                    format!("{listing} n'affiche pas « {} »{hint}", removed.join("\n")),
                ))
            }
            _ => Err((
                line,
                format!(
                    "{listing} a {} fois « {} » : ajoutez la ligne d'avant ou d'après",
                    places.len(),
                    removed.join("\n")
                ),
            )),
        }
    }
}

/// Ce que dit le lecteur de TOML, en français.
fn in_french(message: &str) -> String {
    let quoted = || message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("unknown field") {
        let (_, known) = message.split_once("expected ").unwrap_or_default();
        let known = known.trim_start_matches("one of ").replace(" or ", ", ");
        return format!("clé inconnue : `{}` ; permises : {known}", quoted());
    }
    if message.starts_with("missing field") {
        return format!("il manque `{}`", quoted());
    }
    format!("ce TOML est mal écrit : {message}")
}

impl Edit {
    /// Les rangs des lignes remplacées.
    fn range(&self) -> Range<usize> {
        self.first..self.first + self.removed.len()
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn written_lines(text: &str) -> Vec<String> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.lines().map(ToOwned::to_owned).collect()
}

/// Les lignes, retouches faites.
fn applied(lines: &[&str], edits: &[Edit]) -> String {
    let mut text = String::new();
    let mut next = 0;
    let mut push = |line: &str| {
        text.push_str(line);
        text.push('\n');
    };
    for edit in edits {
        lines[next..edit.first].iter().copied().for_each(&mut push);
        edit.added.iter().map(String::as_str).for_each(&mut push);
        next = edit.range().end;
    }
    lines[next..].iter().copied().for_each(&mut push);
    text
}

/// Ce que rustc lit d'un texte, sans ses commentaires ni sa mise en page.
fn tokens(text: &str) -> Option<String> {
    Some(text.parse::<TokenStream>().ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: &str = "//! Titre\n\nfn main() {\n    f(1);\n    g();\n    f(2);\n    g();\n}\n\n#[cfg(test)]\nmod tests {}\n";

    fn read(text: &str) -> Result<Vec<Variant>, Vec<String>> {
        let dir = testing::tree([("c/a.rs", PROGRAM), ("c/a.variantes.toml", text)]);
        Variant::all(dir.path(), "c/a")
            .map_err(|errors| errors.iter().map(ToString::to_string).collect())
    }

    fn variant(id: &str, change: &str) -> String {
        format!("[[variante]]\nid = \"{id}\"\nquestion = \"Et si ?\"\n{change}")
    }

    fn change(line: &str, new: &str) -> String {
        format!("[[variante.change]]\nligne = '''\n{line}'''\ndevient = '''\n{new}'''\n")
    }

    #[test]
    fn une_variante_est_le_programme_retouche() {
        let text = variant("un", &change("    f(1);\n    g();", "    g();\n    f(1);"))
            + &variant("deux", "refuse = \"E0382\"\nreponse = \"Non.\"\n")
            + &change("    f(1);", "")
            + &change("    f(2);", "    f(3);\n    f(4);");
        let found = read(&text).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0].source,
            "//! Titre\n\nfn main() {\n    g();\n    f(1);\n    f(2);\n    g();\n}\n"
        );
        assert_eq!(
            found[1].text,
            "fn main() {\n    g();\n    f(3);\n    f(4);\n    g();\n}\n"
        );
        assert_eq!(found[1].edits[1].first, 3);
        assert_eq!(found[1].name(), "c/variantes/a/deux");
        assert_eq!(found[1].place(), "listings/c/a.variantes.toml:11");
        assert!(found[1].kept(Path::new("l")).ends_with("a/deux.stderr"));
        assert!(Variant::all(Path::new("l"), "c/a").unwrap().is_empty());
    }

    #[test]
    fn ce_qui_ne_va_pas_est_dit_avec_sa_ligne() {
        let ok = change("    f(1);", "    f(5);");
        for (text, line, part) in [
            (
                variant("a", "couleur = 1\n") + &ok,
                4,
                "clé inconnue : `couleur`",
            ),
            (variant("a", ""), 1, "il manque `change`"),
            (variant("a", &change("    h();", "")), 5, "n'affiche pas « "),
            (variant("a", &change("f(1);", "")), 5, "le retrait"),
            (
                variant("a", &change("mod tests {}", "")),
                5,
                "n'affiche pas",
            ),
            (variant("a", &change("    g();", "")), 5, "2 fois"),
            (
                variant("a", &change("    f(1);", "    f(1);")),
                7,
                "ne change rien",
            ),
            (
                variant("a", &change("    f(1);", "    f(1); // f")),
                1,
                "que le programme",
            ),
            (
                variant("a", &ok) + &variant("b", &change("    f(1);", "    f( 5 );")),
                9,
                "que la variante « a »",
            ),
            (
                variant("a", &ok) + &variant("a", &change("    f(1);", "")),
                9,
                "deux fois",
            ),
            (variant("a", &(ok.clone() + &ok)), 10, "déjà changée"),
            (
                variant("a", &change("    f(1);", "    f(1;")),
                1,
                "parenthèse",
            ),
            (variant("É", &ok), 2, "minuscules"),
            (variant("a", "refuse = \"382\"\n") + &ok, 4, "E0382"),
            (
                variant("a", "refuse = \"E0382\"\nrepare = true\n") + &ok,
                4,
                "ne répare rien",
            ),
            (variant("a", "reponse = \"\"\n") + &ok, 4, "vide"),
            (variant("a", "change = []\n"), 1, "[[variante.change]]"),
            (variant("a", &ok).replace("si ?", "si."), 3, "« ? »"),
            ("variante = []\n".to_owned(), 1, "aucune variante"),
            ("[[variante]\n".to_owned(), 1, "mal écrit"),
        ] {
            let errors = read(&text).unwrap_err();
            let place = format!("listings/c/a.variantes.toml:{line}: ");
            assert!(
                errors.len() == 1 && errors[0].starts_with(&place) && errors[0].contains(part),
                "{part} : {errors:?}\n{text}"
            );
        }
    }

    #[test]
    fn des_variantes_sans_programme_sont_refusees() {
        let dir = testing::tree([("c/b.variantes.toml", "")]);
        let errors = Variant::all(dir.path(), "c/b").unwrap_err();
        assert!(errors[0].to_string().contains("listings/c/b.rs"));
    }
}
