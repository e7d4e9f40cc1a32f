//! Les directives `{{#nom argument}}`, un fichier chacune.
//!
//! Une directive est lue une fois, dans le texte de son auteur : [`Directives::read`]
//! la vérifie et en fait une valeur, qui sait ce qu'elle devient dans la page,
//! ce que skeptic doit en compiler, et ce qu'elle demande au lecteur.

pub mod exercise;
mod figure;
mod graph;
pub mod include;
mod listing;
mod overview;
mod pair;
mod quiz;
mod refusal;

use crate::course::Course;
use crate::course::lesson::Contents;
use crate::error::PageError;
use crate::page::calls::{Call, calls};
use crate::page::splice::splice;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Ce que sait faire une directive, une fois lue et vérifiée.
pub trait Directive {
    /// Ce qu'elle met dans sa phrase, avant toute mise en page.
    fn inline(&self) -> Option<String> {
        None
    }

    /// Ce qu'elle devient dans le livre ; `root` (« ../ ») mène de la page à la
    /// racine du site. Sans réponse, elle reste telle quelle.
    fn to_html(&self, root: &str) -> Option<String> {
        let _ = root;
        None
    }

    /// Ce que skeptic doit compiler à sa place : rien, d'ordinaire.
    fn to_skeptic(&self) -> Option<String> {
        Some(String::new())
    }

    /// Ce qu'elle devient une fois tout le cours connu.
    fn about_course(&self, course: &Course, root: &str) -> Option<String> {
        let _ = (course, root);
        None
    }

    /// Ce qu'elle montre et fait faire.
    fn contents(&self) -> Contents {
        Contents::default()
    }

    /// Les fichiers du site dont elle a besoin.
    fn files(&self) -> Vec<SiteFile> {
        Vec::new()
    }

    /// Vrai d'un programme qui veut sa prose à côté de lui.
    fn is_program(&self) -> bool {
        false
    }

    /// La classe qu'elle donne à la page entière.
    fn page_class(&self) -> Option<&'static str> {
        None
    }
}

/// Un fichier du site, chemin depuis sa racine, et son contenu.
pub type SiteFile = (PathBuf, Vec<u8>);

/// Pourquoi une directive est refusée.
enum Refused {
    /// Ce qu'il faut dire à sa ligne.
    Here(Vec<String>),
    /// Ce qu'il faut dire ailleurs, dans un fichier qu'elle lit.
    There(Vec<PageError>),
}

impl From<String> for Refused {
    fn from(message: String) -> Self {
        Self::Here(vec![message])
    }
}

impl From<Vec<String>> for Refused {
    fn from(messages: Vec<String>) -> Self {
        Self::Here(messages)
    }
}

type Parsed = Result<Box<dyn Directive>, Refused>;

/// Une directive du livre : comment elle s'écrit, et ce qui la lit.
struct Form {
    name: &'static str,
    /// Elle est seule sur sa ligne.
    alone: bool,
    /// Elle prend un argument.
    argument: bool,
    parse: fn(&str, &mut Reader) -> Parsed,
}

const fn form(
    name: &'static str,
    alone: bool,
    argument: bool,
    parse: fn(&str, &mut Reader) -> Parsed,
) -> Form {
    Form {
        name,
        alone,
        argument,
        parse,
    }
}

const FORMS: [Form; 10] = [
    form("chapitres", true, false, overview::chapters),
    form("exercice", false, true, exercise::parse),
    form("graphe", false, true, graph::parse),
    form("include", false, true, include::parse),
    form("listing", true, true, listing::parse),
    form("paire", true, true, pair::parse),
    form("plan_de_seance", true, false, overview::plan),
    form("progres", true, false, overview::progress),
    // Il dit lui-même où est le quiz.
    form("quiz", true, true, quiz::parse),
    form("refus", true, true, refusal::parse),
];

/// Ce que les directives d'une page lisent, et ce qu'elles se partagent.
pub struct Reader<'a> {
    /// La racine du livre.
    pub root: &'a Path,
    /// Le dossier des pages, depuis la racine.
    pub src: &'a Path,
    /// Le dossier des listings.
    pub listings: &'a Path,
    /// La page, depuis le dossier des pages.
    pub page: &'a Path,
    /// Le numéro du chapitre, « A » pour une annexe.
    pub prefix: String,
    /// Vrai d'un site qui sera en ligne : rien de périmé n'y paraît.
    pub published: bool,
    /// Les numéros déjà donnés.
    pub numbers: &'a mut Numbers,
    /// Ce qu'un auteur doit savoir, sans que la construction s'arrête.
    pub warnings: &'a mut Vec<String>,
    /// Vrai si la page a déjà son quiz.
    pub has_quiz: bool,
}

