//! Les directives `{{#nom argument}}`, un fichier chacune.
//!
//! Une directive est lue une fois, dans le texte de son auteur : [`Directives::read`]
//! la vérifie et en fait une valeur, qui sait ce qu'elle devient dans la page,
//! ce que skeptic doit en compiler, et ce qu'elle demande au lecteur.

mod directive;
pub mod exercise;
mod figure;
mod graph;
mod include;
mod listing;
mod numbers;
mod overview;
mod pair;
mod quiz;
mod reader;
mod refusal;
pub mod repair;
mod repository;

pub use directive::Directive;
pub use numbers::Numbers;
pub use reader::Reader;

use crate::page::calls::{Call, calls};
use crate::page::splice::splice;
use directive::{Parsed, Refused};
use files::FileError;
use std::path::Path;

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

const FORMS: [Form; 13] = [
    form("chapitres", true, false, overview::chapters),
    form("depot", false, false, repository::parse),
    form("exercice", false, true, exercise::parse),
    form("exercices", true, false, overview::exercises),
    form("graphe", false, true, graph::parse),
    form("include", false, true, include::parse),
    form("listing", true, true, listing::parse),
    form("paire", true, true, pair::parse),
    form("plan_de_seance", true, false, overview::plan),
    form("progres", true, false, overview::progress),
    // Il dit lui-même où est le quiz.
    form("quiz", true, true, quiz::parse),
    form("refus", true, true, refusal::parse),
    form("reparation", true, true, repair::parse),
];

/// Les directives d'une page, dans l'ordre, et le texte qui les appelle.
#[derive(Default)]
pub struct Directives(Vec<(String, Box<dyn Directive>)>);

impl Directives {
    /// Lit les directives de `text`, le contenu du fichier `file` ; les erreurs
    /// sont rendues à côté de celles qui se lisent.
    pub fn read(file: &Path, text: &str, reader: &mut Reader) -> (Self, Vec<FileError>) {
        let mut directives = Self::default();
        let mut errors = Vec::new();
        for call in calls(text) {
            let at_line = |message| FileError::new(file, call.line, message);
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

    /// Donne leurs numéros à celles qui en portent, dans l'ordre de la page.
    pub fn number(&mut self, numbers: &mut Numbers, prefix: &str) {
        for (_, directive) in &mut self.0 {
            directive.number(numbers, prefix);
        }
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
