//! La ligne de commande des deux serveurs.

use clap::error::{ContextKind, ErrorKind};
use clap::{ArgAction, CommandFactory as _, FromArgMatches as _, Parser, value_parser};
use std::io::{self, Write as _};
use std::net::{SocketAddr, ToSocketAddrs};
use std::process::ExitCode;
use std::time::Duration;

/// Où écouter, et les bornes du salon.
#[derive(Clone, Debug, Parser)]
#[command(
    disable_help_flag = true,
    help_template = "{about}\n\nUsage : {name} ADRESSE [OPTIONS]\n\n{all-args}\n"
)]
#[command(next_help_heading = "Options")]
pub struct Options {
    /// Où écouter, par exemple 127.0.0.1:8080 ; le port 0 en prend un libre
    #[arg(value_name = "ADRESSE", value_parser = address, help_heading = "Adresse")]
    pub address: SocketAddr,
    /// Membres et lecteurs du flux, au plus : 1 200 si rien n'est dit
    #[arg(long = "membres", value_name = "N", default_value = "1200", hide_default_value = true, value_parser = number(1))]
    members: u64,
    /// Messages par seconde et par membre : 20 ; 0, sans limite
    #[arg(long = "debit", value_name = "N", default_value = "20", hide_default_value = true, value_parser = number(0))]
    rate: u64,
    /// Annonces qui attendent un membre, au plus : 64
    #[arg(long = "file", value_name = "N", default_value = "64", hide_default_value = true, value_parser = number(1))]
    queue: u64,
    /// Secondes sans un octet reçu, au plus : 30
    #[arg(long, value_name = "S", default_value = "30", hide_default_value = true, value_parser = number(1))]
    silence: u64,
    /// Annonces gardées pour qui revient : 256
    #[arg(long = "passe", value_name = "N", default_value = "256", hide_default_value = true, value_parser = number(0))]
    past: u64,
    /// Origine permise, en plus de celle du serveur ; plusieurs fois au besoin
    #[arg(long = "origine", value_name = "URL")]
    pub origins: Vec<String>,
    /// Montrer cette aide
    #[arg(long = "help", short = 'h', action = ArgAction::Help)]
    help: Option<bool>,
}

fn number(least: u64) -> clap::builder::RangedU64ValueParser {
    value_parser!(u64).range(least..=1_000_000)
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let found = text.to_socket_addrs().map_err(|error| error.to_string())?;
    found.into_iter().next().ok_or_else(String::new)
}

impl Options {
    /// Lit les arguments du programme `name`, que `about` présente.
    ///
    /// # Errors
    ///
    /// Le statut avec lequel terminer : 0 si l'aide était demandée, 2 si les
    /// arguments sont refusés ; le texte est déjà affiché.
    pub fn from_env(name: &'static str, about: &'static str) -> Result<Self, ExitCode> {
        let command = Self::command().name(name).about(about);
        let parsed = command
            .try_get_matches()
            .and_then(|it| Self::from_arg_matches(&it));
        parsed.map_err(|error| {
            if error.kind() == ErrorKind::DisplayHelp {
                // Un lecteur qui s'en va (`| head`) n'est pas une erreur.
                let _ = write!(io::stdout(), "{}", error.render());
                return ExitCode::SUCCESS;
            }
            eprintln!("{name} : {}", refusal(&error));
            eprintln!("Pour connaître les options : {name} --help");
            ExitCode::from(2)
        })
    }

    /// Membres et lecteurs ensemble.
    #[must_use]
    pub fn members(&self) -> usize {
        count(self.members)
    }

    /// Messages par seconde et par membre ; 0, sans limite.
    #[must_use]
    pub fn rate(&self) -> u32 {
        u32::try_from(self.rate).unwrap_or(u32::MAX)
    }

    /// Annonces qui attendent un membre.
    #[must_use]
    pub fn queue(&self) -> usize {
        count(self.queue)
    }

    /// Ce qu'une connexion peut durer sans un octet reçu.
    #[must_use]
    pub fn silence(&self) -> Duration {
        Duration::from_secs(self.silence)
    }

    /// Annonces gardées.
    #[must_use]
    pub fn past(&self) -> usize {
        count(self.past)
    }
}

/// Un million au plus : il tient dans tout `usize`.
fn count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
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
        ErrorKind::MissingRequiredArgument => {
            "il manque l'adresse, par exemple 127.0.0.1:8080.".to_owned()
        }
        ErrorKind::UnknownArgument => format!("l'argument « {argument} » n'est pas reconnu."),
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("il manque une valeur à « {argument} ».")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("« {value} » n'est pas une valeur possible pour « {argument} ».")
        }
        ErrorKind::ArgumentConflict => format!("« {argument} » est donné deux fois."),
        _ => "ces arguments ne sont pas reconnus.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, String> {
        let words = ["salon"].into_iter().chain(line.split_whitespace());
        Options::try_parse_from(words).map_err(|error| refusal(&error))
    }

    #[test]
    fn la_definition_est_coherente() {
        Options::command().debug_assert();
    }

    #[test]
    fn sans_option_les_bornes_sont_celles_du_protocole() {
        let options = parse("127.0.0.1:0").unwrap();
        let bounds = (options.members(), options.rate(), options.queue());
        assert_eq!(bounds, (1200, 20, 64));
        assert_eq!((options.silence().as_secs(), options.past()), (30, 256));
    }

    #[test]
    fn l_aide_dit_les_bornes_sans_option_et_rien_en_anglais() {
        let help = Options::command().render_help().to_string();
        let said = [
            "1 200 si rien",
            "membre : 20",
            "au plus : 64",
            "au plus : 30",
            ": 256",
        ];
        for said in said {
            assert!(help.contains(said), "{said} dans {help}");
        }
        assert!(!help.contains("default"), "{help}");
    }

    #[test]
    fn ce_qui_est_refuse_l_est_en_francais() {
        for (line, message) in [
            ("", "il manque l'adresse, par exemple 127.0.0.1:8080."),
            (
                "ici",
                "« ici » n'est pas une valeur possible pour « <ADRESSE> ».",
            ),
            (
                "127.0.0.1:0 --file 0",
                "« 0 » n'est pas une valeur possible pour « --file <N> ».",
            ),
            (
                "127.0.0.1:0 --file",
                "il manque une valeur à « --file <N> ».",
            ),
            (
                "127.0.0.1:0 --vite",
                "l'argument « --vite » n'est pas reconnu.",
            ),
        ] {
            assert_eq!(parse(line).unwrap_err(), message, "{line}");
        }
    }
}
