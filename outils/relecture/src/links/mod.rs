//! Les liens : chacun mène à un fichier et à une ancre qui existent, ou dehors
//! en https. Ceux qui sortent du livre ne sont pas suivis : pas de réseau ici.

pub mod site;

pub use site::Site;

use crate::pages::page::clean;
use crate::pages::{Page, markdown};
use mdbook_cours::page::anchors::anchors;
use site::Html;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Les `[texte][référence]` et les notes de `page` sans définition.
pub fn check_references(page: &Page) -> Vec<String> {
    markdown::undefined_references(&page.text)
        .into_iter()
        .map(|(start, reference)| {
            page.error_at(
                start,
                &format!("le lien « [{reference}] » n'est défini nulle part : ajoutez « [{reference}]: adresse »"),
            )
        })
        .collect()
}

/// Les liens rompus et les identifiants répétés de `site`, rendu de `pages`.
pub fn check_site(site: &Site, pages: &[Page]) -> Vec<String> {
    let mut errors = Vec::new();
    for page in pages {
        let name = page.file.trim_start_matches("src/").replace(".md", ".html");
        // Une page absente du sommaire n'est pas rendue : `summary` le dit.
        if let Some(html) = site.pages.get(&name) {
            for (place, message) in check_html(site, &name, html) {
                errors.push(page.error(line(&page.text, &place), &message));
            }
        }
    }
    if !errors.is_empty() {
        return errors;
    }
    // L'accueil, le sommaire et la version imprimable répètent les pages : ils
    // n'ont d'erreurs à eux que si elles n'en ont pas.
    for (name, html) in &site.pages {
        for (_, message) in check_html(site, name, html) {
            errors.push(format!("book/{name}:1 : {message}"));
        }
    }
    errors
}

/// Les liens rompus de `page`, lue telle quelle depuis la racine `root`.
pub fn check_file(page: &Page, root: &Path) -> Vec<String> {
    markdown::links(&page.text)
        .into_iter()
        .filter_map(|(start, target)| {
            let message = check_file_link(page, root, &target).err()?;
            Some(page.error_at(start, &message))
        })
        .collect()
}

fn check_file_link(page: &Page, root: &Path, target: &str) -> Result<(), String> {
    let Some((path, anchor)) = split_internal(target)? else {
        return Ok(());
    };
    let file = root.join(clean(&page.directory().join(path)));
    if !path.is_empty() && !file.exists() {
        return Err(format!("« {target} » : « {path} » n'existe pas"));
    }
    let Some(anchor) = anchor else { return Ok(()) };
    // mdBook nomme les titres comme GitHub, où ce fichier se lit.
    let ids = match path {
        "" => anchors(&page.text),
        _ => anchors(&fs::read_to_string(file).unwrap_or_default()),
    };
    match ids.iter().any(|id| id == anchor) {
        true => Ok(()),
        false => Err(format!("« {target} » : l'ancre « #{anchor} » n'existe pas")),
    }
}

/// Les défauts d'une page HTML : ce qu'il faut chercher dans sa source, et le
/// message.
fn check_html(site: &Site, name: &str, html: &Html) -> Vec<(String, String)> {
    let mut errors = Vec::new();
    let mut seen = BTreeSet::new();
    for target in &html.links {
        if seen.insert(target)
            && let Err(message) = check_link(site, name, target)
        {
            errors.push((target.clone(), message));
        }
    }
    let mut ids = BTreeSet::new();
    for id in &html.ids {
        if !ids.insert(id) {
            let message = format!("l'identifiant « {id} » apparaît deux fois dans la page");
            errors.push((id.clone(), message));
        }
    }
    errors
}

