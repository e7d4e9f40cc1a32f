//! Un programme de la machine, cherché par ses noms.

use std::env;
use std::path::PathBuf;

/// Un programme dont une commande se sert.
#[derive(Debug)]
pub struct Program {
    /// Ce qu'en disent les messages.
    pub name: &'static str,
    /// Les noms de son fichier, du plus attendu au moins attendu.
    pub names: &'static [&'static str],
    /// La variable qui impose un chemin.
    pub variable: &'static str,
}

impl Program {
    /// Le chemin qu'impose la variable, sinon celui du premier nom que le PATH
    /// connaît.
    ///
    /// # Errors
    ///
    /// Ce qui manque, en une phrase.
    pub fn find(&self) -> Result<PathBuf, String> {
        self.at(env::var_os(self.variable).map(PathBuf::from))
    }

    /// Le même chemin, pour un programme dont on peut se passer.
    ///
    /// # Errors
    ///
    /// Si celui qu'impose la variable n'existe pas.
    pub fn find_optional(&self) -> Result<Option<PathBuf>, String> {
        let imposed = env::var_os(self.variable).filter(|path| !path.is_empty());
        match self.find() {
            Ok(path) => Ok(Some(path)),
            Err(_) if imposed.is_none() => Ok(None),
            Err(reason) => Err(reason),
        }
    }

    fn at(&self, imposed: Option<PathBuf>) -> Result<PathBuf, String> {
        let Self {
            name,
            names,
            variable,
        } = self;
        if let Some(path) = imposed.filter(|path| !path.as_os_str().is_empty()) {
            return if path.is_file() {
                Ok(path)
            } else {
                Err(format!("{variable}={} n'existe pas", path.display()))
            };
        }
        let path = env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = env::split_paths(&path).collect();
        names
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
            .find(|candidate| candidate.is_file())
            .ok_or_else(|| {
                format!(
                    "{name} est introuvable (s'il est ailleurs que dans le PATH, donnez son chemin par la variable {variable})"
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_programme_impose_doit_exister() {
        let program = Program {
            name: "Chromium",
            names: &["absent-de-partout"],
            variable: "CHROMIUM",
        };
        let reason = program.at(Some("/absent/chromium".into())).unwrap_err();
        assert!(reason.contains("CHROMIUM=/absent/chromium"), "{reason}");
        let here = env::current_exe().unwrap();
        assert_eq!(program.at(Some(here.clone())), Ok(here));
        let reason = program.at(None).unwrap_err();
        assert!(reason.starts_with("Chromium est introuvable"), "{reason}");
    }
}
