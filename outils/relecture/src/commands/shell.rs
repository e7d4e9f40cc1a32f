//! Les commandes que le livre donne à taper : des programmes, des tests et des
//! fichiers qui existent, des options que les outils acceptent.

use super::cargo;
use super::objection::Objection::{self, Incomplete, Wrong};
use crate::pages::{Page, markdown};
use std::path::PathBuf;

const KNOWN: &str =
    "git clone, cd, cargo, go, mdbook, rustup, rustc, apt, apt-get, et l'installation de target/go";
/// Ce que l'on cite aussi dans une phrase.
const QUOTED: [&str; 6] = [
    "cargo run",
    "cargo xtask",
    "cargo bench",
    "cargo test",
    "go run",
    "go test",
];
/// Ce qui enchaîne ou redirige.
const OPERATORS: [&str; 9] = ["|", "||", "&", "&&", ";", ">", ">>", "<", "2>&1"];

/// Les commandes refusées d'un bloc `console` ; chacune a sa ligne dans le
/// bloc, à partir de 1.
pub fn check_block(body: &str) -> Vec<(usize, String)> {
    let mut shell = Shell::new();
    let mut errors = Vec::new();
    let mut commands = 0;
    for (i, line) in body.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        commands += 1;
        if let Err(objection) = shell.check(line) {
            let message = format!("« {} » : {}", line.trim(), objection.message());
            errors.push((i + 1, message));
        }
    }
    if commands == 0 {
        errors.push((0, "bloc `console` sans commande".to_owned()));
    }
    errors
}

/// Les commandes refusées parmi celles que citent les phrases de `page`. Un
/// nom en capitales, `<nom>` ou `…` tiennent la place d'un vrai nom : rien
/// n'est alors vérifié.
pub fn check_prose(page: &Page) -> Vec<String> {
    markdown::inline_codes(&page.text)
        .into_iter()
        .filter(|(_, code)| is_quoted_command(code) && !has_placeholder(code))
        .filter_map(|(start, code)| match Shell::new().check(&code) {
            Ok(()) | Err(Incomplete(_)) => None,
            Err(Wrong(message)) => Some(page.error_at(start, &format!("« {code} » : {message}"))),
        })
        .collect()
}