/// Vérifie que `target`, lu sur la page `from` de `site`, mène quelque part.
fn check_link(site: &Site, from: &str, target: &str) -> Result<(), String> {
    let Some((path, anchor)) = split_internal(target)? else {
        return Ok(());
    };
    let directory = Path::new(from).parent().unwrap_or(Path::new(""));
    let file = match path {
        "" => from.to_owned(),
        _ => clean(&directory.join(path))
            .to_string_lossy()
            .replace('\\', "/"),
    };
    if !site.files.contains(&file) {
        return Err(match path.ends_with(".html") {
            true => format!("« {target} » ne mène à aucune page du sommaire"),
            false => format!("« {target} » ne mène à aucun fichier du livre"),
        });
    }
    let Some(anchor) = anchor else { return Ok(()) };
    let found = site
        .pages
        .get(&file)
        .is_some_and(|page| page.ids.iter().any(|id| id == anchor));
    match found {
        true => Ok(()),
        false => Err(format!(
            "« {target} » : la page n'a pas d'ancre « #{anchor} »"
        )),
    }
}

/// Le chemin et l'ancre d'un lien interne ; `None` pour un lien vers
/// l'extérieur.
///
/// # Errors
///
/// Un lien qu'aucune page ne doit contenir.
fn split_internal(target: &str) -> Result<Option<(&str, Option<&str>)>, String> {
    regex!(static SCHEME = "^[A-Za-z][A-Za-z0-9+.-]*:");
    // La machine du lecteur, où https n'est pas servi.
    regex!(static LOCAL = "^http://localhost(:[0-9]+)?(/|$)");
    regex!(static TRACKING = "[?&](utm_|fbclid|gclid)");
    if target.starts_with("https://") {
        return match TRACKING.is_match(target) {
            true => Err(format!(
                "« {target} » suit le lecteur à la trace : enlevez ce qui suit « ? »"
            )),
            false => Ok(None),
        };
    }
    if LOCAL.is_match(target) {
        return Ok(None);
    }
    if SCHEME.is_match(target) || target.starts_with("//") {
        return Err(format!(
            "« {target} » : un lien vers l'extérieur commence par https://"
        ));
    }
    if target.starts_with('/') {
        return Err(format!(
            "« {target} » part de la racine du serveur, où le livre n'est pas toujours : donnez un chemin relatif"
        ));
    }
    let (path, anchor) = match target.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (target, None),
    };
    if path.is_empty() && anchor.is_none_or(str::is_empty) {
        return Err(format!("lien vide « {target} »"));
    }
    Ok(Some((path, anchor)))
}

