//! `{{#reparation chapitre/nom}}` : un programme fautif à réparer, dans la page.

use super::directive::{Directive, Parsed};
use super::reader::Reader;
use crate::page::html::{escape, title};
use crate::program::repair::Repair;

struct Figure {
    reference: String,
    repair: Repair,
}

pub fn parse(reference: &str, reader: &mut Reader) -> Parsed {
    let repair = Repair::load(reader.listings, reference)?;
    Ok(Box::new(Figure {
        reference: reference.to_owned(),
        repair,
    }))
}

// Pour skeptic, rien : c'est le programme d'une figure.
impl Directive for Figure {
    fn to_html(&self, _: &str) -> Option<String> {
        let Self { reference, repair } = self;
        let data = serde_json::json!(repair).to_string();
        Some(format!(
            "<listing-repair data-id=\"{reference}\" data-repair=\"{}\">\n<p class=\"repair-goal\">{}</p>\n\
             <p class=\"repair-plain\">Sans JavaScript, copiez <code>listings/{reference}.rs</code> dans <code>essai.rs</code>, \
             réparez-le, puis lancez <code>cargo xtask explore essai.rs</code>.</p>\n</listing-repair>\n",
            escape(&data),
            title(&repair.instruction),
        ))
    }
}
