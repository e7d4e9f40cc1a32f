//! `cargo xtask publish` : le livre tel qu'il sera en ligne.

use crate::book::{self, Setting, clear};
use crate::browser::Browser;
use crate::{root, status};
use anyhow::{Context, Error, Result};
use clap::Args;
use mdbook_cours::address::Address;
use processes::Runner;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// L'adresse avec laquelle `--verifier` essaie un site placé dans un sous-dossier.
const TRIAL_ADDRESS: &str = "https://exemple.org/cours/";

/// Le dépôt avec lequel `--verifier` essaie les liens « Modifier cette page ».
const TRIAL_REPOSITORY: &str = "https://exemple.org/depot";

/// Ce qui change d'une publication à l'autre.
#[derive(Debug, Clone, Default, Args)]
pub struct Options {
    /// Adresse publique du site, obligatoire sans --verifier
    #[arg(
        long = "adresse",
        alias = "address",
        value_name = "URL",
        required_unless_present = "check"
    )]
    pub address: Option<String>,

    /// Adresse du dépôt : celle de `git clone`, et des liens « Modifier cette page »
    #[arg(long = "depot", alias = "repository", value_name = "URL")]
    pub repository: Option<String>,

    /// Publie le livre sans les solutions des exercices
    #[arg(long = "sans-solutions")]
    pub without_solutions: bool,

    /// Sert le site sous le chemin de son adresse et le vérifie
    #[arg(long = "verifier", alias = "check")]
    pub check: bool,
}

impl Options {
    /// L'adresse où se modifient les pages du dépôt.
    fn edit_address(&self) -> Option<String> {
        let repository = self.repository.as_ref()?.trim_end_matches('/');
        Some(format!("{repository}/edit/main/"))
    }

    /// Ce que le site fait des solutions, pour ses tests.
    fn solutions(&self) -> &'static str {
        if self.without_solutions {
            "cachees"
        } else {
            "publiees"
        }
    }

    /// Les réglages qui remplacent ceux de `book.toml`.
    fn settings(&self) -> Vec<Setting> {
        let mut settings: Vec<Setting> = Vec::new();
        if let Some(edit) = self.edit_address() {
            let template = format!("{edit}{{path}}");
            settings.push(("output.html.edit-url-template", template.into()));
        }
        if let Some(repository) = &self.repository {
            let address = repository.trim_end_matches('/');
            settings.push(("output.html.git-repository-url", address.into()));
        }
        if self.without_solutions {
            settings.push(("preprocessor.cours.solutions", false.into()));
        }
        settings
    }
}

/// Construit dans `target/publication` le site de cette adresse publique, avec son
/// plan ; avec `check`, le sert sous le chemin de son adresse et le vérifie dans un
/// navigateur.
///
/// # Errors
///
/// Si l'adresse n'en est pas une, si le site ne peut pas être construit ou
/// vérifié, ou si l'utilisateur interrompt la commande.
pub fn publish(mut options: Options) -> Result<ExitCode> {
    let address = options.address.as_deref().unwrap_or(TRIAL_ADDRESS);
    let address = Address::parse(address).map_err(Error::msg)?;
    if options.check {
        options
            .repository
            .get_or_insert_with(|| TRIAL_REPOSITORY.to_owned());
    }
    // Avant tout : la suite peut prendre des minutes.
    let browser = options.check.then(Browser::find).transpose()?;
    let root = root::find()?;

    let mut settings = book::apart("target/publication-en-cours").to_vec();
    settings.push(("preprocessor.cours.adresse", address.to_string().into()));
    settings.push(("output.html.site-url", address.path().into()));
    settings.extend(options.settings());
    let pages = book::render(&root, &settings)?;
    remove_quiz_sources(&pages)?;
    // GitHub Pages, sans cela, écarte les fichiers dont le nom commence par _.
    fs::write(pages.join(".nojekyll"), "").context("impossible d'écrire .nojekyll")?;
    let site = root.join("target/publication");
    clear(&site)?;
    fs::rename(&pages, &site).with_context(|| format!("impossible d'écrire {}", site.display()))?;
    println!("Le site de {address} est dans {}.", site.display());

    let Some(browser) = browser else {
        return Ok(ExitCode::SUCCESS);
    };
    let runner = Runner::new()?;
    let tests = root.join("navigateur");
    browser.install_packages(&tests, &runner)?;
    let mut command = browser.playwright(&tests);
    command
        .env("BOOK", &site)
        .env("PUBLICATION", address.to_string())
        .env("EDIT", options.edit_address().unwrap_or_default())
        .env("SOLUTIONS", options.solutions())
        .env_remove("REFERENCE");
    let status = runner.run(&mut command)?;
    Ok(status::forward("Playwright", status))
}

/// Retire du site les fichiers de quiz, que mdBook copie avec les images : les
/// clés y sont en clair, et la page a tout ce qu'il lui faut.
fn remove_quiz_sources(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_quiz_sources(&path)?;
        } else if path.to_string_lossy().ends_with(".quiz.toml") {
            fs::remove_file(&path)
                .with_context(|| format!("impossible de retirer {}", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_cles_des_quiz_ne_sont_pas_publiees() {
        let site = tempfile::tempdir().unwrap();
        fs::create_dir(site.path().join("c")).unwrap();
        for name in ["c/p.quiz.toml", "c/p.html", "c/autre.toml"] {
            fs::write(site.path().join(name), "").unwrap();
        }
        remove_quiz_sources(site.path()).unwrap();
        let kept = ["c/p.quiz.toml", "c/p.html", "c/autre.toml"]
            .map(|name| site.path().join(name).exists());
        assert_eq!(kept, [false, true, true]);
    }

    #[test]
    fn les_options_deviennent_des_reglages_de_mdbook() {
        assert_eq!(Options::default().settings(), []);
        let options = Options {
            repository: Some("https://exemple.org/d/".to_owned()),
            without_solutions: true,
            ..Options::default()
        };
        assert_eq!(
            options.settings(),
            [
                (
                    "output.html.edit-url-template",
                    "https://exemple.org/d/edit/main/{path}".into()
                ),
                (
                    "output.html.git-repository-url",
                    "https://exemple.org/d".into()
                ),
                ("preprocessor.cours.solutions", false.into()),
            ]
        );
    }
}
