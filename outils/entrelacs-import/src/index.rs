//! Préparer plusieurs programmes et l'index qui les rassemble.

use super::import;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Prépare des programmes pour un paquet, depuis son script de construction.
#[derive(Clone, Debug, Default)]
pub struct Importer {
    constants: Vec<(String, String)>,
    programs: Vec<(String, PathBuf)>,
}

impl Importer {
    /// Aucun programme.
    pub fn new() -> Self {
        Self::default()
    }

    /// Donne à la constante `name` la valeur `value` dans tous les programmes.
    pub fn constant(&mut self, name: &str, value: &str) -> &mut Self {
        self.constants.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Ajoute un programme, connu sous `name` : un chemin comme
    /// « synchronisation/rendez_vous » convient.
    pub fn add(&mut self, name: &str, path: impl Into<PathBuf>) -> &mut Self {
        self.programs.push((name.to_owned(), path.into()));
        self
    }

    /// Écrit dans `directory` les programmes préparés et leur index,
    /// `programmes.rs`.
    ///
    /// # Errors
    ///
    /// Un fichier qui ne se lit ou ne s'écrit pas, ou des programmes refusés :
    /// un message par refus, avec le fichier et la ligne.
    pub fn write(&self, directory: &Path) -> Result<(), Vec<String>> {
        let mut errors = Vec::new();
        let mut modules = String::new();
        let mut list = String::new();
        for (rank, (name, path)) in self.programs.iter().enumerate() {
            match self.program(directory, rank, name, path) {
                Ok((module, entry)) => {
                    modules += &module;
                    list += &entry;
                }
                Err(refusals) => errors.extend(refusals),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let index = format!(
            "{modules}/// Les programmes préparés.\npub static PROGRAMS: &[::entrelacs::Program] = &[\n{list}];\n"
        );
        let path = directory.join("programmes.rs");
        write_if_changed(&path, &index)
            .map_err(|error| vec![format!("{} : {error}", path.display())])
    }

    fn program(
        &self,
        directory: &Path,
        rank: usize,
        name: &str,
        path: &Path,
    ) -> Result<(String, String), Vec<String>> {
        let io_error = |error: io::Error| vec![format!("{} : {error}", path.display())];
        let path = fs::canonicalize(path).map_err(io_error)?;
        let source = fs::read_to_string(&path).map_err(io_error)?;
        let imported = import(&source, &self.constants).map_err(|errors| {
            let refusals = errors.iter();
            refusals
                .map(|error| format!("{} ({}:{})", error.message, path.display(), error.line))
                .collect::<Vec<_>>()
        })?;
        let module = format!("p{rank}_{}", identifier(name));
        let copy = directory.join(format!("{module}.rs"));
        write_if_changed(&copy, &imported.text).map_err(io_error)?;
        let reduced: String = imported
            .reduced
            .iter()
            .map(|reduced| {
                format!(
                    "({:?}, {:?}, {:?}), ",
                    reduced.constant, reduced.original, reduced.explored
                )
            })
            .collect();
        let mut entry = String::new();
        // L'écriture dans une chaîne n'échoue pas.
        let _ = writeln!(
            entry,
            "    ::entrelacs::Program {{ name: {name:?}, file: {copy:?}, source: include_str!({path:?}), \
             main: {module}::__entrelacs_main, statics: {module}::__entrelacs_statics, \
             register: {module}::__entrelacs_register, weak_orderings: {}, \
             addresses: {}, reduced: &[{reduced}] }},",
            imported.weak_orderings, imported.addresses
        );
        let declaration =
            format!("#[path = {copy:?}]\n#[allow(warnings, clippy::all)]\nmod {module};\n");
        Ok((declaration, entry))
    }

    /// Écrit dans `OUT_DIR`, et dit à cargo quand recommencer.
    ///
    /// # Panics
    ///
    /// Si un programme est refusé, ou hors d'un script de construction.
    pub fn write_for_build_script(&self) {
        for (_, path) in &self.programs {
            println!("cargo:rerun-if-changed={}", path.display());
        }
        let directory = env::var_os("OUT_DIR").expect("cargo définit OUT_DIR");
        if let Err(errors) = self.write(Path::new(&directory)) {
            panic!("\n\n{}\n", errors.join("\n"));
        }
    }
}

pub(super) fn identifier(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect()
}

/// Écrit un fichier, sauf s'il contient déjà ce texte : cargo ne recompile
/// alors pas ce qui en dépend.
pub(super) fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    fs::write(path, text)
}
