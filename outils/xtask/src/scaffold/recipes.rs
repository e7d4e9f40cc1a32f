//! Les cinq recettes : ce que chacune crée, ce qu'elle complète.

use super::Request;
use super::draft::Draft;
use crate::summary::{self, Entry, Summary};
use anyhow::{Context, Result, bail, ensure};
use catalogue::{Exercise, FOLDER, LISTINGS, VARIANTS, display};
use mdbook_cours::page::anchors::anchors;
use quiz::EXTENSION;
use std::fs;
use std::path::Path;

/// Le texte d'un modèle, où `{title}` et ses pareils tiennent une place.
macro_rules! template {
    ($name:literal $(, $place:ident)*) => {
        include_str!(concat!("../../templates/", $name))
            $(.replace(concat!("{", stringify!($place), "}"), &$place))*
    };
}

/// Ce que montre le quiz d'une page.
const QUIZ: &str = "{{#quiz}}";
/// Ce que suivent les retouches d'une leçon.
const SUMMING_UP: &str = "> [!RETENIR]";
/// Où les programmes sont déclarés.
const MANIFEST: &str = "listings/Cargo.toml";

/// Une page, sa ligne du sommaire, et le quiz d'une leçon.
///
/// # Errors
///
/// Un nom, un chapitre ou un titre refusés.
pub fn page(root: &Path, request: &Request) -> Result<Draft> {
    refuse(&request.page, "--page")?;
    let (chapter, name) = chapter_and_name(request)?;
    refuse_exercises(chapter)?;
    let title = title(request, name)?;
    let page = format!("{chapter}/{name}");
    let (summary, lesson) = Summary::read(root)?.with(&page, &title)?;
    let mut text = template!("page.md", title);
    let mut draft = Draft {
        edited: vec![(summary::FILE.to_owned(), summary)],
        ..Draft::default()
    };
    if lesson {
        draft.created.push(quiz_of(&page, &text)?);
        let yours = template!("yours.md");
        text = text.replace(SUMMING_UP, &format!("{yours}\n{SUMMING_UP}"));
        text += &format!("\n{QUIZ}\n");
    }
    draft.created.insert(0, (format!("src/{page}.md"), text));
    Ok(draft)
}

/// Le quiz d'une page qui n'en a pas, et de quoi le montrer.
///
/// # Errors
///
/// Une page qui n'existe pas, ou qui est celle d'un exercice.
pub fn quiz(root: &Path, request: &Request) -> Result<Draft> {
    refuse(&request.page, "--page")?;
    refuse(&request.title, "--titre")?;
    let summary = Summary::read(root)?;
    let wanted = match &request.chapter {
        Some(_) => chapter_and_name(request).map(|(chapter, name)| format!("{chapter}/{name}"))?,
        None => request.name.clone(),
    };
    let named = |page: &str| page == wanted || page.rsplit('/').next() == Some(&*wanted);
    let found: Vec<&str> = summary
        .entries()
        .map(|it| it.page)
        .filter(|page| named(page))
        .collect();
    let page = match found[..] {
        [page] => page,
        [] => bail!(
            "{} n'a pas de page « {wanted} » : créez-la par `cargo xtask nouveau page`",
            summary::FILE
        ),
        _ => bail!(
            "« {wanted} » désigne plusieurs pages : {}",
            found.join(", ")
        ),
    };
    refuse_exercises(page.split('/').next().unwrap_or_default())?;
    let file = format!("src/{page}.md");
    let text =
        fs::read_to_string(root.join(&file)).with_context(|| format!("{file} est illisible"))?;
    let mut draft = Draft {
        created: vec![quiz_of(page, &text)?],
        ..Draft::default()
    };
    if !text.contains(QUIZ) {
        let text = format!("{}\n\n{QUIZ}\n", text.trim_end());
        draft.edited.push((file, text));
    }
    Ok(draft)
}

