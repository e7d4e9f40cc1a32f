//! Les salons du livre à trois membres : `trois_membres/<nom>.rs` est le `main` qui
//! remplace celui d'un programme du livre, ou d'une de ses variantes.
//!
//! ```text
//! //! Juste : `salon/evince`
//! //! Fautif : `salon/evince/perdre`
//! //! Fautif : `salon/evince`, où `try_send` devient `send`
//! ```
//!
//! Chacune de ces lignes de l'en-tête fait un programme : le texte nommé, sans son
//! `main`, puis celui du fichier. Ce que dit le reste de l'en-tête est en tête de
//! `tests/rooms.rs`.

use crate::{copies, repairs, watch};
use catalogue::Variant;
use std::fs;
use std::path::{Path, PathBuf};

/// Leur dossier, depuis celui du paquet.
const FOLDER: &str = "trois_membres";

/// Là où commence ce qui est remplacé.
const MAIN: &str = "\nfn main() {";

/// Le nom de chaque programme, sa ligne d'en-tête et d'où elle vient, et son fichier,
/// écrit sous `out`.
///
/// # Panics
///
/// Si un en-tête nomme ce que `listings` n'a pas.
pub fn programs(here: &Path, listings: &Path, out: &Path) -> Vec<(String, PathBuf)> {
    let folder = here.join(FOLDER);
    watch(&folder);
    let mut files = repairs::entries(&folder);
    files.sort();
    let mut found = Vec::new();
    for file in files {
        watch(&file);
        let text = fs::read_to_string(&file).expect("un fichier listé se lit");
        let header = text.lines().map_while(|line| line.strip_prefix("//!"));
        let wanted = header
            .map(str::trim)
            .filter(|line| line.starts_with("Juste : ") || line.starts_with("Fautif : "));
        for (rank, line) in wanted.enumerate() {
            let stem = repairs::stem(&file);
            let source = head(listings, line)
                .unwrap_or_else(|| panic!("\n\n{} : « {line} » ne désigne rien\n", file.display()));
            let path = out.join(format!("{stem}_{rank}.rs"));
            copies::write(&path, &format!("{source}\n{}", text.replace("//!", "//")));
            found.push((format!("{line} ({stem}.rs)"), path));
        }
    }
    found
}

/// Le programme que désigne une ligne d'en-tête, sans son `main`.
fn head(listings: &Path, line: &str) -> Option<String> {
    let (_, named) = line.split_once(" : ")?;
    let (name, edit) = match named.split_once(", où ") {
        Some((name, edit)) => (name, Some(edit)),
        None => (named, None),
    };
    let name = name.trim_matches('`');
    let source = match name.matches('/').count() {
        1 => fs::read_to_string(listings.join(format!("{name}.rs"))).ok()?,
        _ => {
            let (listing, id) = name.rsplit_once('/')?;
            let variants = Variant::all(listings, listing).ok()?;
            variants.into_iter().find(|it| it.id == id)?.source
        }
    };
    let (head, _) = source.split_once(MAIN)?;
    let Some(edit) = edit else {
        return Some(head.to_owned());
    };
    let (before, after) = edit.trim_matches('`').split_once("` devient `")?;
    (head.matches(before).count() == 1).then(|| head.replace(before, after))
}
