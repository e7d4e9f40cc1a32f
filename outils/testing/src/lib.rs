//! Ce que partagent les tests du dépôt : où il est, comment un test dit tout ce
//! qu'il reproche, ce qui se vérifie plus longuement en intégration continue.

mod parallel;
mod script;
#[cfg(unix)]
pub mod stacks;
mod text;
mod tree;

pub use parallel::{in_parallel, on_every_core};
pub use script::script;
pub use text::assert_contains;
pub use tree::tree;

use std::env;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// La variable d'environnement qui donne à juger une copie du dépôt, au lieu de
/// lui.
pub const COPY: &str = "COPIE_DU_COURS";

/// La racine du dépôt, ou de la copie que donne [`COPY`].
///
/// # Panics
///
/// Si ce paquet n'est plus dans `outils/`.
pub fn root() -> &'static Path {
    static COPIED: LazyLock<Option<PathBuf>> =
        LazyLock::new(|| env::var_os(COPY).map(PathBuf::from));
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    let copied = COPIED.as_deref();
    copied.unwrap_or_else(|| here.expect("le paquet est dans outils/, dans le dépôt"))
}

/// Vrai quand la variable d'environnement CI est définie.
pub fn in_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty())
}

/// `thorough` en intégration continue, `quick` ailleurs : ce que l'exploration
/// prouve n'a pas à être relancé cinquante fois à chaque `cargo test`.
pub fn times(quick: usize, thorough: usize) -> usize {
    if in_ci() { thorough } else { quick }
}

/// Fait échouer le test si `errors` n'est pas vide, en les montrant toutes.
///
/// # Panics
///
/// S'il y en a une.
#[track_caller]
pub fn fail_if_any(errors: &[String]) {
    assert!(errors.is_empty(), "\n\n{}\n", errors.join("\n\n"));
}

/// Passe une vérification que cette machine ne permet pas ; en intégration
/// continue, où rien ne doit être passé, fait échouer le test en disant
/// `remedy`.
///
/// # Panics
///
/// En intégration continue.
#[track_caller]
pub fn skip(reason: &str, remedy: &str) {
    assert!(
        !in_ci(),
        "{reason} ; en intégration continue, rien n'est ignoré : {remedy}"
    );
    // Pas `eprintln!` : le message d'un test réussi serait caché.
    writeln!(io::stderr(), "ignoré : {reason}").expect("la sortie d'erreur s'écrit");
}
