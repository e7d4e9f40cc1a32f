//! `cargo xtask explore` : toutes les exécutions d'un programme.
//!
//! rustc lit d'abord le programme tel quel, avec les vrais paquets : ce qu'il
//! refuse est dit par lui. Puis `entrelacs_import` le recopie dans un petit projet
//! ([`folders`]), compilé avec le modèle et lancé ; ce que seul le modèle refuse
//! est dit en français ([`refusals`]). L'explorateur est tenu par un tube : Ctrl-C lui
//! demande de dire ce qu'il sait, et il ne survit pas à cette commande.

pub mod folders;
mod memory_size;
pub mod refusals;

use crate::project::{self, Dependencies};
use crate::root;
use crate::wait::Wait;
use anyhow::{Context, Result, bail};
use clap::{Args, value_parser};
use entrelacs_import::{Importer, import};
use folders::{Folder, Folders};
use processes::{Captured, ProcessError, Runner};
use std::env;
use std::fs;
use std::io::{IsTerminal as _, stderr};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Les options de la commande.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Options {
    /// Rend le graphe des états et les issues en JSON
    #[arg(long)]
    pub json: bool,

    /// Les délais expirent dans l'ordre, au lieu de n'importe quand
    #[arg(long = "ordonne", alias = "ordered")]
    pub ordered: bool,

    /// Les attentes d'une condition peuvent cesser sans raison
    #[arg(long = "sans-raison", alias = "spurious")]
    pub spurious: bool,

    /// Raconte toutes les issues, au lieu de dix
    #[arg(long = "toutes")]
    pub all: bool,

    /// S'arrête au bout de ce temps (60 par défaut)
    #[arg(long = "limite", value_name = "SECONDES", value_parser = value_parser!(u32).range(1..))]
    pub limit: Option<u32>,

    /// S'arrête à cette mémoire, comme 500M ou 4G (2G par défaut)
    #[arg(long = "memoire", value_name = "TAILLE", value_parser = memory_size::parse)]
    pub memory: Option<u64>,
}

/// Le programme ne peut pas être exploré.
const REFUSED: u8 = 2;

/// Explore `program`, un listing ou un fichier. Rend 0 si tout finit bien, 1 si
/// le programme peut mal finir, 2 s'il ne peut pas être exploré, 3 si
/// l'exploration est incomplète.
///
/// # Errors
///
/// Si l'utilisateur interrompt la préparation.
pub fn explore(program: &str, options: Options) -> Result<ExitCode> {
    let code = run(program, options).or_else(|error| {
        if crate::is_interruption(&error) {
            return Err(error);
        }
        eprintln!("cargo xtask : {error:#}");
        Ok(REFUSED)
    });
    code.map(ExitCode::from)
}

fn run(program: &str, options: Options) -> Result<u8> {
    let runner = Runner::new()?;
    let root = root::find()?;
    let reader = Reader::find(&root, program)?;
    let folders = Folders::new(&root);
    let crates = engine(&runner, &root, &folders)?;
    let folder = folders.open(&runner, (program, &reader.path, &reader.text))?;

    // rustc lit le texte du lecteur pendant que cargo compile le modèle.
    let mut native = native(&reader, &crates, &folder);
    let native = runner.start(&mut native)?;
    let model = model(&runner, &root, &folders, &folder, &reader, program);
    let native = native.finish(&runner, || ())?;
    if !native.status.success() {
        eprint!("{}", native.stderr);
        bail!(
            "{} ne compile pas ; rustc dit pourquoi ci-dessus",
            reader.shown.display()
        );
    }
    let executable = match model? {
        Model::Program(path) => path,
        Model::Refused(why) => {
            eprintln!("{why}");
            bail!(
                "rustc accepte {}, mais le modèle ne sait pas l'explorer : écrivez autrement ce qui n'est pas modélisé",
                reader.shown.display()
            );
        }
    };
    let mut command = Command::new(executable);
    command.arg("--tenu").args(arguments(options));
    let status = runner.run_held(&mut command)?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    match code {
        Some(code @ 0..=3) => Ok(code),
        Some(130) => Err(ProcessError::Interrupted.into()),
        _ => bail!(
            "l'exploration de {} s'est arrêtée brutalement ({status})",
            reader.shown.display()
        ),
    }
}

