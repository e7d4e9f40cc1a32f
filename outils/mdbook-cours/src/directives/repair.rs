//! `{{#reparation chapitre/nom}}` : un programme fautif à réparer, dans la page. Seules
//! ces pages chargent ce qui le juge.

use super::directive::{Directive, Parsed};
use super::reader::Reader;
use crate::folders::File;
use crate::page::html::{escape, title};
use crate::program::repair::Repair;
use crate::stamp::stamp;
use crate::theme::light;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Les sources du script, dans l'ordre.
const SCRIPTS: [&str; 2] = [
    include_str!("../../../../theme/repair-judge.js"),
    include_str!("../../../../theme/repair.js"),
];

struct Figure {
    reference: String,
    repair: Repair,
    script: String,
}

impl Figure {
    /// Où est le script, depuis la racine du site.
    fn address(&self) -> String {
        format!("genere/repair-{}.js", stamp(&self.script))
    }
}

/// Le livre en une page, à sa racine, contient toutes les autres : le script n'y est
/// chargé qu'une fois, et de là où il est.
pub fn load_once(html: &str) -> Cow<'_, str> {
    static SCRIPT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"<script defer(?:="")? src="(?:\.\./)*(genere/repair-[0-9a-f]+\.js)"></script>\n?"#,
        )
        .expect("l'expression est juste")
    });
    let mut is_first = true;
    let script = |found: &regex::Captures<'_>| match std::mem::take(&mut is_first) {
        true => format!("<script defer src=\"{}\"></script>\n", &found[1]),
        false => String::new(),
    };
    SCRIPT.replace_all(html, script)
}

pub(super) fn parse(reference: &str, reader: &mut Reader) -> Parsed {
    let repair = Repair::load(reader.listings, reference)?;
    let script = light::script("theme/repair.js", &SCRIPTS.concat())
        .map_err(|error| format!("{error:#}"))?;
    Ok(Box::new(Figure {
        reference: reference.to_owned(),
        repair,
        script,
    }))
}

// Pour skeptic, rien : c'est le programme d'une figure.
impl Directive for Figure {
    fn to_html(&self, root: &str) -> Option<String> {
        let Self {
            reference, repair, ..
        } = self;
        let data = serde_json::json!(repair).to_string();
        Some(format!(
            "<listing-repair data-id=\"{reference}\" data-repair=\"{}\">\n<p class=\"repair-goal\">{}</p>\n\
             <p class=\"repair-plain\">Sans JavaScript, copiez <code>listings/{reference}.rs</code> dans <code>essai.rs</code>, \
             réparez-le, puis lancez <code>cargo xtask explore essai.rs</code>.</p>\n</listing-repair>\n\
             <script defer src=\"{root}{}\"></script>\n",
            escape(&data),
            title(&repair.instruction),
            self.address(),
        ))
    }

    fn files(&self) -> Vec<File> {
        vec![(self.address().into(), self.script.clone().into_bytes())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_livre_en_une_page_charge_le_script_une_fois() {
        let script = |defer, root| {
            format!("<script {defer} src=\"{root}genere/repair-0a1b2c.js\"></script>\n")
        };
        // mdBook donne sa valeur à l'attribut.
        for defer in ["defer", "defer=\"\""] {
            let page = format!("a\n{0}b\n{0}c\n", script(defer, "../"));
            assert_eq!(
                load_once(&page),
                format!("a\n{}b\nc\n", script("defer", ""))
            );
        }
        assert_eq!(load_once("rien"), "rien");
    }
}