/// La ligne de `text` d'où vient `place`, une adresse ou un identifiant de la
/// page rendue ; la première si rien ne lui ressemble.
fn line(text: &str, place: &str) -> usize {
    let source = place.replacen(".html", ".md", 1);
    let written = |candidate: &str| candidate == place || candidate == source;
    let link = markdown::links(text)
        .into_iter()
        .find(|(_, target)| written(target))
        .map(|(start, _)| start);
    let name = place.strip_prefix("programme-").unwrap_or(place);
    let start = link
        .or_else(|| text.rfind(&source))
        .or_else(|| text.rfind(name))
        .unwrap_or(0);
    mdbook_cours::error::line_of(text, start)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TARGET: &str = "# Et alors ?\n\n## `Arc` & cie\n\n## Même titre\n\n## Même titre\n";

    /// Les reproches faits à des pages du dossier `src/a`, `p0.md`, `p1.md`…, de
    /// texte `bodies` à partir de leur troisième ligne.
    fn run(bodies: &[&str]) -> Vec<String> {
        let texts: Vec<(String, String)> = bodies
            .iter()
            .enumerate()
            .map(|(i, body)| (format!("a/p{i}.md"), format!("# T\n\n{body}\n")))
            .collect();
        let mut files = vec![
            ("index.md", "# Accueil\n"),
            ("a/q.md", TARGET),
            ("b/r.md", "# R\n"),
        ];
        files.extend(texts.iter().map(|(file, text)| (&**file, &**text)));
        let site = Site::of_pages(&files).unwrap();
        let page = |(file, text): &(&str, &str)| Page::new(&format!("src/{file}"), text);
        let pages: Vec<Page> = files.iter().map(page).collect();
        check_site(&site, &pages)
    }

    #[test]
    fn un_lien_qui_mene_quelque_part_est_accepte() {
        let accepted = [
            "[q](q.md) [r](../b/r.md) [r](../b/r.html) [accueil](../index.md)",
            "[q](q.md#et-alors-) [q](q.md#arc--cie) [q](q.md#même-titre-1)",
            "<p id=\"ici\">x</p> [ici](#ici)",
            "<a href=\"q.md#arc--cie\">q</a> <a href=\"q.html\">q</a>",
            "Une note[^n].\n\n[^n]: La note.\n",
            "[doc](https://doc.rust-lang.org/std/?search=x) <https://go.dev/ref/mem>",
            "[q][réf]\n\n[réf]: q.md",
            "<http://localhost:3000> et <http://localhost/index.html>",
        ];
        assert_eq!(run(&accepted), [""; 0]);
    }

    #[test]
    fn un_lien_qui_ne_mene_nulle_part_est_refuse_avec_sa_ligne() {
        let refused = [
            ("[x](x.md)", "aucune page du sommaire"),
            ("[x](../q.md)", "aucune page du sommaire"),
            ("[x](../../r.md)", "aucune page du sommaire"),
            ("[x](../b)", "aucun fichier du livre"),
            ("![x](x.svg)", "aucun fichier du livre"),
            ("<img src=\"x.svg\" alt=\"x\">", "aucun fichier du livre"),
            ("<a href=\"x.md#y\">x</a>", "aucune page du sommaire"),
            ("[x](q.md#arc-et-cie)", "« #arc-et-cie »"),
            ("[x](#absent)", "« #absent »"),
            ("[x](q.md#)", "« # »"),
            ("[x]()", "lien vide"),
            ("[x](/a/q.md)", "racine du serveur"),
            ("[x](http://go.dev/)", "https://"),
            ("[x](ftp://go.dev/)", "https://"),
            ("[x](http://localhost.fr/)", "https://"),
            ("<a href=\"//go.dev\">x</a>", "https://"),
            ("[x](https://go.dev/?a=b&utm_source=c)", "à la trace"),
            ("[q][réf]\n\n[réf]: absent.md", "aucune page du sommaire"),
            (
                "<i id=\"x\">x</i> <b id=\"x\">x</b>",
                "« x » apparaît deux fois",
            ),
        ];
        let errors = run(&refused.map(|(body, _)| body));
        assert_eq!(errors.len(), refused.len(), "{errors:#?}");
        for (i, (body, expected)) in refused.iter().enumerate() {
            let place = format!("src/a/p{i}.md:3 : ");
            let about_it = |error: &&String| error.starts_with(&place);
            let error = errors
                .iter()
                .find(about_it)
                .unwrap_or_else(|| panic!("{body} : rien"));
            assert!(error.contains(expected), "{body} : {error}");
        }
    }

    #[test]
    fn une_reference_sans_definition_est_refusee() {
        let errors = check_references(&Page::new(
            "src/p.md",
            "# T\n\n[a][b], [c][], [^d], [e] et `v[i][j]`\n\n[x][y]\n\n[y]: z.md\n",
        ));
        assert_eq!(errors.len(), 3, "{errors:?}");
        assert!(errors[2].contains("« [^d] »"), "{errors:?}");
        assert!(
            errors[0].starts_with("src/p.md:3 : le lien « [b] »"),
            "{errors:?}"
        );
    }

    #[test]
    fn le_readme_se_lit_hors_du_livre() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("src")).unwrap();
        fs::write(root.path().join("src/q.md"), TARGET).unwrap();
        let check = |target: &str| {
            let text = format!("# Titre du projet\n\n[x]({target})\n");
            check_file(&Page::new("README.md", &text), root.path())
        };
        for target in [
            "src/q.md",
            "src",
            "#titre-du-projet",
            "src/q.md#même-titre-1",
            "https://go.dev",
        ] {
            assert_eq!(check(target), [""; 0], "{target}");
        }
        for target in [
            "src/absent.md",
            "#absent",
            "src/q.md#absent",
            "http://go.dev",
            "q.md",
        ] {
            let errors = check(target);
            assert_eq!(errors.len(), 1, "{target}");
            assert!(errors[0].starts_with("README.md:3 : "), "{errors:?}");
        }
    }
}
