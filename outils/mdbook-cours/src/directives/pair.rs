//! `{{#paire chapitre/nom}}` : un programme de l'accueil, Go et Rust sous les
//! yeux à la fois, sans onglet ni numéro. Sa page le montre en entier, avec ses
//! sorties, par `{{#listing}}`.

use super::directive::{Directive, Parsed};
use super::reader::Reader;
use crate::course::lesson::Contents;
use crate::page::html::{fence, title};
use crate::program::listing::Listing;

struct Pair(Listing);

pub fn parse(reference: &str, reader: &mut Reader) -> Parsed {
    let listing = Listing::load(reader.listings, reference)?;
    if listing.outcomes.len() > 1 || !listing.always_exits() {
        return Err(format!(
            "une paire montre la sortie de son programme : « {reference} » en a plusieurs, ou ne finit pas"
        )
        .into());
    }
    Ok(Box::new(Pair(listing)))
}

// Pour skeptic, rien : la page du programme le fait vérifier.
impl Directive for Pair {
    fn to_html(&self, _: &str) -> Option<String> {
        Some(to_html(&self.0))
    }

    fn contents(&self) -> Contents {
        Contents {
            lines: self.0.rust.lines().count(),
            ..Contents::default()
        }
    }

    fn page_class(&self) -> Option<&'static str> {
        Some("home")
    }
}

/// La figure : les deux programmes, la commande, ce qu'elle affiche.
fn to_html(listing: &Listing) -> String {
    format!(
        "<figure class=\"pair\">\n{}{}<div class=\"pair-output\">\n<p><code>cargo run --bin {}</code></p>\n\n{}\n</div>\n<figcaption>{}</figcaption>\n</figure>\n",
        side("Go", &fence("go", &listing.go)),
        side("Rust", &fence("rust", &listing.rust)),
        listing.name,
        fence("text", &listing.outcomes[0].text),
        title(&listing.title),
    )
}

fn side(label: &str, markdown: &str) -> String {
    format!(
        "<div class=\"pair-side\">\n<p class=\"listing-label\">{label}</p>\n\n{markdown}\n</div>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::output::Outcome;
    use crate::program::proof::Proof;

    #[test]
    fn la_paire_montre_les_deux_programmes_et_la_sortie() {
        let html = to_html(&Listing {
            chapter: "c".into(),
            name: "p".into(),
            title: "Un titre".into(),
            rust: "fn main() {}\n".into(),
            go: "package main\n".into(),
            outcomes: vec![Outcome::exit("fini\n")],
            proof: Proof::Missing,
        });
        let places = [
            "```go\npackage main",
            "```rust\nfn main",
            "--bin p",
            "```text\nfini",
        ]
        .map(|text| html.find(text).unwrap_or_else(|| panic!("{text} : {html}")));
        assert!(places.is_sorted(), "{html}");
    }
}
