//! La ligne de commande, en français jusque dans ses refus.

use clap::error::{ContextKind, ErrorKind};
use clap::{ArgAction, Parser, Subcommand, value_parser};
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// La ligne de commande de `cargo xtask`.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Les commandes du projet.",
    help_template = MAIN_HELP,
    override_usage = "cargo xtask <COMMANDE> [OPTIONS]",
    disable_help_flag = true,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// La commande demandée.
    #[command(subcommand)]
    pub command: Commands,

    /// Affiche cette aide
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
}

/// Les commandes du projet.
#[derive(Debug, Subcommand)]
pub enum Commands {
    /// Sert le livre en local et le reconstruit à chaque enregistrement
    #[command(help_template = COMMAND_HELP, override_usage = "cargo xtask serve [OPTIONS]")]
    Serve {
        /// Port d'écoute sur localhost (3000 par défaut)
        #[arg(
            long,
            value_name = "N",
            default_value_t = crate::served::DEFAULT_PORT,
            hide_default_value = true,
            value_parser = value_parser!(u16).range(1..)
        )]
        port: u16,

        /// Ouvre le livre dans le navigateur
        #[arg(long = "ouvrir", alias = "open")]
        open: bool,
    },

    /// Construit le livre dans le dossier book/html/
    #[command(help_template = COMMAND_HELP, override_usage = "cargo xtask build [OPTIONS]")]
    Build,

    /// Construit le site tel qu'il sera publié, dans `target/publication`
    #[command(help_template = COMMAND_HELP, override_usage = "cargo xtask publish [OPTIONS]")]
    Publish {
        /// Adresse publique du site, obligatoire sans --verifier
        #[arg(
            long = "adresse",
            alias = "address",
            value_name = "URL",
            required_unless_present = "check"
        )]
        address: Option<String>,

        /// Adresse du dépôt, pour les liens « Modifier cette page »
        #[arg(long = "depot", alias = "repository", value_name = "URL")]
        repository: Option<String>,

        /// Publie le livre sans les solutions des exercices
        #[arg(long = "sans-solutions")]
        without_solutions: bool,

        /// Sert le site sous le chemin de son adresse et le vérifie
        #[arg(long = "verifier", alias = "check")]
        check: bool,
    },

    /// Construit le livre à part et lance ses tests dans un vrai navigateur
    #[command(
        help_template = E2E_HELP,
        override_usage = "cargo xtask e2e [OPTIONS] [-- <ARGUMENTS DE PLAYWRIGHT>]"
    )]
    E2e {
        /// Mesure aussi les mêmes pages rendues par mdBook sans notre thème
        #[arg(long = "comparer", alias = "compare")]
        compare: bool,

        /// Arguments donnés tels quels à Playwright
        #[arg(last = true, value_name = "ARGUMENTS DE PLAYWRIGHT", hide = true)]
        playwright: Vec<OsString>,
    },

    /// Vérifie vos exercices, ou en donne la liste
    #[command(
        help_template = EXERCISES_HELP,
        override_usage = "cargo xtask exercices [EXERCICE] [OPTIONS]\n              cargo xtask exercices programme <FICHIERS>…"
    )]
    #[command(name = "exercices")]
    Exercises {
        /// Le numéro d'un exercice (04), ou son nom ; sans lui, la liste.
        /// « programme » assemble vos pièces
        #[arg(value_name = "EXERCICE")]
        exercise: Option<String>,

        /// Les fichiers dont « programme » compte les mots
        #[arg(value_name = "FICHIERS", requires = "exercise", conflicts_with_all = ["watch", "reset"])]
        files: Vec<OsString>,

        /// Recommence à chaque enregistrement, jusqu'à Ctrl-C
        #[arg(long = "suivre", alias = "watch", requires = "exercise")]
        watch: bool,

        /// Remet le fichier de départ ; le vôtre est gardé dans `sauvegardes`
        #[arg(
            long = "recommencer",
            alias = "reset",
            requires = "exercise",
            conflicts_with = "watch"
        )]
        reset: bool,

        /// Au-delà, une vérification est tenue pour bloquée (5 par défaut)
        #[arg(
            long = "limite",
            alias = "limit",
            value_name = "SECONDES",
            requires = "exercise",
            default_value_t = 5,
            hide_default_value = true,
            value_parser = value_parser!(u16).range(1..)
        )]
        limit: u16,
    },

    /// Explore toutes les exécutions d'un programme concurrent
    #[command(
        help_template = EXPLORE_HELP,
        override_usage = "cargo xtask explore <PROGRAMME> [OPTIONS]\n              cargo xtask explore --recrire"
    )]
    Explore {
        /// Un listing du livre (synchronisation/rendez_vous) ou un fichier .rs
        #[arg(value_name = "PROGRAMME", required_unless_present = "update")]
        program: Option<String>,

        /// Récrit les graphes gardés avec les listings, que montre le livre
        #[arg(long = "recrire", alias = "update", exclusive = true)]
        update: bool,

        /// Rend le graphe des états et les issues en JSON
        #[arg(long)]
        json: bool,

        /// Les délais expirent dans l'ordre, au lieu de n'importe quand
        #[arg(long = "ordonne", alias = "ordered")]
        ordered: bool,

        /// Les attentes d'une condition peuvent cesser sans raison
        #[arg(long = "sans-raison", alias = "spurious")]
        spurious: bool,

        /// Raconte toutes les issues, au lieu de dix
        #[arg(long = "toutes")]
        all: bool,

        /// S'arrête au bout de ce temps (60 par défaut)
        #[arg(long = "limite", value_name = "SECONDES", value_parser = value_parser!(u32).range(1..))]
        limit: Option<u32>,

        /// S'arrête à cette mémoire, comme 500M ou 4G (2G par défaut)
        #[arg(long = "memoire", value_name = "TAILLE", value_parser = bytes)]
        memory: Option<u64>,
    },

    /// Crée une page, un programme, un exercice ou un quiz, à compléter
    #[command(
        name = "nouveau",
        help_template = NEW_HELP,
        override_usage = "cargo xtask nouveau <GENRE> <NOM> [OPTIONS]"
    )]
    New(crate::scaffold::Request),

    /// Le préprocesseur et le rendu du livre, tels que mdBook les appelle (usage
    /// interne)
    #[command(hide = true)]
    MdbookCours {
        /// Ce que mdBook demande
        arguments: Vec<String>,
    },

    /// Lance une commande qui ne survit pas à son lanceur (usage interne)
    #[command(hide = true)]
    #[command(name = "garde")]
    Guard {
        /// La commande
        #[arg(last = true, required = true)]
        words: Vec<OsString>,
    },
}

