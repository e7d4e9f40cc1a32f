//! Les variantes des listings.

use crate::{copies, watch};
use catalogue::{VARIANTS, Variant};
use entrelacs_import::import;
use std::path::{Path, PathBuf};

/// Les variantes des programmes `references`, sauf celles que rustc refuse ; chacune
/// devient un fichier sous `out`.
///
/// # Panics
///
/// Si des variantes ne se lisent pas, ou ne s'explorent pas : avec le fichier et la
/// ligne.
pub fn programs(listings: &Path, references: &[String], out: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut errors = Vec::new();
    for reference in references {
        // Absent, il ne peut pas être surveillé : cargo recommencerait toujours.
        let file = listings.join(format!("{reference}.{VARIANTS}"));
        if !file.is_file() {
            continue;
        }
        watch(&file);
        let variants = match Variant::all(listings, reference) {
            Ok(variants) => variants,
            Err(faults) => {
                errors.extend(faults.iter().map(ToString::to_string));
                continue;
            }
        };
        for variant in variants.iter().filter(|variant| variant.refused.is_none()) {
            if let Err(refusals) = import(&variant.source, &[]) {
                errors.extend(refusals.iter().map(|refusal| {
                    format!(
                        "{}: variante « {} », ligne {} : {}",
                        variant.place(),
                        variant.id,
                        refusal.line,
                        refusal.message
                    )
                }));
                continue;
            }
            let name = variant.name();
            let path = out.join(&name).with_extension("rs");
            copies::write(&path, &variant.source);
            found.push((format!("variante/{name}"), path));
        }
    }
    assert!(errors.is_empty(), "\n\n{}\n", errors.join("\n"));
    found
}
