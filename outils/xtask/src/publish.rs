//! `cargo xtask publish` : le livre tel qu'il sera en ligne.

use crate::exercices::graphe;
use crate::livre::{self, Book};
use crate::navigateur::Browser;
use crate::processus::Runner;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// L'adresse avec laquelle `--check` essaie un site placé dans un sous-dossier.
const TRIAL_ADDRESS: &str = "https://exemple.org/cours/";

/// Le dépôt avec lequel `--check` essaie les liens « Modifier cette page ».
const TRIAL_REPOSITORY: &str = "https://exemple.org/depot";

/// Ce qui change d'une publication à l'autre.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Le dépôt où chaque page mène à sa source.
    pub repository: Option<&'a str>,
    /// Les solutions des exercices restent hors du site.
    pub without_solutions: bool,
}

impl Options<'_> {
    /// L'adresse où se modifient les pages du dépôt.
    fn edit_address(&self) -> Option<String> {
        let repository = self.repository?.trim_end_matches('/');
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

    /// Les variables par lesquelles mdBook remplace les réglages de `book.toml`.
    fn variables(&self) -> Vec<(&'static str, String)> {
        let mut variables = Vec::new();
        if let Some(edit) = self.edit_address() {
            let template = format!("{edit}{{path}}");
            variables.push(("MDBOOK_OUTPUT__HTML__EDIT_URL_TEMPLATE", template));
        }
        if self.without_solutions {
            variables.push(("MDBOOK_PREPROCESSOR__COURS__SOLUTIONS", "false".to_owned()));
        }
        variables
    }
}

/// Construit dans `target/publication` le site dont l'adresse publique sera
/// `address`, avec son plan, selon `options`. Avec `check`, sert ce site sous le chemin de son adresse et
/// le vérifie dans un navigateur.
///
/// # Errors
///
/// Si l'adresse n'en est pas une, si le site ne peut pas être construit ou
/// vérifié, ou si l'utilisateur interrompt la commande.
pub fn publish(address: Option<&str>, options: Options, check: bool) -> Result<ExitCode> {
    let address = format!(
        "{}/",
        address.unwrap_or(TRIAL_ADDRESS).trim_end_matches('/')
    );
    let path = url_path(&address)?;
    let options = Options {
        repository: options.repository.or(check.then_some(TRIAL_REPOSITORY)),
        ..options
    };
    // Avant tout : la suite peut prendre des minutes.
    let browser = check.then(Browser::find).transpose()?;
    let runner = Runner::new()?;
    let book = Book::prepare(&runner)?;

    let site = book.root.join("target/publication");
    clear(&site)?;
    let mut build = book.mdbook();
    build.args(["build", "--dest-dir"]).arg(&site);
    build.env("MDBOOK_PREPROCESSOR__COURS__ADRESSE", &address);
    build.env("MDBOOK_OUTPUT__HTML__SITE_URL", path);
    build.envs(options.variables());
    let status = runner.run(&mut build)?;
    if !status.success() {
        return Ok(livre::forward(status));
    }

    remove_quiz_sources(&site)?;
    // Ceux des essais de qui publie : ils ne sont qu'à lui.
    clear(&site.join(graphe::FOLDER))?;
    let pages = canonical_addresses(&site)?;
    let write = |name: &str, text: &str| {
        fs::write(site.join(name), text).with_context(|| format!("impossible d'écrire {name}"))
    };
    write("sitemap.xml", &sitemap(&pages))?;
    write("robots.txt", &robots(&address))?;
    // GitHub Pages, sans cela, écarte les fichiers dont le nom commence par _.
    write(".nojekyll", "")?;
    println!(
        "Le site de {address} est dans {} : {} pages.",
        site.display(),
        pages.len()
    );

    let Some(browser) = browser else {
        return Ok(ExitCode::SUCCESS);
    };
    let tests = book.root.join("navigateur");
    browser.install_packages(&tests, &runner)?;
    let mut command = browser.playwright(&tests);
    command
        .env("LIVRE", &site)
        .env("PUBLICATION", &address)
        .env("MODIFICATION", options.edit_address().unwrap_or_default())
        .env("SOLUTIONS", options.solutions())
        .env_remove("REFERENCE");
    let status = runner.run(&mut command)?;
    Ok(livre::forward_from("Playwright", status))
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

/// Le chemin de `address` sur son serveur : « /cours/ ».
fn url_path(address: &str) -> Result<&str> {
    let host = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    match host.and_then(|host| host.find('/').map(|start| (host, start))) {
        Some((host, start)) if start > 0 => Ok(&host[start..]),
        _ => bail!(
            "« {address} » n'est pas une adresse publique : attendu « https://domaine/chemin/ »"
        ),
    }
}

/// Les adresses canoniques que les pages du site se donnent, sans double, dans
/// l'ordre alphabétique.
fn canonical_addresses(site: &Path) -> Result<BTreeSet<String>> {
    let mut addresses = BTreeSet::new();
    for page in html_files(site)? {
        let html = fs::read_to_string(&page)
            .with_context(|| format!("impossible de lire {}", page.display()))?;
        let canonical = html
            .split_once("<link rel=\"canonical\" href=\"")
            .and_then(|(_, rest)| rest.split_once('"'));
        // La page 404 et celle de l'impression n'en ont pas.
        if let Some((address, _)) = canonical {
            addresses.insert(address.to_owned());
        }
    }
    if addresses.is_empty() {
        bail!("aucune page du site n'a d'adresse canonique");
    }
    Ok(addresses)
}

fn html_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(html_files(&path)?);
        } else if path.extension() == Some(OsStr::new("html")) {
            files.push(path);
        }
    }
    Ok(files)
}

