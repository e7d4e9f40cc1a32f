//! Prépare deux fois chaque programme : pour shuttle, et tel quel pour de vrais
//! fils. Rien n'est emprunté à l'import d'entrelacs : un oracle qui partagerait
//! son erreur ne la verrait pas.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::{env, fs};

mod excluded {
    include!("src/excluded.rs");
}

mod sizes {
    include!("../corpus/sizes.rs");
}

/// Ceux que loom peut exécuter : sans `static` ni canal, et qui finissent.
const LOOM: &[&str] = &[
    "classiques/lecteurs_redacteurs",
    "classiques/philosophes_ordonnes_3",
    "classiques/philosophes_ordonnes_4",
    "tailles/mutex_2",
    "tailles/mutex_3",
    "tailles/mutex_4",
];

/// Ce que gagne un programme sur sa première ligne pour s'exécuter sous loom.
const UNDER_LOOM: &str =
    "#[allow(unused_imports)] use crate::under_loom::{facade as std, println}; ";

/// Ce que shuttle n'a pas, ou dont les délais n'y expirent jamais.
const UNKNOWN_TO_SHUTTLE: &[&str] = &[
    "OnceLock",
    "catch_unwind",
    "clear_poison",
    "is_poisoned",
    // Un fil qui attend activement peut y tourner sans jamais céder la place.
    "loop {",
    "mpsc::",
    // Une panique n'y empoisonne pas toujours le verrou tenu.
    "panic!(",
    // `Arc` y est celui du système : compter ses propriétaires n'est pas une étape.
    "strong_count",
    "wait_timeout",
];

/// Ce que gagne un programme sur sa première ligne pour s'exécuter sous shuttle.
const UNDER_SHUTTLE: &str = "#[allow(unused_imports)] use ::crossbeam_under_shuttle::{self as crossbeam_channel, self as crossbeam_utils, \
     facade as std}; #[allow(unused_imports)] use crate::stdout::{dbg, eprint, eprintln, print, println}; ";

/// Ce qui, dans un programme tiré, laisse passer les autres fils.
const YIELDS: &str = "crate::native::yield_at_random();";

fn main() -> Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").context("cargo définit OUT_DIR")?);
    let here =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").context("cargo définit le dossier")?);
    let mut programs = Vec::new();
    let listings = here.join("../../..").join(catalogue::LISTINGS);
    let reduced = catalogue::reduced_sizes(&listings)?;
    for (name, path) in files::programs(&listings)? {
        if path.with_extension("sortie").exists() {
            programs.push((format!("livre/{name}"), prepared(&path, &reduced)?));
        }
    }
    // Ceux de `temps/` ont leur propre table : shuttle n'a pas d'horloge.
    let own = files::programs(&here.join("../corpus/programmes"))?.into_iter();
    for (name, path) in own.filter(|(name, _)| !name.starts_with("temps/")) {
        match sizes::SIZES.iter().find(|(sized, ..)| *sized == name) {
            None => programs.push((name, prepared(&path, &[])?)),
            Some((_, constant, sizes)) => {
                for size in *sizes {
                    let size = (constant.to_string(), size.to_string());
                    let text = prepared(&path, std::slice::from_ref(&size))?;
                    programs.push((format!("{name}_{}", size.1), text));
                }
            }
        }
    }

    let mut shuttle = List::new(&out, "shuttle", Main::Unit);
    let mut loom = List::new(&out, "loom", Main::Unit);
    let mut native = List::new(&out, "native", Main::Status);
    for (name, text) in &programs {
        let mut excluded = excluded::EXCLUDED.iter();
        let mut unknown = excluded::EXCLUDED_FOLDERS.iter();
        if !excluded.any(|(excluded, ..)| excluded == name)
            && !unknown.any(|folder| name.starts_with(folder))
            && !excluded::EXCLUDED_WORDS
                .iter()
                .any(|word| text.contains(word))
        {
            shuttle.add(name, &prefixed(&lazy_statics(text), UNDER_SHUTTLE))?;
        }
        if LOOM.contains(&name.as_str()) {
            loom.add(name, &prefixed(text, UNDER_LOOM))?;
        }
        // Ici, un programme est un module : son `crate` n'est pas le sien.
        if !text.contains("crate::") {
            native.add(name, text)?;
        }
    }
    // Les programmes tirés au hasard : ceux que shuttle peut exécuter, et tous pour de
    // vrais fils.
    let mut shuttle_drawn = List::new(&out, "shuttle_drawn", Main::Unit);
    let mut native_drawn = List::new(&out, "native_drawn", Main::Status);
    for compiled in entrelacs_generator::compiled() {
        let text = compiled.text();
        if !UNKNOWN_TO_SHUTTLE.iter().any(|word| text.contains(word)) {
            shuttle_drawn.add(&compiled.name, &prefixed(&text, UNDER_SHUTTLE))?;
        }
        native_drawn.add(&compiled.name, &compiled.text_between(YIELDS))?;
    }
    [
        (loom, "PROGRAMS"),
        (shuttle, "PROGRAMS"),
        (native, "PROGRAMS"),
        (shuttle_drawn, "DRAWN"),
        (native_drawn, "DRAWN"),
    ]
    .into_iter()
    .try_for_each(|(list, constant)| list.write(constant))
}

