//! Les variantes des listings, « Et si… », et ce qui en est prouvé.

use crate::{PROGRAMS, graphs, rustc};
use catalogue::Variant;
use entrelacs::Program;

/// Le préfixe des variantes parmi les programmes.
const PREFIX: &str = "variante/";

/// Les variantes de tous les listings.
///
/// # Errors
///
/// Un message par erreur d'un fichier de variantes, avec le fichier et la ligne.
pub fn all() -> Result<Vec<Variant>, Vec<String>> {
    let folder = graphs::folder();
    let mut found = Vec::new();
    let mut errors = Vec::new();
    for reference in catalogue::references(&folder)? {
        match Variant::all(&folder, &reference) {
            Ok(variants) => found.extend(variants),
            Err(faults) => errors.extend(faults.iter().map(ToString::to_string)),
        }
    }
    match errors.is_empty() {
        true => Ok(found),
        false => Err(errors),
    }
}

/// Cette variante, préparée pour être explorée.
///
/// # Errors
///
/// Si elle ne l'est pas : rustc la refuse, ou cargo n'a pas encore vu son fichier.
pub fn prepared(variant: &Variant) -> Result<Program, String> {
    let name = format!("{PREFIX}{}", variant.name());
    let program = PROGRAMS.iter().find(|program| program.name == name);
    let program = program.ok_or_else(|| {
        format!(
            "{}: la variante « {} » n'est pas préparée ; cargo ne voit un nouveau fichier de \
             variantes que si vous lancez « touch listings/tailles.toml »",
            variant.place(),
            variant.id
        )
    })?;
    Ok(Program {
        name: program.name.trim_start_matches(PREFIX),
        ..*program
    })
}

/// Ce que rustc dit d'une variante qu'il refuse.
///
/// # Errors
///
/// S'il l'accepte, ou la refuse pour une autre raison que la sienne.
pub fn message(variant: &Variant) -> Result<String, String> {
    let name = variant.listing.rsplit('/').next().unwrap_or_default();
    let code = variant.refused.as_deref().unwrap_or_default();
    let failed = |reason: &str| {
        format!(
            "{}: la variante « {} » doit être refusée par rustc, avec le code {code} : {reason}",
            variant.place(),
            variant.id
        )
    };
    let message =
        rustc::message(&format!("{name}.rs"), &variant.source).map_err(|reason| failed(&reason))?;
    match message.starts_with(&format!("error[{code}]")) {
        true => Ok(message),
        false => Err(failed(&format!("il dit\n{message}"))),
    }
}