const MAIN_HELP: &str = "\
{about}

Utilisation : {usage}

Commandes :
{subcommands}

Options :
{options}

Détail d'une commande : cargo xtask <COMMANDE> --help
";

const COMMAND_HELP: &str = "\
{about}

Utilisation : {usage}

Options :
{options}
";

const E2E_HELP: &str = "\
{about}

Utilisation : {usage}

Options :
{options}

Exemples :
  cargo xtask e2e -- tests/recherche.spec.mjs  un seul fichier de tests
  cargo xtask e2e -- -g mutex                  les tests dont le nom contient « mutex »

Il faut Node.js, npm et Chromium ; sous Debian : apt install nodejs npm chromium
";

const EXERCISES_HELP: &str = "\
{about}

Utilisation : {usage}

Arguments :
{positionals}

Options :
{options}

Votre fichier est exercices/<EXERCICE>/exercice.rs ; la première vérification le
crée. Il doit compiler, passer ses vérifications, et les passer dans tous les
entrelacements.

Statut : 0 si l'exercice est résolu, 1 s'il ne l'est pas, 2 s'il n'existe pas ou
s'il manque un outil.
";

const NEW_HELP: &str = "\
{about}

Utilisation : {usage}

Arguments :
{positionals}

Options :
{options}

Exemples :
  cargo xtask nouveau page pieges/attente_active --titre \"Attendre en tournant\"
  cargo xtask nouveau programme pieges/attente_active
  cargo xtask nouveau quiz pieges/attente_active
  cargo xtask nouveau exercice barriere --page synchronisation/waitgroup

Ce qui reste à écrire est marqué, et nommé par `cargo test`.
";

const EXPLORE_HELP: &str = "\
{about}

