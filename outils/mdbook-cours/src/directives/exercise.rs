//! `{{#exercice nn_nom}}` : la page d'un exercice, faite de ses fichiers.
//!
//! La directive est toute la page. Le texte est `exercices/<nn_nom>/enonce.md` ;
//! s'y ajoutent, avant « À retenir », la place de l'éditeur, les fichiers donnés au lecteur, la place
//! d'écrire sur le papier, les indices, qui se découvrent un par un, et la solution
//! commentée.

use super::directive::Parsed;
use super::reader::Reader;
use crate::page::calls::calls;
use crate::page::html::fence;
use catalogue::{Exercise, FOLDER, Solution};
use files::FileError;
use std::path::{Path, PathBuf};

/// La page d'un exercice.
#[derive(Debug, Clone)]
pub struct ExercisePage {
    /// Le chemin de l'énoncé, depuis la racine du livre.
    pub file: PathBuf,
    /// L'énoncé.
    pub statement: String,
    /// Son nom.
    pub name: String,
    /// La page qui y prépare.
    pub page: String,
    /// La durée prévue, en minutes.
    pub minutes: usize,
    start: String,
    tests: String,
    hints: Vec<String>,
    solution: Solution,
}

/// L'exercice dont `text` est la page : une directive, et rien d'autre.
pub fn of_page(text: &str) -> Option<&str> {
    match &calls(text)[..] {
        [directive] if directive.name == "exercice" => {
            let alone = text[directive.range.clone()] == *text.trim();
            alone.then_some(directive.argument)
        }
        _ => None,
    }
}

/// Ailleurs que seule dans sa page, elle n'a pas de sens.
pub fn parse(name: &str, _: &mut Reader) -> Parsed {
    Err(format!(
        "« {{{{#exercice {name}}}}} » doit être seul dans sa page : le texte est dans l'énoncé"
    )
    .into())
}

impl ExercisePage {
    /// Lit l'exercice `name` du livre de racine `root`.
    ///
    /// # Errors
    ///
    /// Le premier fichier qui manque ou qui est mal écrit.
    pub fn load(root: &Path, name: &str) -> Result<Self, FileError> {
        let error = |error: FileError| {
            let file = error.file.strip_prefix(root).unwrap_or(&error.file);
            FileError::new(file, error.line, &error.message)
        };
        let exercise = Exercise::load(root, name).map_err(error)?;
        let read = |path: PathBuf| catalogue::read(&path).map_err(error);
        Ok(Self {
            file: Path::new(FOLDER).join(name).join("enonce.md"),
            statement: exercise.statement().map_err(error)?,
            name: name.to_owned(),
            page: exercise.page.clone(),
            minutes: usize::try_from(exercise.minutes).unwrap_or(usize::MAX),
            start: read(exercise.start_file())?,
            tests: read(exercise.tests_file())?,
            hints: exercise.hints().map_err(error)?,
            solution: exercise.solution().map_err(error)?,
        })
    }

    /// La page entière, en Markdown. `statement` est l'énoncé, dont les nombres
    /// sont en place ; `last` est l'endroit de son encadré « À retenir ».
    pub fn to_markdown(&self, statement: &str, last: Option<usize>, with_solution: bool) -> String {
        let (before, after) = statement.split_at(last.unwrap_or(statement.len()));
        let mut page = before.to_owned();
        page += &desk(&self.name);
        page += &folded("files", "Le fichier de départ", &code(&self.start));
        page += &folded("files", "Les vérifications", &code(&self.tests));
        page += &room(&self.solution.code);
        page += "<section class=\"hints\">\n\n## Indices\n\n";
        for (rank, hint) in self.hints.iter().enumerate() {
            page += &folded("hint", &format!("Indice {}", rank + 1), hint);
        }
        page += "</section>\n\n";
        if with_solution {
            page += "<section class=\"solution\">\n\n## Solution\n\n";
            let solution = format!("{}\n\n{}", self.solution.comment, code(&self.solution.code));
            page += &folded("solution", "Une solution, et son commentaire", &solution);
            page += "</section>\n\n";
        }
        page + after
    }
}