/// Le plan du site, selon le protocole de sitemaps.org. Les adresses viennent
/// du HTML, où elles sont déjà échappées.
fn sitemap(addresses: &BTreeSet<String>) -> String {
    let urls: String = addresses
        .iter()
        .map(|address| format!("  <url><loc>{address}</loc></url>\n"))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    )
}

/// Tout peut être lu par les moteurs de recherche, et le plan est là.
fn robots(address: &str) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n")
}

/// Efface `folder` : une page supprimée du livre n'y doit pas rester.
pub(crate) fn clear(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            bail!("impossible d'effacer {} : {error}", folder.display())
        }
        _ => Ok(()),
    }
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
    fn le_chemin_d_une_adresse() {
        assert_eq!(url_path("https://exemple.org/cours/").unwrap(), "/cours/");
        assert_eq!(url_path("http://exemple.org/").unwrap(), "/");
        for address in ["exemple.org/", "ftp://exemple.org/", "https:///a/", "/"] {
            let error = url_path(address).unwrap_err().to_string();
            assert!(error.contains("adresse publique"), "{error}");
        }
    }

    #[test]
    fn les_options_deviennent_des_reglages_de_mdbook() {
        assert_eq!(Options::default().variables(), []);
        let options = Options {
            repository: Some("https://exemple.org/d/"),
            without_solutions: true,
        };
        assert_eq!(
            options.variables(),
            [
                (
                    "MDBOOK_OUTPUT__HTML__EDIT_URL_TEMPLATE",
                    "https://exemple.org/d/edit/main/{path}".to_owned()
                ),
                ("MDBOOK_PREPROCESSOR__COURS__SOLUTIONS", "false".to_owned()),
            ]
        );
    }

    #[test]
    fn le_plan_nomme_chaque_page_une_fois() {
        let site = tempfile::tempdir().unwrap();
        let page = |name: &str, address: &str| {
            let path = site.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let html = format!("<head>\n<link rel=\"canonical\" href=\"{address}\">\n</head>");
            fs::write(path, html).unwrap();
        };
        page("index.html", "https://x.org/");
        page("avant.html", "https://x.org/");
        page("c/p.html", "https://x.org/c/p.html");
        fs::write(site.path().join("404.html"), "<head></head>").unwrap();

        let map = sitemap(&canonical_addresses(site.path()).unwrap());
        assert_eq!(map.matches("<loc>").count(), 2, "{map}");
        assert!(map.contains("<loc>https://x.org/c/p.html</loc>"), "{map}");
    }

    #[test]
    fn un_site_sans_adresse_canonique_est_refuse() {
        let site = tempfile::tempdir().unwrap();
        fs::write(site.path().join("index.html"), "<head></head>").unwrap();
        assert!(canonical_addresses(site.path()).is_err());
    }

    #[test]
    fn effacer_un_dossier_absent_n_est_pas_une_erreur() {
        let dir = tempfile::tempdir().unwrap();
        clear(&dir.path().join("absent")).unwrap();
    }
}
