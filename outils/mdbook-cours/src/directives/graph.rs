//! `{{#graphe chapitre/nom champ}}` : un nombre que l'exploration a prouvé, dans
//! une phrase.

use super::directive::{Directive, Parsed};
use super::reader::Reader;
use crate::program::graph::{self, Graph};

/// Le nombre, ou un point d'interrogation si le graphe n'est plus à jour.
struct Number(String);

pub fn parse(argument: &str, reader: &mut Reader) -> Parsed {
    let (text, fresh) = graph::expand(reader.listings, argument)?;
    if !fresh {
        let reference = argument.split(' ').next().unwrap_or_default();
        reader.warn(Graph::stale_message(reference))?;
    }
    Ok(Box::new(Number(text)))
}

impl Directive for Number {
    fn inline(&self) -> Option<String> {
        Some(self.0.clone())
    }
}
