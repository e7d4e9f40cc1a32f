//! Le statut d'un autre programme, rendu tel quel.

use std::process::{ExitCode, ExitStatus};

/// Le statut du programme `name` ; un échec est annoncé en français.
pub fn forward(name: &str, status: ExitStatus) -> ExitCode {
    if status.success() {
        return ExitCode::SUCCESS;
    }
    // Un statut plus grand qu'un octet n'existe que sous Windows.
    match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(code) => {
            eprintln!(
                "cargo xtask : {name} a échoué (statut {code}) ; il en dit la raison ci-dessus."
            );
            ExitCode::from(code)
        }
        None => {
            eprintln!("cargo xtask : {name} s'est arrêté brutalement ({status}).");
            ExitCode::FAILURE
        }
    }
}