fn arguments(options: Options) -> Vec<String> {
    let flags = [
        ("--json", options.json),
        ("--ordered", options.ordered),
        ("--spurious", options.spurious),
        ("--toutes", options.all),
    ];
    let flags = flags.iter().filter(|(_, chosen)| *chosen);
    let mut arguments: Vec<String> = flags.map(|(flag, _)| (*flag).to_owned()).collect();
    if let Some(seconds) = options.limit {
        arguments.extend(["--limite".to_owned(), seconds.to_string()]);
    }
    if let Some(bytes) = options.memory {
        arguments.extend(["--memoire".to_owned(), bytes.to_string()]);
    }
    arguments
}

/// Récrit les graphes des listings qui ont changé.
///
/// # Errors
///
/// Si un listing ne s'explore pas, ou si l'utilisateur interrompt la commande.
pub fn update() -> Result<ExitCode> {
    let runner = Runner::new()?;
    eprintln!("Exploration des listings (plus longue la première fois)…");
    let status = runner.run(
        Command::new(project::cargo())
            .current_dir(root::find()?)
            .args(["run", "--quiet", "--package", "preuves", "--bin", "graphs"]),
    )?;
    if !status.success() {
        bail!("un listing ne peut pas être exploré ; la raison est ci-dessus");
    }
    Ok(ExitCode::SUCCESS)
}

/// Le fichier du lecteur.
struct Reader {
    /// Son chemin, tel que le lecteur le connaît.
    shown: PathBuf,
    /// Son chemin complet.
    path: PathBuf,
    text: String,
    /// Les constantes réduites.
    constants: Vec<(String, String)>,
}

impl Reader {
    /// Celui d'un programme : le chemin donné, ou un listing du livre.
    fn find(root: &Path, program: &str) -> Result<Self> {
        let listing = root.join("listings").join(program).with_extension("rs");
        let shown = [PathBuf::from(program), listing]
            .into_iter()
            .find(|path| path.is_file())
            .with_context(|| {
                format!(
                    "« {program} » n'est ni un fichier, ni un listing du livre : donnez le chemin d'un fichier .rs, ou un \
                     nom comme synchronisation/rendez_vous"
                )
            })?;
        let unreadable = || format!("{} ne se lit pas", shown.display());
        let path = fs::canonicalize(&shown).with_context(unreadable)?;
        let text = fs::read_to_string(&path).with_context(unreadable)?;
        let listings = fs::canonicalize(root.join(catalogue::LISTINGS)).unwrap_or_default();
        let constants = match path.starts_with(&listings) {
            true => catalogue::reduced_sizes(&listings)?,
            false => Vec::new(),
        };
        let current = env::current_dir().unwrap_or_default();
        let shown = shown.strip_prefix(current).unwrap_or(&shown).to_owned();
        Ok(Self {
            shown,
            path,
            text,
            constants,
        })
    }
}

/// Compile le moteur, s'il ne l'est pas ; rend de quoi compiler avec les vrais
/// paquets, par leurs noms.
fn engine(runner: &Runner, root: &Path, folders: &Folders) -> Result<Vec<(String, String)>> {
    let mut wait = Wait::new("Compilation de l'explorateur, la première fois seulement");
    let (project, _alone) = folders.engine(runner, || wait.tick())?;
    project::write(
        root,
        &project,
        "moteur",
        Dependencies::Entrelacs,
        "fn main() {}\n",
    )?;
    let mut build = project::build(&project, &folders.target());
    build.arg("--message-format=json");
    let built = runner.start(&mut build)?.finish(runner, || wait.tick())?;
    drop(wait);
    if !built.status.success() {
        eprint!("{}{}", refusals::rendered(&built.stdout), built.stderr);
        bail!("l'explorateur ne compile pas : ce n'est pas votre programme");
    }
    let crates =
        refusals::artifacts(&built.stdout).filter(|it| it.target.name.starts_with("crossbeam_"));
    let libraries = crates.filter_map(|artifact| {
        let mut files = artifact.filenames.into_iter();
        let library = files.find(|file| file.extension() == Some("rlib"))?;
        Some((artifact.target.name, library.into_string()))
    });
    Ok(libraries.collect())
}

