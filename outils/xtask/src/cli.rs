//! La ligne de commande, en français jusque dans ses refus.

use crate::{exercises, explore, print, publish, scaffold, served};
use clap::error::{ContextKind, ErrorKind};
use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand, value_parser};
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::PathBuf;
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
    #[command(override_usage = "cargo xtask serve [OPTIONS]")]
    Serve {
        /// Port d'écoute sur localhost (3000 par défaut)
        #[arg(
            long,
            value_name = "N",
            default_value_t = served::DEFAULT_PORT,
            hide_default_value = true,
            value_parser = value_parser!(u16).range(1..)
        )]
        port: u16,

        /// Ouvre le livre dans le navigateur
        #[arg(long = "ouvrir", alias = "open")]
        open: bool,

        /// Sert le livre seul, sans rien exécuter de ce qu'écrit le lecteur
        #[arg(long = "sans-atelier")]
        without_workshop: bool,
    },

    /// Construit le livre dans le dossier book/html/
    #[command(override_usage = "cargo xtask build [OPTIONS]")]
    Build,

    /// Construit le site tel qu'il sera publié, dans `target/publication`
    #[command(override_usage = "cargo xtask publish [OPTIONS]")]
    Publish(publish::Options),

    /// Fait un PDF d'une page, d'un chapitre ou du livre
    #[command(
        name = "imprimer",
        override_usage = "cargo xtask imprimer [PAGE] [OPTIONS]",
        after_help = PRINT_HELP
    )]
    Print(print::Options),

    /// Construit le livre à part et lance ses tests dans un vrai navigateur
    #[command(
        override_usage = "cargo xtask e2e [OPTIONS] [-- <ARGUMENTS DE PLAYWRIGHT>]",
        after_help = E2E_HELP
    )]
    E2e {
        /// Mesure aussi les mêmes pages rendues par mdBook sans notre thème
        #[arg(long = "comparer", alias = "compare")]
        compare: bool,

        /// Arguments donnés tels quels à Playwright
        #[arg(last = true, value_name = "ARGUMENTS DE PLAYWRIGHT", hide = true)]
        playwright: Vec<OsString>,
    },

    /// Dessine les diagrammes des pages, dans un vrai navigateur
    #[command(
        name = "diagrammes",
        override_usage = "cargo xtask diagrammes [OPTIONS]"
    )]
    Diagrams,

    /// Vérifie vos exercices, ou en donne la liste
    #[command(
        name = "exercices",
        override_usage = "cargo xtask exercices [EXERCICE] [OPTIONS]\n              cargo xtask exercices programme <FICHIERS>…",
        after_help = EXERCISES_HELP
    )]
    Exercises(exercises::Options),

    /// Explore toutes les exécutions d'un programme concurrent
    #[command(
        override_usage = "cargo xtask explore <PROGRAMME> [OPTIONS]\n              cargo xtask explore --recrire",
        after_help = EXPLORE_HELP
    )]
    Explore {
        /// Un listing du livre (synchronisation/rendez_vous) ou un fichier .rs
        #[arg(value_name = "PROGRAMME", required_unless_present = "update")]
        program: Option<String>,

        /// Récrit les graphes gardés avec les listings, que montre le livre
        #[arg(long = "recrire", alias = "update", exclusive = true)]
        update: bool,

        /// Comment explorer
        #[command(flatten)]
        options: explore::Options,
    },

    /// Crée une page, un programme, ses variantes, un exercice ou un quiz, à compléter
    #[command(
        name = "nouveau",
        override_usage = "cargo xtask nouveau <GENRE> <NOM> [OPTIONS]",
        after_help = NEW_HELP
    )]
    New(scaffold::Request),

    /// Lance une commande qui ne survit pas à son lanceur (usage interne)
    #[command(hide = true)]
    #[command(name = "garde")]
    Guard {
        /// Les bornes d'un programme confiné, en JSON
        #[arg(long = "bornes", requires = "report")]
        bounds: Option<String>,

        /// Où dire comment il finit
        #[arg(long = "fin")]
        report: Option<PathBuf>,

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

/// L'aide d'une commande, qui a ou non des arguments.
const COMMAND_HELP: [&str; 2] = [
    "{about}\n\nUtilisation : {usage}\n\nOptions :\n{options}{after-help}\n",
    "{about}\n\nUtilisation : {usage}\n\nArguments :\n{positionals}\n\nOptions :\n{options}{after-help}\n",
];

const E2E_HELP: &str = "\
Exemples :
  cargo xtask e2e -- tests/search.spec.mjs  un seul fichier de tests
  cargo xtask e2e -- -g mutex                  les tests dont le nom contient « mutex »

Il faut Node.js, npm et Chromium ; sous Debian : apt install nodejs npm chromium
Avec chromium-headless-shell, le même sans sa fenêtre, les tests calculent moins.
Pour les mêmes parcours dans Firefox et WebKitGTK, qui sont ignorés sans cela :
apt install firefox-esr webkit2gtk-driver xvfb
";

const EXERCISES_HELP: &str = "\
Votre fichier est exercices/<EXERCICE>/exercice.rs ; la première vérification le
crée. Il doit compiler, passer ses vérifications, et les passer dans tous les
entrelacements ; l'exercice 19 finit derrière de vraies connexions.

Statut : 0 si l'exercice est résolu, 1 s'il ne l'est pas, 2 s'il n'existe pas ou
s'il manque un outil.
";

const PRINT_HELP: &str = "\
Exemples :
  cargo xtask imprimer exercices/01_rendez_vous      un exercice, pour la classe
  cargo xtask imprimer 2.2 --solutions               une page, et les réponses à la fin
  cargo xtask imprimer pieges --vers ~/pieges.pdf    un chapitre
  cargo xtask imprimer                               tout le livre

Il faut Node.js, npm et Chromium ; sous Debian : apt install nodejs npm chromium

Statut : 0 si le PDF est écrit, 2 si rien ne porte ce nom, 1 pour une autre erreur.
";

const NEW_HELP: &str = "\
Exemples :
  cargo xtask nouveau page pieges/attente_active --titre \"Attendre en tournant\"
  cargo xtask nouveau programme pieges/attente_active
  cargo xtask nouveau quiz pieges/attente_active
  cargo xtask nouveau exercice barriere --page synchronisation/waitgroup
  cargo xtask nouveau variantes pieges/attente_active

Ce qui reste à écrire est marqué, et nommé par `cargo test`.
";

const EXPLORE_HELP: &str = "\
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
        let parsed = command()
            .try_get_matches()
            .and_then(|it| Self::from_arg_matches(&it));
        parsed.map_err(|error| {
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

/// La ligne de commande, où l'aide de chaque commande est en français.
fn command() -> clap::Command {
    Cli::command().mut_subcommands(|command| {
        let arguments = command.get_positionals().any(|it| !it.is_hide_set());
        command.help_template(COMMAND_HELP[usize::from(arguments)])
    })
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

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(["xtask"].into_iter().chain(line.split_whitespace()))
    }

    #[test]
    fn la_definition_est_coherente() {
        Cli::command().debug_assert();
    }

    #[test]
    fn serve_prend_le_port_3000_par_defaut() {
        let read = format!("{:?}", parse("serve").unwrap().command);
        assert_eq!(
            read,
            "Serve { port: 3000, open: false, without_workshop: false }"
        );
    }

    #[test]
    fn e2e_donne_a_playwright_ce_qui_suit_les_deux_tirets() {
        let read = format!("{:?}", parse("e2e --comparer -- -g mutex").unwrap().command);
        assert_eq!(
            read,
            "E2e { compare: true, playwright: [\"-g\", \"mutex\"] }"
        );
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
            let [old, new] = [old, new].map(|line| format!("{:?}", parse(line).unwrap()));
            assert_eq!(old, new);
        }
    }

    /// Des lignes de commande, et ce qui leur est reproché.
    const REFUSED: &str = "\
serv → la commande « serv » n'existe pas ; vouliez-vous dire serve ?
 → il manque le nom d'une commande.
zzz → la commande « zzz » n'existe pas.
build --vite → l'argument « --vite » n'est pas reconnu.
build ici → l'argument « ici » n'est pas reconnu.
serve --port → il manque une valeur à « --port <N> ».
explore → il manque « <PROGRAMME> ».
explore a.rs --recrire → « --recrire » s'emploie seul.
exercices --suivre → il manque « <EXERCICE> ».
exercices 04 --suivre --recommencer → « --suivre » et « --recommencer » ne vont pas ensemble.
publish → il manque « --adresse <URL> ».
imprimer a b → l'argument « b » n'est pas reconnu.
imprimer a --vers → il manque une valeur à « --vers <FICHIER> ».
imprimer a --reponses → l'argument « --reponses » n'est pas reconnu.
nouveau page → il manque « <NOM> ».
serve --port=1 --port=2 → « --port <N> » est donné deux fois.
explore a.rs --memoire beaucoup → « beaucoup » n'est pas une valeur possible pour « --memoire <TAILLE> ».
explore a.rs --limite 0 → « 0 » n'est pas une valeur possible pour « --limite <SECONDES> ».
serve --port abc → « abc » n'est pas une valeur possible pour « --port <N> ».
serve --port 0 → « 0 » n'est pas une valeur possible pour « --port <N> ».
nouveau chapitre a/b → « chapitre » n'est pas une valeur possible pour « <GENRE> » : page, programme, exercice, quiz, variantes.
";

    #[test]
    fn chaque_refus_nomme_ce_qui_est_refuse() {
        for row in REFUSED.lines() {
            let (line, expected) = row.split_once(" → ").unwrap();
            assert_eq!(refusal(&parse(line).unwrap_err()), expected, "{line}");
        }
    }
}
