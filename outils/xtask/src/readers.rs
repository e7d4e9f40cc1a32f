//! Les autres navigateurs, où les tests refont les parcours d'un lecteur :
//! Firefox, et WebKitGTK sur un écran virtuel.

use crate::program::Program;
use anyhow::{Result, bail};
use std::env;
use std::path::PathBuf;

const PROGRAMS: [Program; 3] = [
    Program {
        name: "Firefox",
        names: &["firefox-esr", "firefox"],
        variable: "FIREFOX",
    },
    Program {
        name: "WebKitWebDriver, qui pilote WebKitGTK,",
        names: &["WebKitWebDriver"],
        variable: "WEBKIT_DRIVER",
    },
    Program {
        name: "Xvfb, l'écran virtuel de WebKitGTK,",
        names: &["Xvfb"],
        variable: "XVFB",
    },
];

/// Ce qu'il faut installer.
const REMEDY: &str = "Sous Debian : apt install firefox-esr webkit2gtk-driver xvfb";

/// Les programmes de ces navigateurs, et la variable qui dit aux tests où est
/// chacun. Les tests d'un navigateur absent sont ignorés, et c'est dit ; en intégration
/// continue, rien n'est ignoré.
///
/// # Errors
///
/// S'il en manque un et que la variable CI est définie.
pub fn find() -> Result<Vec<(&'static str, PathBuf)>> {
    let mut found = Vec::new();
    let mut missing = Vec::new();
    for program in PROGRAMS {
        match program.find() {
            Ok(path) => found.push((program.variable, path)),
            Err(reason) => missing.push(reason),
        }
    }
    let continuous = env::var_os("CI").is_some_and(|value| !value.is_empty());
    if let Some(warning) = judge(&missing, continuous)? {
        eprintln!("{warning}");
    }
    Ok(found)
}

/// Ce qu'il faut dire de ce qui manque.
fn judge(missing: &[String], continuous: bool) -> Result<Option<String>> {
    if missing.is_empty() {
        return Ok(None);
    }
    let missing = missing.join("\n- ");
    if continuous {
        bail!(
            "il manque des navigateurs, et en intégration continue rien n'est ignoré :\n- {missing}\n{REMEDY}"
        );
    }
    Ok(Some(format!(
        "ignoré : les parcours dans d'autres navigateurs\n- {missing}\n{REMEDY}"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_navigateur_absent_est_ignore_sauf_en_integration_continue() {
        let missing = ["Firefox est introuvable".to_owned()];
        let warning = judge(&missing, false).unwrap().unwrap();
        let error = judge(&missing, true).unwrap_err().to_string();
        assert!(warning.starts_with("ignoré : "), "{warning}");
        for said in [warning, error] {
            assert!(
                said.contains("- Firefox est introuvable") && said.ends_with(REMEDY),
                "{said}"
            );
        }
        assert_eq!(judge(&[], true).unwrap(), None);
    }
}