/// La commande qui fait lire par rustc le programme tel quel, sans rien produire.
fn native(reader: &Reader, crates: &[(String, String)], folder: &Folder) -> Command {
    let mut command = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command
        .args(["--edition", "2024", "--crate-type", "bin"])
        .args(["--crate-name", "programme", "--emit", "metadata"])
        // Ses avertissements cacheraient le reste.
        .args(["--allow", "warnings", "--color"])
        .arg(match stderr().is_terminal() {
            true => "always",
            false => "never",
        })
        .arg("-o")
        .arg(folder.project.join("natif.rmeta"))
        .arg(&reader.shown);
    for (name, file) in crates {
        command.arg("--extern").arg(format!("{name}={file}"));
        if let Some(folder) = Path::new(file).parent() {
            command
                .arg("-L")
                .arg(format!("dependency={}", folder.display()));
        }
    }
    command
}

enum Model {
    Program(PathBuf),
    /// Ce que le modèle refuse, raconté.
    Refused(String),
}

/// Compile le programme avec le modèle.
fn model(
    runner: &Runner,
    root: &Path,
    folders: &Folders,
    folder: &Folder,
    reader: &Reader,
    name: &str,
) -> Result<Model> {
    if let Err(errors) = import(&reader.text, &reader.constants) {
        let refusals = errors.iter().map(|error| {
            format!(
                "{}:{} : {}",
                reader.shown.display(),
                error.line,
                error.message
            )
        });
        return Ok(Model::Refused(refusals.collect::<Vec<_>>().join("\n")));
    }
    let code = folder.project.join("src");
    fs::create_dir_all(&code).with_context(|| format!("impossible de créer {}", code.display()))?;
    let mut importer = Importer::new();
    for (constant, value) in &reader.constants {
        importer.constant(constant, value);
    }
    importer.add(name, &reader.path);
    if let Err(errors) = importer.write(&code) {
        return Ok(Model::Refused(errors.join("\n")));
    }
    project::write(
        root,
        &folder.project,
        &folder.name,
        Dependencies::Entrelacs,
        "#![recursion_limit = \"512\"]\n\ninclude!(\"programmes.rs\");\n\nfn main() -> std::process::ExitCode {\n    \
         report::explore::run(&PROGRAMS[0])\n}\n",
    )?;
    let mut build = project::build(&folder.project, &folders.target());
    build.arg("--message-format=json");
    let mut wait = Wait::new("Compilation du programme");
    let built = runner.start(&mut build)?.finish(runner, || wait.tick())?;
    drop(wait);
    if built.status.success() {
        let executable =
            refusals::artifacts(&built.stdout).find_map(|artifact| artifact.executable);
        let executable = executable.context("cargo ne dit pas où est le programme compilé")?;
        return Ok(Model::Program(executable.into()));
    }
    Ok(Model::Refused(refusals(&built, reader, &code)))
}

fn refusals(built: &Captured, reader: &Reader, code: &Path) -> String {
    // Le seul fichier de ce dossier que l'importateur nomme d'après le programme.
    let copies = fs::read_dir(code).into_iter().flatten();
    let mut names = copies.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let copy = names.find(|name| name.starts_with("p0_"));
    copy.and_then(|copy| refusals::told(&built.stdout, &reader.shown, &reader.text, &copy))
        .unwrap_or_else(|| format!("{}{}", refusals::rendered(&built.stdout), built.stderr))
}
