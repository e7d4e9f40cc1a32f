//! `{{#refus chapitre/nom}}` : la figure d'un programme que rustc refuse.

use super::directive::{Directive, Parsed};
use super::figure::{caption, panel};
use super::numbers::Numbers;
use super::reader::Reader;
use crate::course::lesson::{Contents, Program};
use crate::page::html::{CODE_WEIGHT, fence};
use crate::program::message;
use crate::program::refusal::Refusal;

struct Figure {
    refusal: Refusal,
    reference: String,
    /// Vide tant qu'il n'est pas donné.
    number: String,
}

pub fn parse(reference: &str, reader: &mut Reader) -> Parsed {
    let refusal = Refusal::load(reader.listings, reference)?;
    Ok(Box::new(Figure {
        refusal,
        reference: reference.to_owned(),
        number: String::new(),
    }))
}

// Pour skeptic, rien : trybuild s'en charge, ce code ne doit pas compiler.
impl Directive for Figure {
    fn number(&mut self, numbers: &mut Numbers, prefix: &str) {
        self.number = numbers.program(&self.reference, prefix);
    }

    /// Le programme, le message, le code d'erreur s'il y en a un.
    fn to_html(&self, _: &str) -> Option<String> {
        let Refusal {
            name,
            title,
            rust,
            message,
            code,
        } = &self.refusal;
        let code = code.as_ref().map_or(String::new(), |code| {
            format!(
                "\u{a0}: <a href=\"https://doc.rust-lang.org/error_codes/{code}.html\">{code}</a>"
            )
        });
        Some(format!(
            "<figure class=\"listing refusal\" id=\"programme-{name}\">\n<figcaption>{} \
             <span class=\"refusal-code\">ne compile pas{code}</span></figcaption>\n\
             <listing-tabs>\n{}{}</listing-tabs>\n</figure>\n",
            caption(&self.number, title),
            // Il s'exécute comme les autres : on y corrige l'erreur, on relance.
            panel("rust", "Rust", &fence("rust,compile_fail", rust)),
            panel(
                "message",
                "Message de rustc",
                &message::to_html(message, CODE_WEIGHT)
            ),
        ))
    }

    fn contents(&self) -> Contents {
        Contents {
            programs: vec![Program {
                number: self.number.clone(),
                title: self.refusal.title.clone(),
                runs_as: None,
            }],
            ..Contents::default()
        }
    }

    fn is_program(&self) -> bool {
        true
    }
}
