//! Préparer plusieurs programmes et l'index qui les rassemble.

use super::{ImportError, Imported, import};
use files::write_if_changed;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Prépare des programmes pour un paquet, depuis son script de construction.
#[derive(Clone, Debug, Default)]
pub struct Importer {
    constants: Vec<(String, String)>,
    programs: Vec<Source>,
}

#[derive(Clone, Debug)]
struct Source {
    name: String,
    path: PathBuf,
    constants: Vec<(String, String)>,
}

impl Importer {
    /// Aucun programme.
    pub fn new() -> Self {
        Self::default()
    }

    /// Donne à la constante `name` la valeur `value` dans les programmes ajoutés
    /// ensuite.
    pub fn constant(&mut self, name: &str, value: &str) -> &mut Self {
        self.constants.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Ajoute un programme, connu sous `name` : un chemin comme
    /// « synchronisation/rendez_vous » convient.
    pub fn add(&mut self, name: &str, path: impl Into<PathBuf>) -> &mut Self {
        self.programs.push(Source {
            name: name.to_owned(),
            path: path.into(),
            constants: self.constants.clone(),
        });
        self
    }

    /// Ajoute le même programme à plusieurs tailles : « nom_3 » est celui dont
    /// `constant` vaut 3.
    pub fn add_sizes(&mut self, name: &str, path: &Path, constant: &str, sizes: &[u32]) {
        for size in sizes {
            self.add(&format!("{name}_{size}"), path);
            let added = self.programs.last_mut();
            added.expect("un programme de plus").constants = [
                self.constants.clone(),
                vec![(constant.to_owned(), size.to_string())],
            ]
            .concat();
        }
    }

    /// Écrit dans `directory` les programmes préparés et leur index,
    /// `programmes.rs`.
    ///
    /// # Errors
    ///
    /// Un fichier qui ne se lit ou ne s'écrit pas, ou des programmes refusés :
    /// un message par refus, avec le fichier et la ligne.
    pub fn write(&self, directory: &Path) -> Result<(), Vec<String>> {
        let mut index = Index::new(directory);
        for (rank, program) in self.programs.iter().enumerate() {
            index.attempt(|index| program.write(rank, index));
        }
        index.write("programmes.rs")
    }

    /// Écrit dans `OUT_DIR`, et dit à cargo quand recommencer.
    ///
    /// # Panics
    ///
    /// Si un programme est refusé, ou hors d'un script de construction.
    pub fn write_for_build_script(&self) {
        for program in &self.programs {
            println!("cargo:rerun-if-changed={}", program.path.display());
        }
        let directory = env::var_os("OUT_DIR").expect("cargo définit OUT_DIR");
        if let Err(errors) = self.write(Path::new(&directory)) {
            panic!("\n\n{}\n", errors.join("\n"));
        }
    }
}

impl Source {
    fn write(&self, rank: usize, index: &mut Index<'_>) -> Result<(), Vec<String>> {
        let path = fs::canonicalize(&self.path).map_err(|error| failed(&self.path, error))?;
        let imported = import(&read(&path)?, &self.constants)
            .map_err(|errors| refusals(&errors, |line| (&path, line)))?;
        let module = module('p', rank, &self.name);
        let main = format!("{module}::__entrelacs_main");
        index.add(&module, &path, &imported, &[(self.name.clone(), main)])
    }
}

/// Ce que compile le paquet qui accueille les programmes : leurs modules, et
/// `PROGRAMS`, leur liste.
pub(super) struct Index<'a> {
    pub directory: &'a Path,
    modules: String,
    list: String,
    errors: Vec<String>,
}

impl<'a> Index<'a> {
    pub fn new(directory: &'a Path) -> Self {
        Self {
            directory,
            modules: String::new(),
            list: String::new(),
            errors: Vec::new(),
        }
    }

    /// Fait `add`, et garde ses refus pour la fin.
    pub fn attempt(&mut self, add: impl FnOnce(&mut Self) -> Result<(), Vec<String>>) {
        let added = add(self);
        self.errors.extend(added.err().into_iter().flatten());
    }

    /// Ajoute `imported`, écrit à `source`, et ce qu'on en explore : chaque nom, et
    /// la fonction qui le lance.
    pub fn add(
        &mut self,
        module: &str,
        source: &Path,
        imported: &Imported,
        explored: &[(String, String)],
    ) -> Result<(), Vec<String>> {
        let copy = self.directory.join(module).with_extension("rs");
        write_if_changed(&copy, &imported.text).map_err(|error| vec![error.to_string()])?;
        self.modules += &declaration(module, &copy);
        let reduced = imported.reduced.iter().map(|reduced| {
            let (name, before, after) = (&reduced.constant, &reduced.original, &reduced.explored);
            format!("({name:?}, {before:?}, {after:?}), ")
        });
        let reduced: String = reduced.collect();
        let (weak, addresses) = (imported.weak_orderings, imported.addresses);
        for (name, main) in explored {
            // L'écriture dans une chaîne n'échoue pas.
            let _ = writeln!(
                self.list,
                "    ::entrelacs::Program {{ name: {name:?}, file: {copy:?}, source: include_str!({source:?}), \
                 main: {main}, statics: {module}::__entrelacs_statics, register: {module}::__entrelacs_register, \
                 weak_orderings: {weak}, addresses: {addresses}, reduced: &[{reduced}] }},",
            );
        }
        Ok(())
    }

    /// Écrit l'index, si rien n'a été refusé.
    pub fn write(self, name: &str) -> Result<(), Vec<String>> {
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        let text = format!(
            "{}/// Les programmes préparés.\npub static PROGRAMS: &[::entrelacs::Program] = &[\n{}];\n",
            self.modules, self.list
        );
        write_if_changed(&self.directory.join(name), text).map_err(|error| vec![error.to_string()])
    }
}

/// Le texte qui déclare le module `module`, écrit à `path`.
pub fn declaration(module: &str, path: &Path) -> String {
    format!("#[path = {path:?}]\n#[allow(warnings, clippy::all)]\nmod {module};\n")
}

/// Le nom du module du programme `name`.
pub(super) fn module(letter: char, rank: usize, name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    format!(
        "{letter}{rank}_{}",
        name.chars().map(plain).collect::<String>()
    )
}

pub(super) fn read(path: &Path) -> Result<String, Vec<String>> {
    fs::read_to_string(path).map_err(|error| failed(path, error))
}

/// Chaque refus, avec le fichier et la ligne que donne `place`.
pub(super) fn refusals<'p>(
    errors: &[ImportError],
    place: impl Fn(usize) -> (&'p PathBuf, usize),
) -> Vec<String> {
    let told = errors.iter().map(|error| {
        let (path, line) = place(error.line);
        format!("{} ({}:{line})", error.message, path.display())
    });
    told.collect()
}

fn failed(path: &Path, error: std::io::Error) -> Vec<String> {
    vec![format!("{} : {error}", path.display())]
}