/// Le programme sans ses tests, à la taille que donnent ces constantes.
fn prepared(path: &Path, constants: &[(String, String)]) -> Result<String> {
    let mut text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    if let Some(tests) = text.find("#[cfg(test)]") {
        text.truncate(tests);
    }
    for (constant, value) in constants {
        if let Some(start) = text.find(&format!("const {constant}:"))
            && let Some(equals) = text[start..].find('=')
            && let Some(end) = text[start..].find(';')
        {
            text.replace_range(start + equals + 1..start + end, value);
        }
    }
    Ok(text)
}

/// Une `static` garderait sa valeur d'une exécution à l'autre : celles de
/// shuttle sont neuves à chacune.
fn lazy_statics(text: &str) -> String {
    let lines = text.split_inclusive('\n');
    let lines = lines.map(|line| match line.strip_prefix("static ") {
        // Un commentaire en fin de ligne emporterait l'accolade.
        Some(rest) => {
            let (declared, value) = rest.split_once(" = ").unwrap_or((rest, ""));
            let declared = declared.replace("&str", "&'static str");
            format!("::shuttle::lazy_static! {{ static ref {declared} = {value}}}\n")
        }
        None => line.to_owned(),
    });
    lines.collect()
}

/// Place `prefix` après les commentaires `//!` et les attributs `#![…]` du début.
fn prefixed(text: &str, prefix: &str) -> String {
    let inner =
        |line: &&str| line.starts_with("//!") || line.starts_with("#!") || line.trim().is_empty();
    let lines = text.split_inclusive('\n');
    let start = lines.take_while(inner).map(str::len).sum();
    format!("{}{prefix}{}", &text[..start], &text[start..])
}

/// Ce que rend la fonction qui lance un programme.
#[derive(Clone, Copy)]
enum Main {
    /// Rien.
    Unit,
    /// Son statut, après avoir dit son erreur, comme tout programme.
    Status,
}

/// Des programmes, chacun un module, et la liste de leurs `main`.
struct List<'a> {
    out: &'a Path,
    file: &'static str,
    main: Main,
    modules: String,
    list: String,
    count: usize,
}

impl<'a> List<'a> {
    fn new(out: &'a Path, file: &'static str, main: Main) -> Self {
        let (modules, list) = (String::new(), String::new());
        Self {
            out,
            file,
            main,
            modules,
            list,
            count: 0,
        }
    }

    fn add(&mut self, name: &str, text: &str) -> Result<()> {
        let module = format!("{}{}", self.file, self.count);
        self.count += 1;
        let path = self.out.join(&module).with_extension("rs");
        let launch = match self.main {
            Main::Unit => "pub fn __main() { let _ = main(); }",
            Main::Status => {
                "pub fn __main() -> ::std::process::ExitCode { ::std::process::Termination::report(main()) }"
            }
        };
        fs::write(&path, format!("{text}\n{launch}\n"))?;
        self.modules +=
            &format!("#[path = {path:?}]\n#[allow(warnings, clippy::all)]\nmod {module};\n");
        self.list += &format!("    ({name:?}, {module}::__main),\n");
        Ok(())
    }

    fn write(self, constant: &str) -> Result<()> {
        let main = match self.main {
            Main::Unit => "fn()",
            Main::Status => "fn() -> ::std::process::ExitCode",
        };
        let text = format!(
            "{}/// Les programmes, par leur nom.\npub static {constant}: &[crate::Named<{main}>] = &[\n{}];\n",
            self.modules, self.list
        );
        let path = self.out.join(self.file).with_extension("rs");
        fs::write(&path, text).with_context(|| path.display().to_string())
    }
}