Utilisation : {usage}

Arguments :
{positionals}

Options :
{options}

Ctrl-C arrête l'exploration et dit ce qu'elle a trouvé. Sans --limite ni
--memoire, elle s'arrête aussi à 200 000 états. Arrêtée avant la fin, elle est
« incomplète » : il peut y avoir d'autres issues.

Statut : 0 si toutes les exécutions ont été explorées et finissent bien, 1 si un
interblocage, une boucle sans issue, une panique ou une erreur est possible (même
si l'exploration est incomplète), 2 si le programme ne peut pas être exploré, 3 si
l'exploration est incomplète et n'a rien trouvé de mal.
";

impl Cli {
    /// Lit les arguments du processus.
    ///
    /// # Errors
    ///
    /// Le statut avec lequel terminer : 0 si l'aide était demandée, 2 si les
    /// arguments sont refusés ; dans les deux cas le texte est déjà affiché.
    pub fn from_env() -> Result<Self, ExitCode> {
        Self::try_parse().map_err(|error| {
            if error.kind() == ErrorKind::DisplayHelp {
                // Un lecteur qui s'en va (`| head`) n'est pas une erreur.
                let _ = write!(io::stdout(), "{}", error.render());
                return ExitCode::SUCCESS;
            }
            eprintln!("cargo xtask : {}", refusal(&error));
            eprintln!("Pour connaître les commandes et leurs options : cargo xtask --help");
            ExitCode::from(2)
        })
    }
}

/// Une taille en octets : `2G`, `500M`, `100000000`.
fn bytes(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(['o', 'O']);
    let (digits, unit) = match digits.chars().next_back() {
        Some('k' | 'K') => (&digits[..digits.len() - 1], 1_000),
        Some('m' | 'M') => (&digits[..digits.len() - 1], 1_000_000),
        Some('g' | 'G') => (&digits[..digits.len() - 1], 1_000_000_000),
        _ => (digits, 1),
    };
    let count: u64 = digits.parse().map_err(|_| String::new())?;
    let bytes = count.checked_mul(unit).ok_or_else(String::new)?;
    // Le programme lui-même en prend quelques-uns.
    (bytes >= 50_000_000)
        .then_some(bytes)
        .ok_or_else(String::new)
}

/// Ce que clap reproche aux arguments, en français.
fn refusal(error: &clap::Error) -> String {
    let context = |kind| {
        error
            .get(kind)
            .map(|value| value.to_string())
            .unwrap_or_default()
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let unknown = context(ContextKind::InvalidSubcommand);
            match context(ContextKind::SuggestedSubcommand).as_str() {
                "" => format!("la commande « {unknown} » n'existe pas."),
                close => {
                    format!("la commande « {unknown} » n'existe pas ; vouliez-vous dire {close} ?")
                }
            }
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "il manque le nom d'une commande.".to_owned()
        }
        ErrorKind::MissingRequiredArgument => format!("il manque « {argument} »."),
        ErrorKind::UnknownArgument => format!("l'argument « {argument} » n'est pas reconnu."),
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("il manque une valeur à « {argument} ».")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let known = match context(ContextKind::ValidValue) {
                known if known.is_empty() => known,
                known => format!(" : {known}"),
            };
            format!("« {value} » n'est pas une valeur possible pour « {argument} »{known}.")
        }
        // clap nomme ici l'autre argument ; sans lui, c'est une répétition.
        ErrorKind::ArgumentConflict if argument == "--recrire" => {
            "« --recrire » s'emploie seul.".to_owned()
        }
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            other if other.is_empty() || other == argument => {
                format!("« {argument} » est donné deux fois.")
            }
            other => format!("« {argument} » et « {other} » ne vont pas ensemble."),
        },
        _ => "ces arguments ne sont pas reconnus.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn refused(arguments: &[&str]) -> String {
        let arguments = [&["xtask"], arguments].concat();
        refusal(&Cli::try_parse_from(arguments).unwrap_err())
    }

    #[test]
    fn la_definition_est_coherente() {
        Cli::command().debug_assert();
    }

    #[test]
    fn serve_prend_le_port_3000_par_defaut() {
        let cli = Cli::try_parse_from(["xtask", "serve"]).unwrap();
        assert!(matches!(
            cli.command,
            Commands::Serve {
                port: 3000,
                open: false
            }
        ));
    }

    #[test]
    fn une_taille_a_une_unite() {
        assert_eq!(bytes("2G"), Ok(2_000_000_000));
        assert_eq!(bytes("500Mo"), Ok(500_000_000));
        assert_eq!(bytes("100000000"), Ok(100_000_000));
        for refused in ["", "G", "-1G", "1.5G", "10M", "99999999999999999G"] {
            assert!(bytes(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn e2e_donne_a_playwright_ce_qui_suit_les_deux_tirets() {
        let cli = Cli::try_parse_from(["xtask", "e2e", "--comparer", "--", "-g", "mutex"]).unwrap();
        let Commands::E2e {
            compare,
            playwright,
        } = cli.command
        else {
            panic!("{cli:?}");
        };
        assert!(compare);
        assert_eq!(playwright, ["-g", "mutex"]);
    }

    /// L'ancienne orthographe, anglaise, est encore admise.
    #[test]
    fn les_anciennes_options_marchent_encore() {
        for (old, new) in [
            ("serve --open", "serve --ouvrir"),
            (
                "publish --address a --repository b",
                "publish --adresse a --depot b",
            ),
            ("publish --check", "publish --verifier"),
            ("e2e --compare", "e2e --comparer"),
            ("exercices 01 --watch", "exercices 01 --suivre"),
            ("exercices 01 --reset", "exercices 01 --recommencer"),
            ("exercices 01 --limit 9", "exercices 01 --limite 9"),
            ("explore --update", "explore --recrire"),
            ("explore a.rs --ordered", "explore a.rs --ordonne"),
            ("explore a.rs --spurious", "explore a.rs --sans-raison"),
        ] {
            let [old, new] = [old, new].map(|line| {
                let words = ["xtask"].into_iter().chain(line.split(' '));
                format!("{:?}", Cli::try_parse_from(words).unwrap())
            });
            assert_eq!(old, new);
        }
    }

    #[test]
    fn chaque_refus_nomme_ce_qui_est_refuse() {
        for (arguments, expected) in [
            (&[][..], "il manque le nom d'une commande."),
            (
                &["serv"],
                "la commande « serv » n'existe pas ; vouliez-vous dire serve ?",
            ),
            (&["zzz"], "la commande « zzz » n'existe pas."),
            (
                &["build", "--vite"],
                "l'argument « --vite » n'est pas reconnu.",
            ),
            (&["build", "ici"], "l'argument « ici » n'est pas reconnu."),
            (
                &["serve", "--port"],
                "il manque une valeur à « --port <N> ».",
            ),
            (&["explore"], "il manque « <PROGRAMME> »."),
            (
                &["explore", "a.rs", "--memoire", "beaucoup"],
                "« beaucoup » n'est pas une valeur possible pour « --memoire <TAILLE> ».",
            ),
            (
                &["explore", "a.rs", "--limite", "0"],
                "« 0 » n'est pas une valeur possible pour « --limite <SECONDES> ».",
            ),
            (
                &["explore", "a.rs", "--recrire"],
                "« --recrire » s'emploie seul.",
            ),
            (
                &["serve", "--port", "abc"],
                "« abc » n'est pas une valeur possible pour « --port <N> ».",
            ),
            (
                &["serve", "--port", "0"],
                "« 0 » n'est pas une valeur possible pour « --port <N> ».",
            ),
            (&["exercices", "--suivre"], "il manque « <EXERCICE> »."),
            (
                &["exercices", "04", "--suivre", "--recommencer"],
                "« --suivre » et « --recommencer » ne vont pas ensemble.",
            ),
            (&["publish"], "il manque « --adresse <URL> »."),
            (&["nouveau", "page"], "il manque « <NOM> »."),
            (
                &["nouveau", "chapitre", "a/b"],
                "« chapitre » n'est pas une valeur possible pour « <GENRE> » : page, programme, exercice, quiz.",
            ),
            (
                &["serve", "--port=1", "--port=2"],
                "« --port <N> » est donné deux fois.",
            ),
        ] {
            assert_eq!(refused(arguments), expected, "{arguments:?}");
        }
    }
}