/// Un programme, son jumeau en Go, sa sortie, et sa déclaration.
///
/// # Errors
///
/// Un nom, un chapitre ou un titre refusés.
pub fn program(root: &Path, request: &Request) -> Result<Draft> {
    refuse(&request.page, "--page")?;
    let (chapter, name) = chapter_and_name(request)?;
    refuse_exercises(chapter)?;
    Summary::read(root)?.check_chapter(chapter)?;
    let title = title(request, name)?;
    let manifest = fs::read_to_string(root.join(MANIFEST))
        .with_context(|| format!("{MANIFEST} est illisible"))?;
    if manifest.contains(&format!("name = \"{name}\"\n")) {
        bail!("{MANIFEST} déclare déjà un programme « {name} » : choisissez un autre nom");
    }
    let base = format!("listings/{chapter}/{name}");
    Ok(Draft {
        created: vec![
            (format!("{base}.rs"), template!("program.rs", title)),
            (format!("{base}.go"), template!("program.go").to_owned()),
            (
                format!("{base}.sortie"),
                template!("program.sortie").to_owned(),
            ),
            (
                format!("{base}.mission.toml"),
                template!("program.mission.toml").to_owned(),
            ),
        ],
        edited: vec![(MANIFEST.to_owned(), declared(&manifest, chapter, name)?)],
        advice: Some(format!(
            "Montrez-le dans une page par « {{{{#listing {chapter}/{name}}}}} ». Une fois écrit, explorez-le :\n\n  \
             cargo xtask explore --recrire"
        )),
    })
}

/// Les variantes d'un programme qui n'en a pas.
///
/// # Errors
///
/// Un programme qui n'existe pas.
pub fn variants(root: &Path, request: &Request) -> Result<Draft> {
    refuse(&request.page, "--page")?;
    refuse(&request.title, "--titre")?;
    let (chapter, name) = chapter_and_name(request)?;
    let base = format!("{LISTINGS}/{chapter}/{name}");
    let source = fs::read_to_string(root.join(format!("{base}.rs")))
        .with_context(|| format!("il n'y a pas de programme {base}.rs"))?;
    // Une ligne qui n'y est qu'une fois : un exemple qui se lit.
    let shown = display(&source).1;
    let once = |line: &&str| {
        let same = shown.lines().filter(|other| other == line);
        line.starts_with("    ") && !line.contains("'''") && same.count() == 1
    };
    let line = shown.lines().find(once).unwrap_or("fn main() {");
    Ok(Draft {
        created: vec![(
            format!("{base}.{VARIANTS}"),
            template!("variants.toml", line),
        )],
        advice: Some(
            "Une fois écrites, explorez-les :\n\n  touch listings/tailles.toml\n  cargo xtask explore --recrire"
                .to_owned(),
        ),
        ..Draft::default()
    })
}

/// Le manifeste des programmes, où celui-ci est le dernier de son chapitre.
fn declared(manifest: &str, chapter: &str, name: &str) -> Result<String> {
    let sections: Vec<&str> = manifest.split_inclusive("\n\n").collect();
    let last = |path: &str| {
        let wanted = |section: &&str| section.starts_with("[[bin]]") && section.contains(path);
        sections.iter().rposition(wanted)
    };
    let after = last(&format!("path = \"{chapter}/")).or_else(|| last("path = "));
    let after = after.with_context(|| format!("{MANIFEST} n'a pas de section [[bin]]"))?;
    let section =
        format!("[[bin]]\nname = \"{name}\"\npath = \"{chapter}/{name}.rs\"\ntest = false\n\n");
    let (before, rest) = sections.split_at(after + 1);
    Ok(before.concat() + &section + &rest.concat())
}