/// La place de l'éditeur : `theme/workshop/exercise.js` l'y met, quand le livre est
/// servi avec son atelier. Sinon, elle dit comment le servir.
fn desk(name: &str) -> String {
    format!(
        "<section class=\"desk\" data-exercise=\"{name}\" data-pagefind-ignore>\n\n## Votre fichier\n\n\
         <p class=\"desk-offline\">Pour l'écrire ici et le faire vérifier, servez le livre depuis son dépôt\u{a0}: \
         <code>cargo xtask serve</code></p>\n\n</section>\n\n"
    )
}

/// Un passage replié. Les lignes vides laissent le Markdown se lire.
fn folded(class: &str, title: &str, body: &str) -> String {
    format!(
        "<details class=\"exercise-part exercise-{class}\">\n<summary>{title}</summary>\n\n{}\n\n</details>\n\n",
        body.trim()
    )
}

/// Sur le papier, de quoi écrire sa réponse : autant de lignes que la solution, et
/// quelques-unes de plus.
fn room(solution: &str) -> String {
    let lines = (solution.lines().count() + 4).clamp(12, 30);
    format!(
        "<div class=\"writing-room\" data-pagefind-ignore>\n<p>Votre réponse</p>\n{}\n</div>\n\n",
        "<hr>".repeat(lines)
    )
}

/// Du code qui ne s'exécute pas seul : il n'a pas de `main`.
fn code(text: &str) -> String {
    fence("rust,noplayground", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_page_d_exercice_n_est_que_sa_directive() {
        assert_eq!(of_page("{{#exercice 01_essai}}\n"), Some("01_essai"));
        for text in [
            "# T\n\n{{#exercice 01_essai}}\n",
            "{{#exercice a}}\n{{#exercice b}}\n",
            "{{#listing a/b}}\n",
            "",
        ] {
            assert_eq!(of_page(text), None, "{text}");
        }
    }

    fn page() -> ExercisePage {
        ExercisePage {
            file: PathBuf::new(),
            statement: "# T\n\ntexte\n\n> [!RETENIR]\n> a\n".to_owned(),
            name: "01_essai".to_owned(),
            page: "a/b".to_owned(),
            minutes: 5,
            start: "fn depart() {}\n".to_owned(),
            tests: "fn test() {}\n".to_owned(),
            hints: vec!["un".to_owned(), "deux".to_owned()],
            solution: Solution {
                comment: "parce que".to_owned(),
                code: "fn solution() {}\n".to_owned(),
            },
        }
    }

    fn whole(with_solution: bool) -> String {
        let page = page();
        let last = page.statement.find("> [!RETENIR]");
        page.to_markdown(&page.statement, last, with_solution)
    }

    #[test]
    fn tout_se_place_avant_a_retenir_dans_l_ordre() {
        let text = whole(true);
        let parts = [
            "texte",
            "data-exercise=\"01_essai\"",
            "cargo xtask serve",
            "fn depart",
            "fn test",
            "Votre réponse",
            "Indice 1",
            "Indice 2",
            "parce que",
            "fn solution",
            "> [!RETENIR]",
        ];
        let places: Vec<usize> = parts.iter().map(|part| text.find(part).unwrap()).collect();
        assert!(places.is_sorted(), "{text}");
    }

    #[test]
    fn une_solution_cachee_ne_laisse_pas_de_trace() {
        let text = whole(false);
        assert!(!text.to_lowercase().contains("solution"), "{text}");
        assert!(
            text.contains("Indice 2") && text.ends_with("> a\n"),
            "{text}"
        );
    }

    #[test]
    fn un_exercice_absent_est_dit() {
        let dir = tempfile::tempdir().unwrap();
        let error = ExercisePage::load(dir.path(), "01_absent").unwrap_err();
        assert_eq!(error.file, Path::new("exercices/01_absent/exercice.toml"));
    }
}