fn is_quoted_command(code: &str) -> bool {
    QUOTED.iter().any(|command| {
        code.strip_prefix(command)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

fn has_placeholder(code: &str) -> bool {
    code.contains(['…', '<'])
        || code.contains("...")
        || code
            .split_whitespace()
            .any(|word| word.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
}

/// Une suite de commandes : `cd` change le dossier des suivantes.
struct Shell {
    directory: PathBuf,
    /// Le dossier qu'un `git clone` vient de créer.
    clone: Option<String>,
}

impl Shell {
    fn new() -> Self {
        Self {
            directory: testing::root().to_owned(),
            clone: None,
        }
    }

    /// Vérifie une ligne, son commentaire final mis à part.
    fn check(&mut self, line: &str) -> Result<(), Objection> {
        let words = shlex::split(line).ok_or_else(|| Objection::wrong("guillemets mal fermés"))?;
        let words: Vec<&str> = words
            .iter()
            .map(String::as_str)
            .skip_while(|word| is_assignment(word))
            .collect();
        if words
            .iter()
            .any(|word| OPERATORS.contains(word) || word.ends_with(';'))
        {
            return Err(Objection::wrong("écrivez une seule commande par ligne"));
        }
        match words[..] {
            [] => Err(Objection::wrong("aucune commande sur cette ligne")),
            ["$", ..] => Err(Objection::wrong(
                "enlevez l'invite « $ » : la ligne se copie telle quelle",
            )),
            ["cargo", ref rest @ ..] => cargo::check(rest),
            ["go" | "target/go/bin/go", ref rest @ ..] => self.go(rest),
            ["python3", "-m", "venv", "target/go"] => Ok(()),
            ["target/go/bin/pip", "install", "-r", file] => self.file(file),
            ["git", "clone", url] => {
                let name = url.trim_end_matches(".git").rsplit('/').next();
                self.clone = name.map(str::to_owned);
                match url.starts_with("https://") {
                    true => Ok(()),
                    false => Err(Objection::wrong("donnez une adresse https")),
                }
            }
            ["cd", directory] => self.cd(directory),
            ["mdbook", "serve" | "build" | "--version"] => Ok(()),
            ["rustup", _, ..] => Ok(()),
            ["rustc", "--version"] => Ok(()),
            ["rustc", "--explain", code] if is_error_code(code) => Ok(()),
            ["apt" | "apt-get", "install" | "update", ..]
            | ["sudo", "apt" | "apt-get", "install" | "update", ..] => Ok(()),
            _ => Err(Wrong(format!(
                "commande qu'aucun test ne connaît ; attendu : {KNOWN} (voir outils/relecture/src/commands/shell.rs)"
            ))),
        }
    }

    fn cd(&mut self, directory: &str) -> Result<(), Objection> {
        if self.clone.as_deref() == Some(directory.trim_end_matches('/')) {
            self.directory = testing::root().to_owned();
            return Ok(());
        }
        self.directory.push(directory);
        match self.directory.is_dir() {
            true => Ok(()),
            false => Err(Wrong(format!("le dossier « {directory} » n'existe pas"))),
        }
    }

    fn file(&self, file: &str) -> Result<(), Objection> {
        match self.directory.join(file).is_file() {
            true => Ok(()),
            false => Err(Wrong(format!("« {file} » n'est pas un fichier du dépôt"))),
        }
    }

    fn go(&self, words: &[&str]) -> Result<(), Objection> {
        // Un module, et non un fichier ; la suite est pour le programme.
        if let ["-C", folder, "run", ".", ..] = words {
            return self.file(&format!("{folder}/go.mod"));
        }
        let [command, rest @ ..] = words else {
            return Err(Objection::incomplete("il manque le nom d'une commande"));
        };
        match (*command, rest) {
            ("version", []) => return Ok(()),
            ("run" | "build" | "vet" | "test", _) => {}
            _ => return Err(Wrong(format!("aucun test ne connaît `go {command}`"))),
        }
        let (options, files): (Vec<&str>, Vec<&str>) =
            rest.iter().partition(|word| word.starts_with('-'));
        let known = |option: &str| option == "-race" || (option == "-v" && *command == "test");
        if let Some(option) = options.iter().find(|option| !known(option)) {
            return Err(Wrong(format!("option de go inconnue : « {option} »")));
        }
        if let ("test", [program, tests]) = (*command, &files[..]) {
            return self.file(program).and_then(|()| self.file(tests));
        }
        match files[..] {
            [] => Err(Objection::incomplete("il manque le nom d'un fichier .go")),
            [_] if *command == "test" => Err(Objection::wrong(
                "donnez le programme et son _test.go : go test ne lit que les fichiers nommés",
            )),
            [file] if file.ends_with(".go") && self.directory.join(file).is_file() => Ok(()),
            [file] => Err(Wrong(format!(
                "« {file} » n'est pas un fichier Go du dépôt"
            ))),
            _ => Err(Objection::wrong("un seul fichier .go à la fois")),
        }
    }
}

/// `RUSTFLAGS=…`, avant la commande.
fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
    })
}

fn is_error_code(word: &str) -> bool {
    word.strip_prefix('E')
        .is_some_and(|digits| digits.len() == 4 && digits.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_commandes_qui_marchent_sont_acceptees() {
        for command in [
            "cargo run --bin rendez_vous",
            "cargo run --quiet -p listings --bin=rendez_vous --release",
            "cargo run -p mdbook-cours -- supports html",
            "cargo run -p banc-web -- juger go",
            "cargo bench -p listings --bench cout_des_fils",
            "cargo bench -p listings --bench cout_des_fils -- --essai",
            "cargo test",
            "cargo test -p listings --test outputs",
            "cargo test --bin rendez_vous",
            "cargo test -p xtask # les tests de xtask",
            "cargo build --release",
            "cargo clippy --all-targets",
            "cargo xtask serve --port 4000 --ouvrir",
            "cargo xtask --help",
            "cargo install --locked mdbook@0.5.4",
            "cargo +nightly miri run --bin compteur_mutex",
            "RUSTFLAGS=\"-Z sanitizer=thread\" cargo +nightly run --bin compteur_mutex",
            "go run listings/synchronisation/rendez_vous.go",
            "go run -race listings/synchronisation/rendez_vous.go",
            "go vet listings/synchronisation/rendez_vous.go",
            "target/go/bin/go -C serveurs/go run . 127.0.0.1:8080",
            "mdbook serve",
            "rustup toolchain install nightly",
            "rustc --explain E0382",
            "sudo apt-get install gcc",
            "python3 -m venv target/go",
            "target/go/bin/pip install -r outils/golang/requirements.txt",
            "target/go/bin/go run listings/synchronisation/rendez_vous.go",
            "go test -v listings/pieges/demande.go listings/pieges/demande_test.go",
            "cd listings\ngo run synchronisation/rendez_vous.go",
            "git clone https://exemple.fr/cours.git\n\ncd cours\ncargo xtask serve",
        ] {
            assert_eq!(check_block(command), [], "{command}");
        }
    }

    #[test]
    fn les_commandes_qui_echoueraient_sont_refusees() {
        for (command, expected) in [
            ("cargo run --bin rendezvous", "pas --bin rendezvous"),
            ("cargo run -p xtask --bin waitgroup", "paquet « xtask »"),
            ("cargo run -p listing --bin rendez_vous", "aucun paquet"),
            ("cargo run", "il manque le programme"),
            ("cargo run -p listings", "il manque le programme"),
            ("cargo run --bin", "il manque un nom après --bin"),
            ("cargo run --bins", "il manque le programme"),
            ("cargo run --rapide --bin rendez_vous", "« --rapide »"),
            ("cargo bench -p listings --bench cout", "--bench cout"),
            ("cargo test -p listings --test sortie", "--test sortie"),
            ("cargo test -p listing", "aucun paquet"),
            ("cargo test rendez_vous", "filtre « rendez_vous »"),
            ("cargo xtask serv", "cargo xtask la refuse"),
            ("cargo xtask serve --port 99999", "cargo xtask la refuse"),
            ("cargo xtask", "il manque le nom"),
            ("cargo install --locked mdbook@0.5.3", "mdbook@0.5.4"),
            ("cargo install mdbook", "mdbook@0.5.4"),
            ("cargo miri run --bin compteur_mutex", "cargo +nightly"),
            ("cargo +nightly miri run --bin compteur", "--bin compteur"),
            ("cargo publish", "aucun test ne connaît"),
            ("go run listings/synchronisation/absent.go", "absent.go"),
            ("go run listings/synchronisation/mutex.rs", "mutex.rs"),
            ("go run -vite listings/absent.go", "-vite"),
            ("go run", "il manque le nom d'un fichier"),
            ("go test", "il manque le nom d'un fichier"),
            ("go test listings/pieges/demande.go", "_test.go"),
            ("go run -v listings/pieges/demande.go", "« -v »"),
            ("go mod tidy", "aucun test ne connaît"),
            ("go -C serveurs/absent run .", "serveurs/absent"),
            ("python3 -m venv ailleurs", "aucun test ne connaît"),
            ("target/go/bin/pip install -r absent.txt", "absent.txt"),
            ("cd absent", "« absent » n'existe pas"),
            ("git clone git@exemple.fr:cours.git", "https"),
            ("$ cargo test", "enlevez l'invite"),
            ("cargo build && cargo test", "une seule commande"),
            ("cargo build; cargo test", "une seule commande"),
            ("cargo test | head", "une seule commande"),
            ("RUSTFLAGS=\"-Z cargo test", "guillemets"),
            ("Travail en cours...", "qu'aucun test ne connaît"),
            ("rustc --explain E382", "qu'aucun test ne connaît"),
            ("# rien", "aucune commande"),
            ("", "sans commande"),
        ] {
            let errors = check_block(command);
            assert_eq!(errors.len(), 1, "{command} : {errors:?}");
            assert!(errors[0].1.contains(expected), "{command} : {errors:?}");
        }
    }

    #[test]
    fn une_erreur_donne_sa_ligne_dans_le_bloc() {
        let errors = check_block("cargo test\n\ncargo rune\n");
        assert_eq!((errors.len(), errors[0].0), (1, 3));
    }

    #[test]
    fn dans_une_phrase_seules_les_commandes_entieres_comptent() {
        let check = |text: &str| check_prose(&Page::new("src/p.md", text));
        for accepted in [
            "`cargo run` compile, puis lance",
            "`go run -race` et `cargo xtask`",
            "`cargo run --bin rendez_vous`",
            "`cargo run --bin …`, `cargo run --bin <nom>`, `cargo run --bin X`",
            "`cargo runner`, `cargo add x`, `--bin absent`",
        ] {
            assert_eq!(check(accepted), [""; 0]);
        }
        let errors = check("# T\n\nLancez `cargo run --bin rendezvous`, `go run absent.go`.\n");
        assert_eq!(errors.len(), 2, "{errors:?}");
        assert!(
            errors[0].starts_with("src/p.md:3 : « cargo run --bin rendezvous »"),
            "{errors:?}"
        );
    }
}