/// Un exercice, sa page, et sa ligne du sommaire.
///
/// # Errors
///
/// Un nom, un titre ou une page refusés.
pub fn exercise(root: &Path, request: &Request) -> Result<Draft> {
    let chapter = request.chapter.as_deref().unwrap_or(FOLDER);
    let folder = request
        .name
        .split_once('/')
        .map_or(FOLDER, |(folder, _)| folder);
    ensure!(
        chapter == FOLDER && folder == FOLDER,
        "un exercice est toujours dans le chapitre « {FOLDER} »"
    );
    let name = request.name.rsplit('/').next().unwrap_or_default();
    let all = Exercise::all(root)?;
    let number = format!("{:02}", all.len());
    let name = match name.split_once('_') {
        Some((digits, rest))
            if !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit()) =>
        {
            ensure!(
                digits == number,
                "le numéro du prochain exercice est {number}, et non {digits}"
            );
            rest
        }
        _ => name,
    };
    check_name(name)?;
    let same = all.iter().find(|it| {
        it.name
            .split_once('_')
            .is_some_and(|(_, rest)| rest == name)
    });
    if let Some(same) = same {
        bail!(
            "l'exercice {} a déjà ce nom : choisissez-en un autre",
            same.name
        );
    }
    let title = title(request, name)?;
    let summary = Summary::read(root)?;
    let lessons = summary.entries().filter(Entry::is_lesson);
    let mut lessons: Vec<&str> = lessons.map(|it| it.page).collect();
    if let Some(page) = &request.page {
        lessons.retain(|lesson| lesson == page);
    }
    let page = lessons.last().with_context(|| {
        format!(
            "« {} » n'est pas une page de cours de {} : écrivez chapitre/page",
            request.page.as_deref().unwrap_or_default(),
            summary::FILE
        )
    })?;
    let name = format!("{number}_{name}");
    let directory = format!("{FOLDER}/{name}");
    ensure!(
        !root.join(&directory).exists(),
        "{directory} existe déjà : rien n'est changé"
    );
    let (summary, _) = summary.with(&directory, &title)?;
    let files = [
        (
            "exercice.toml",
            template!("exercise/exercice.toml", title, page),
        ),
        ("enonce.md", template!("exercise/enonce.md", title, number)),
        ("indices.md", template!("exercise/indices.md").to_owned()),
        ("depart.rs", template!("exercise/depart.rs", title, number)),
        ("tests.rs", template!("exercise/tests.rs", number)),
        ("solution.rs", template!("exercise/solution.rs").to_owned()),
        (
            "justes/a_nommer.rs",
            template!("exercise/juste.rs").to_owned(),
        ),
        (
            "fautives/a_nommer.rs",
            template!("exercise/fautive.rs").to_owned(),
        ),
    ];
    let mut created: Vec<_> = files
        .map(|(file, text)| (format!("{directory}/{file}"), text))
        .into();
    created.push((
        format!("src/{directory}.md"),
        format!("{{{{#exercice {name}}}}}\n"),
    ));
    Ok(Draft {
        created,
        edited: vec![(summary::FILE.to_owned(), summary)],
        advice: None,
    })
}

/// Le quiz de `page`, dont le texte est `text`.
fn quiz_of(page: &str, text: &str) -> Result<(String, String)> {
    let anchor = anchors(text).into_iter().next();
    let anchor =
        anchor.with_context(|| format!("src/{page}.md n'a pas de titre : écrivez-le d'abord"))?;
    Ok((
        format!("src/{page}{EXTENSION}"),
        template!("quiz.toml", anchor),
    ))
}

/// Le chapitre et le nom demandés, d'accord entre eux.
fn chapter_and_name(request: &Request) -> Result<(&str, &str)> {
    let (folder, name) = match request.name.split_once('/') {
        Some((folder, name)) => (Some(folder), name),
        None => (None, &*request.name),
    };
    let chapter = match (folder, request.chapter.as_deref()) {
        (Some(folder), Some(chapter)) if folder != chapter => {
            bail!(
                "« {} » est du chapitre « {folder} », et --chapitre dit « {chapter} »",
                request.name
            )
        }
        (folder, chapter) => folder.or(chapter),
    };
    let chapter = chapter.with_context(|| {
        format!(
            "il manque le chapitre de « {name} » : écrivez chapitre/{name}, ou ajoutez --chapitre"
        )
    })?;
    check_name(chapter)?;
    check_name(name)?;
    Ok((chapter, name))
}

fn check_name(name: &str) -> Result<()> {
    let right = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    ensure!(
        right,
        "« {name} » n'est pas un nom : des minuscules sans accent, des chiffres et « _ », une lettre d'abord"
    );
    Ok(())
}

fn refuse(option: &Option<String>, name: &str) -> Result<()> {
    ensure!(option.is_none(), "« {name} » ne va pas avec ce genre");
    Ok(())
}

fn refuse_exercises(chapter: &str) -> Result<()> {
    ensure!(
        chapter != FOLDER,
        "le chapitre « {FOLDER} » n'a que des exercices : `cargo xtask nouveau exercice`"
    );
    Ok(())
}

/// Le titre demandé, ou celui que dit `name`.
fn title(request: &Request, name: &str) -> Result<String> {
    let Some(title) = &request.title else {
        let (first, rest) = name.split_at(1);
        return Ok(first.to_uppercase() + &rest.replace('_', " "));
    };
    let title = title.trim();
    ensure!(
        !title.is_empty() && !title.contains(|c: char| c.is_control() || "\"\\[]{}<>".contains(c)),
        "le titre « {title} » est vide, ou contient un des caractères \" \\ [ ] {{ }} < >"
    );
    Ok(title.to_owned())
}