impl Reader<'_> {
    /// Le numéro du programme `reference`.
    fn number(&mut self, reference: &str) -> String {
        self.numbers.program(reference, &self.prefix)
    }

    /// Un graphe périmé n'arrête que la construction d'un site publié.
    fn warn(&mut self, message: String) -> Result<(), String> {
        if self.published {
            return Err(message);
        }
        self.warnings.push(message);
        Ok(())
    }
}

/// Les numéros donnés dans le livre.
#[derive(Debug, Default)]
pub struct Numbers {
    /// Le dernier, par sorte (« Programme », « Figure ») et par chapitre.
    last: HashMap<(&'static str, String), usize>,
    programs: HashMap<String, String>,
}

impl Numbers {
    /// Le numéro d'un programme : le même à chaque fois qu'il est montré.
    pub fn program(&mut self, reference: &str, prefix: &str) -> String {
        if let Some(number) = self.programs.get(reference) {
            return number.clone();
        }
        let number = self.next("Programme", prefix);
        self.programs.insert(reference.to_owned(), number.clone());
        number
    }

    /// Le prochain numéro de la sorte `kind`, dans le chapitre `prefix`.
    pub fn next(&mut self, kind: &'static str, prefix: &str) -> String {
        let last = self.last.entry((kind, prefix.to_owned())).or_default();
        *last += 1;
        format!("{prefix}.{last}")
    }
}

/// Les directives d'une page, dans l'ordre, et le texte qui les appelle.
#[derive(Default)]
pub struct Directives(Vec<(String, Box<dyn Directive>)>);

impl Directives {
    /// Lit les directives de `text`, le contenu du fichier `file` ; les erreurs
    /// sont rendues à côté de celles qui se lisent.
    pub fn read(file: &Path, text: &str, reader: &mut Reader) -> (Self, Vec<PageError>) {
        let mut directives = Self::default();
        let mut errors = Vec::new();
        for call in calls(text) {
            let at_line = |message| PageError::new(file, call.line, message);
            match parse(&call, reader) {
                Ok(directive) => directives
                    .0
                    .push((text[call.range.clone()].to_owned(), directive)),
                Err(Refused::Here(messages)) => errors.extend(messages.into_iter().map(at_line)),
                Err(Refused::There(others)) => errors.extend(others),
            }
        }
        (directives, errors)
    }

    /// Remplace dans `text` les directives auxquelles `expansion` répond.
    pub fn expand(
        &self,
        text: &str,
        expansion: impl Fn(&(dyn Directive + 'static)) -> Option<String>,
    ) -> String {
        let edits = calls(text).into_iter().filter_map(|call| {
            let new = expansion(self.get(&text[call.range.clone()])?)?;
            Some((call.range, new))
        });
        splice(text, edits)
    }

    /// La directive que le texte `source` appelle.
    pub fn get(&self, source: &str) -> Option<&(dyn Directive + 'static)> {
        let mut all = self.0.iter();
        let (_, directive) = all.find(|(known, _)| known == source)?;
        Some(directive.as_ref())
    }

    /// Toutes, dans l'ordre de la page.
    pub fn iter(&self) -> impl Iterator<Item = &(dyn Directive + 'static)> {
        self.0.iter().map(|(_, directive)| directive.as_ref())
    }
}

fn parse(call: &Call, reader: &mut Reader) -> Parsed {
    let Call { name, argument, .. } = *call;
    let names = || FORMS.map(|form| form.name).join(", ");
    let Some(form) = FORMS.iter().find(|form| form.name == name) else {
        return Err(Refused::from(match name {
            "" => format!(
                "directive mal formée : attendu « {{{{#nom argument}}}} » sur une ligne, nom parmi {}",
                names()
            ),
            _ => format!(
                "directive inconnue « {name} » ; celles du livre : {}",
                names()
            ),
        }));
    };
    if form.alone && !call.alone {
        let text = format!("{name} {argument}");
        let text = text.trim_end();
        return Err(format!("« {{{{#{text}}}}} » doit être seul sur sa ligne").into());
    }
    if !form.argument && !argument.is_empty() {
        return Err(format!(
            "« {{{{#{name}}}}} » ne prend pas d'argument : retirez « {argument} »"
        )
        .into());
    }
    (form.parse)(argument, reader)
}
