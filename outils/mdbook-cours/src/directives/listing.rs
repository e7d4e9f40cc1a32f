//! `{{#listing chapitre/nom}}` : la figure d'un programme du livre.

use super::directive::{Directive, Parsed, Refused};
use super::figure::{caption, panel};
use super::numbers::Numbers;
use super::reader::Reader;
use crate::course::lesson::{Contents, Program};
use crate::folders::File;
use crate::page::html::fence;
use crate::page::skeptic::program_info;
use crate::program::listing::Listing;
use crate::program::stepper::Stepper;
use crate::program::variants::Variants;
use std::fs;
use std::path::Path;

/// Où sont les sources des programmes, depuis la racine du site.
const SOURCES: &str = "genere/listings";

struct Figure {
    listing: Listing,
    stepper: Stepper,
    variants: Variants,
    /// Vide tant qu'il n'est pas donné.
    number: String,
    files: Vec<File>,
}

pub fn parse(reference: &str, reader: &mut Reader) -> Parsed {
    let listing = Listing::load(reader.listings, reference)?;
    let stepper = Stepper::load(reader.listings, &listing, reader.painter)?;
    if let Stepper::Unavailable(message) = &stepper {
        reader.warn(message.clone())?;
    }
    let variants = Variants::load(reader.listings, &listing, stepper.graph(), reader.painter)
        .map_err(Refused::There)?;
    for message in &variants.stale {
        reader.warn(message.clone())?;
    }
    let mut files: Vec<File> = stepper.file().into_iter().collect();
    files.extend(variants.files());
    for extension in ["rs", "go"] {
        let name = format!("{reference}.{extension}");
        let source = fs::read(reader.listings.join(&name))
            .map_err(|error| format!("listings/{name} est illisible : {error}"))?;
        files.push((Path::new(SOURCES).join(name), source));
    }
    Ok(Box::new(Figure {
        number: String::new(),
        listing,
        stepper,
        variants,
        files,
    }))
}

impl Directive for Figure {
    fn number(&mut self, numbers: &mut Numbers, prefix: &str) {
        self.number = numbers.program(&self.listing.reference(), prefix);
    }

    fn to_html(&self, root: &str) -> Option<String> {
        let figure = figure(&self.listing, &self.number, root);
        Some(self.stepper.add_to(&self.variants.add_to(&figure)))
    }

    fn to_skeptic(&self) -> Option<String> {
        Some(skeptic_block(&self.listing))
    }

    fn contents(&self) -> Contents {
        Contents {
            programs: vec![Program {
                number: self.number.clone(),
                title: self.listing.title.clone(),
                runs_as: Some(self.listing.name.clone()),
            }],
            missions: match self.stepper {
                Stepper::Ready(_) => vec![self.listing.reference()],
                Stepper::Unavailable(_) => Vec::new(),
            },
            lines: self.listing.rust.lines().count(),
            ..Contents::default()
        }
    }

    fn files(&self) -> Vec<File> {
        self.files.clone()
    }

    fn is_program(&self) -> bool {
        true
    }
}

/// Le bloc que skeptic compile, et exécute s'il se termine toujours : le
/// programme affiché, seul. Les autres ne sont lancés que par le test
/// `sorties`, qui sait les arrêter.
fn skeptic_block(listing: &Listing) -> String {
    let info = program_info(&listing.name, listing.always_exits());
    fence(&info, &listing.rust)
}

/// La figure : numéro, titre, volets Rust / Go / Sortie, commande et source.
fn figure(listing: &Listing, number: &str, root: &str) -> String {
    let name = &listing.name;
    let sources = format!("{root}{SOURCES}/{}", listing.reference());
    let output = match listing.outcomes.len() {
        1 => "Sortie",
        _ => "Sorties",
    };
    format!(
        "<figure class=\"listing\" id=\"programme-{name}\">\n<figcaption>{}</figcaption>\n<listing-tabs>\n{}{}{}\
         </listing-tabs>\n<p class=\"listing-footer\"><code>cargo run --bin {name}</code> \
         <a href=\"{sources}.rs\">source Rust</a> <a href=\"{sources}.go\">source Go</a></p>\n</figure>\n",
        caption(number, &listing.title),
        panel("rust", "Rust", &fence("rust", &listing.rust)),
        panel("go", "Go", &fence("go", &listing.go)),
        panel("output", output, &outputs(listing, root)),
    )
}

fn outputs(listing: &Listing, root: &str) -> String {
    let introduction = listing.proof.introduce(listing.outcomes.len(), root);
    let shown: Vec<String> = listing
        .outcomes
        .iter()
        .map(|outcome| format!("{}\n", outcome.to_markdown()))
        .collect();
    format!(
        "<p>{introduction}</p>\n\n<div class=\"outputs\">\n\n{}</div>\n",
        shown.join("<p class=\"output-or\">ou</p>\n\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::output::Outcome;
    use crate::program::proof::Proof;
    use recit::ending::OutcomeKind;
    use testing::assert_contains;

    fn listing(outcomes: Vec<Outcome>) -> Listing {
        Listing {
            chapter: "c".into(),
            name: "a".into(),
            title: "Le titre".into(),
            rust: "fn main() {\n    println!(\"a\");\n}\n".into(),
            go: "package main\n".into(),
            outcomes,
            proof: Proof::Missing,
        }
    }

    #[test]
    fn la_figure_montre_tout_le_programme() {
        let listing = listing(vec![Outcome::exit("a\n"), Outcome::exit("b\n")]);
        assert_eq!(
            skeptic_block(&listing),
            "```rust,programme_a\nfn main() {\n    println!(\"a\");\n}\n```\n"
        );
        let html = figure(&listing, "1.2", "../");
        assert_contains(
            &html,
            &[
                "Programme 1.2",
                "Le titre",
                "data-tab=\"output\"",
                "cargo run --bin a",
                "../genere/listings/c/a.go",
                "<p class=\"output-or\">ou</p>",
            ],
        );
    }

    #[test]
    fn un_listing_qui_ne_finit_pas_est_seulement_compile() {
        let blocked = Outcome {
            text: "a\n".into(),
            ending: OutcomeKind::Deadlock,
        };
        let listing = listing(vec![Outcome::exit("a\n"), blocked]);
        let markdown = skeptic_block(&listing);
        assert!(
            markdown.starts_with("```rust,no_run,programme_a\n"),
            "{markdown}"
        );
        let html = figure(&listing, "1.2", "../");
        assert_contains(&html, &["data-ending=\"deadlock\""]);
    }
}
