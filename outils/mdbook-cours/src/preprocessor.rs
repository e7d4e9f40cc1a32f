//! L'enchaînement : un livre entre, un livre développé sort.

use crate::course::lesson::{Activities, Lesson, Program};
use crate::course::{chapters, plan, progress};
use crate::directives::exercise::{self, ExercisePage};
use crate::directives::{include, pair, quiz};
use crate::error::{PageError, PageErrors};
use crate::files::write_if_changed;
#[cfg(feature = "recherche")]
use crate::index;
use crate::page::calls::{Call, calls};
use crate::page::{alerts, diagrams, duo, markdown, notes, reading, skeptic, typography};
use crate::program::graph::Graph;
use crate::program::listing::{self, Listing};
use crate::program::refusal::Refusal;
use crate::program::stepper::{self, Stepper};
use crate::program::{graph, mission};
use crate::settings::Settings;
use crate::theme::head::{self, PageMeta};
use crate::theme::{assembly, contents, french};
use anyhow::{Context, Result};
use mdbook_mermaid::Mermaid;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Le nom du rendu pour lequel seul le code à compiler est gardé.
pub const SKEPTIC: &str = "skeptic";

/// Les directives permises dans une page.
const NAMES: &str =
    "chapitres, exercice, graphe, include, listing, paire, plan_de_seance, progres, quiz, refus";

/// Le préprocesseur du cours.
pub struct CoursePreprocessor;

impl Preprocessor for CoursePreprocessor {
    fn name(&self) -> &str {
        "cours"
    }

    /// Développe le livre.
    ///
    /// # Errors
    ///
    /// Un [`PageErrors`] qui rassemble toutes les erreurs d'auteur ; rien n'est
    /// alors écrit. Ou l'erreur d'entrée-sortie d'un fichier généré.
    fn run(&self, ctx: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let settings =
            Settings::load(&ctx.root, &ctx.config).map_err(|error| PageErrors(vec![error]))?;
        let mut build = Build::new(ctx, settings);
        build.check_names();
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item {
                build.expand(chapter);
            }
        });
        if !build.errors.is_empty() {
            return Err(PageErrors(build.errors).into());
        }
        if ctx.renderer == "html" {
            for message in &build.warnings {
                eprintln!("attention : {message}");
            }
            // mdBook visite un chapitre après ses pages.
            build.lessons.sort_by(|a, b| a.number.cmp(&b.number));
            book.for_each_mut(|item| {
                if let BookItem::Chapter(chapter) = item {
                    build.complete(chapter);
                }
            });
            build.write_generated()?;
            build.write_theme(&book, &ctx.config)?;
            book = Mermaid.run(ctx, book)?;
        }
        Ok(book)
    }

    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        Ok(renderer == "html" || renderer == SKEPTIC)
    }
}

/// L'état d'une construction : ce qui traverse les pages.
struct Build<'a> {
    root: &'a Path,
    settings: Settings,
    src: PathBuf,
    listings_dir: PathBuf,
    for_skeptic: bool,
    /// Le dernier numéro donné, par sorte (« Programme », « Figure ») et par
    /// préfixe de chapitre.
    counters: HashMap<(&'static str, String), usize>,
    /// Le numéro d'un programme déjà montré.
    numbers: HashMap<String, String>,
    listings: HashMap<String, Listing>,
    /// Le quiz de la page en cours.
    quiz: Option<String>,
    /// L'explorateur de chaque listing montré.
    steppers: HashMap<String, Stepper>,
    /// Les pages, telles que la recherche les lit.
    #[cfg(feature = "recherche")]
    pages: Vec<index::Page>,
    metas: Vec<PageMeta>,
    lessons: Vec<Lesson>,
    errors: Vec<PageError>,
    /// Ce qu'un auteur doit savoir, sans que la construction s'arrête.
    warnings: Vec<String>,
}

impl<'a> Build<'a> {
    fn new(ctx: &'a PreprocessorContext, settings: Settings) -> Self {
        Self {
            root: &ctx.root,
            settings,
            src: ctx.config.book.src.clone(),
            listings_dir: ctx.root.join("listings"),
            for_skeptic: ctx.renderer == SKEPTIC,
            counters: HashMap::new(),
            numbers: HashMap::new(),
            listings: HashMap::new(),
            quiz: None,
            steppers: HashMap::new(),
            #[cfg(feature = "recherche")]
            pages: Vec::new(),
            metas: Vec::new(),
            lessons: Vec::new(),
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    fn check_names(&mut self) {
        let names = listing::references(&self.listings_dir).err();
        let messages = names
            .into_iter()
            .flatten()
            .chain(mission::orphans(&self.listings_dir));
        self.errors
            .extend(messages.map(|message| PageError::new("listings", 0, message)));
    }

    fn expand(&mut self, chapter: &mut Chapter) {
        // Une page « brouillon » n'a ni fichier ni texte.
        let Some(path) = chapter.source_path.clone() else {
            return;
        };
        let mut file = self.src.join(&path);
        let directory = self.root.join(&file);
        let directory = directory.parent().unwrap_or(self.root);
        let exercise = match exercise::of_page(&chapter.content) {
            Some(name) => match ExercisePage::load(self.root, name) {
                Ok(exercise) => Some(exercise),
                Err(error) => return self.errors.push(error),
            },
            None => None,
        };
        if let Some(exercise) = &exercise {
            file.clone_from(&exercise.file);
            chapter.content.clone_from(&exercise.statement);
        }
        let prefix = match &chapter.number {
            Some(number) => number.first().map(ToString::to_string).unwrap_or_default(),
            None => "A".to_owned(),
        };
        let root_url = root_url(&path);

        let errors_before = self.errors.len();
        self.quiz = None;
        for directive in calls(&chapter.content) {
            if directive.name == "quiz" {
                self.check_quiz(&file, &path, &directive);
                continue;
            }
            self.check(&file, directory, &directive);
        }
        self.errors.extend(diagrams::check(&file, &chapter.content));
        chapter.content = graph::apply(&self.listings_dir, &chapter.content);
        let source = match self.for_skeptic {
            true => skeptic::mark_lines(&chapter.content),
            false => chapter.content.clone(),
        };
        let text = alerts::apply(&file, &source).unwrap_or_else(|errors| {
            self.errors.extend(errors);
            String::new()
        });
        if self.errors.len() > errors_before {
            return;
        }
        // L'énoncé est vérifié, ses lignes sont celles des messages : le reste
        // peut s'y ajouter.
        let text = match &exercise {
            Some(exercise) if !self.for_skeptic => {
                let page = exercise.to_markdown(self.settings.solutions);
                alerts::apply(&file, &page).unwrap_or(text)
            }
            _ => text,
        };

        let text = typography::apply(&text);
        let lines = self.listing_lines(&text);
        chapter.content = if self.for_skeptic {
            self.replace(&text, &prefix, &root_url)
        } else {
            // Les noms du sommaire, que mdBook montre tels quels.
            for name in [&mut chapter.name]
                .into_iter()
                .chain(&mut chapter.parent_names)
            {
                *name = typography::fix(name);
            }
            self.metas.push(PageMeta {
                path: chapter
                    .path
                    .as_ref()
                    .unwrap_or(&path)
                    .to_string_lossy()
                    .replace('\\', "/"),
                title: chapter.name.clone(),
                description: head::description(&chapter.content),
            });
            let text = self.replace(&duo::apply(&text), &prefix, &root_url);
            let text = diagrams::apply(&text, || self.next("Figure", &prefix));
            let reading = reading::minutes(&notes::without_notes(&chapter.content), lines);
            #[cfg(feature = "recherche")]
            self.pages.push(index::Page {
                url: html_url(chapter),
                chapters: chapter.parent_names.clone(),
                content: text.clone(),
            });
            let text = markdown::classify(&text);
            let text = match &exercise {
                Some(exercise) => reading::insert_practice(&text, exercise.minutes),
                None => reading::insert(&text, reading),
            };
            self.lessons
                .extend(self.lesson(chapter, &path, reading, &text));
            text
        };
    }

    /// Ce que le cours retient d'une page numérotée, développée en `text`.
    fn lesson(&self, chapter: &Chapter, path: &Path, reading: usize, text: &str) -> Option<Lesson> {
        let number = chapter.number.as_ref()?.to_vec();
        let source = &chapter.content;
        let goals = alerts::alerts(source)
            .into_iter()
            .find(|alert| alert.kind == "OBJECTIF");
        Some(Lesson {
            path: path.to_string_lossy().replace('\\', "/"),
            title: chapter.name.clone(),
            number,
            reading,
            goals: goals.map(|alert| alert.body).unwrap_or_default(),
            programs: calls(source)
                .iter()
                .filter_map(|directive| self.program(directive))
                .collect(),
            activities: Activities::of(text),
            notes: notes::notes(source),
        })
    }

    /// Le programme que montre une directive.
    fn program(&self, directive: &Call) -> Option<Program> {
        let number = self.numbers.get(directive.argument).cloned()?;
        let (title, runs_as) = match directive.name {
            "listing" => {
                let listing = &self.listings[directive.argument];
                (listing.title.clone(), Some(listing.name.clone()))
            }
            "refus" => {
                let refus = Refusal::load(&self.listings_dir, directive.argument).ok()?;
                (refus.title, None)
            }
            _ => return None,
        };
        Some(Program {
            number,
            title,
            runs_as,
        })
    }

    /// Remplace les directives qui parlent de tout le livre, une fois toutes les
    /// pages connues.
    fn complete(&self, chapter: &mut Chapter) {
        let Some(path) = &chapter.source_path else {
            return;
        };
        let root_url = root_url(path);
        let mut result = String::with_capacity(chapter.content.len());
        let mut copied = 0;
        for directive in calls(&chapter.content) {
            let expansion = match directive.name {
                "chapitres" => chapters::to_html(&self.lessons, self.listings.len(), &root_url),
                "plan_de_seance" => typography::apply(&plan::markdown(&self.lessons, &root_url)),
                "progres" => progress::panel(&self.lessons),
                _ => continue,
            };
            result.push_str(&chapter.content[copied..directive.range.start]);
            result.push_str(&expansion);
            copied = directive.range.end;
        }
        result.push_str(&chapter.content[copied..]);
        chapter.content = result;
    }

    /// Note les erreurs d'une directive ; lit le programme qu'elle montre.
    fn check(&mut self, file: &Path, directory: &Path, directive: &Call) {
        let argument = directive.argument;
        let result = match directive.name {
            "include" => include::check(directory, argument).map_err(|message| vec![message]),
            "chapitres" | "listing" | "paire" | "plan_de_seance" | "progres" | "refus"
                if !directive.alone =>
            {
                let text = format!("{} {argument}", directive.name);
                Err(vec![format!(
                    "« {{{{#{}}}}} » doit être seul sur sa ligne",
                    text.trim_end()
                )])
            }
            "chapitres" | "plan_de_seance" | "progres" => match argument {
                "" => Ok(()),
                _ => Err(vec![format!(
                    "« {{{{#{}}}}} » ne prend pas d'argument : retirez « {argument} »",
                    directive.name
                )]),
            },
            "listing" => self.load_listing(argument),
            "paire" => Listing::load(&self.listings_dir, argument).and_then(|listing| {
                if listing.outcomes.len() > 1 || !listing.always_exits() {
                    return Err(vec![format!(
                        "une paire montre la sortie de son programme : « {argument} » en a plusieurs, ou ne finit pas"
                    )]);
                }
                self.listings.insert(argument.to_owned(), listing);
                Ok(())
            }),
            "graphe" => self.check_graph(argument).map_err(|message| vec![message]),
            "refus" => Refusal::load(&self.listings_dir, argument).map(drop),
            "exercice" => Err(vec![format!(
                "« {{{{#exercice {argument}}}}} » doit être seul dans sa page : le texte est dans l'énoncé"
            )]),
            "" => Err(vec![format!(
                "directive mal formée : attendu « {{{{#nom argument}}}} » sur une ligne, nom parmi {NAMES}"
            )]),
            name => Err(vec![format!(
                "directive inconnue « {name} » ; celles du livre : {NAMES}"
            )]),
        };
        if let Err(messages) = result {
            self.errors.extend(
                messages
                    .into_iter()
                    .map(|message| PageError::new(file, directive.line, message)),
            );
        }
    }

    /// Lit le quiz de la page `path`, et note ses erreurs, qui sont celles du
    /// fichier de quiz.
    fn check_quiz(&mut self, file: &Path, path: &Path, directive: &Call) {
        let refusal = match directive {
            _ if !directive.argument.is_empty() => {
                Some("`{{#quiz}}` ne prend pas d'argument : le quiz est à côté de la page")
            }
            _ if !directive.alone => Some("« {{#quiz}} » doit être seul sur sa ligne"),
            _ if self.quiz.is_some() => Some("un second `{{#quiz}}` : une page en a un seul"),
            _ => None,
        };
        if let Some(message) = refusal {
            self.errors
                .push(PageError::new(file, directive.line, message));
            return;
        }
        match quiz::load(self.root, &self.src, path, &self.listings_dir) {
            Ok(html) => self.quiz = Some(html),
            Err(errors) => {
                self.quiz = Some(String::new());
                self.errors.extend(errors);
            }
        }
    }

    /// Lit un listing et son explorateur. Un graphe absent ou périmé n'arrête
    /// que la construction d'un site publié.
    fn load_listing(&mut self, reference: &str) -> Result<(), Vec<String>> {
        let listing = Listing::load(&self.listings_dir, reference)?;
        let stepper =
            Stepper::load(&self.listings_dir, &listing).map_err(|message| vec![message])?;
        if let Stepper::Unavailable(message) = &stepper {
            // Un site qui sera en ligne a une adresse.
            if self.settings.address.is_some() {
                return Err(vec![message.clone()]);
            }
            self.warnings.push(message.clone());
        }
        self.listings.insert(reference.to_owned(), listing);
        self.steppers.insert(reference.to_owned(), stepper);
        Ok(())
    }

    /// Un nombre pris dans un graphe. Périmé, il n'est pas montré ; un site
    /// publié le refuse.
    fn check_graph(&self, argument: &str) -> Result<(), String> {
        let (_, fresh) = graph::expand(&self.listings_dir, argument)?;
        if fresh {
            return Ok(());
        }
        let reference = argument.split(' ').next().unwrap_or_default();
        let message = Graph::stale_message(reference);
        // Un site qui sera en ligne a une adresse.
        if self.settings.address.is_some() {
            return Err(message);
        }
        eprintln!("attention : {message}");
        Ok(())
    }

    /// Remplace les directives déjà vérifiées ; `include` reste à mdBook.
    fn replace(&mut self, text: &str, prefix: &str, root_url: &str) -> String {
        let mut result = String::with_capacity(text.len());
        let mut copied = 0;
        for directive in calls(text) {
            let argument = directive.argument;
            let expansion = match (directive.name, self.for_skeptic) {
                ("listing", true) => self.listings[argument].to_skeptic(),
                ("listing", false) => {
                    let number = self.number(argument, prefix);
                    let figure = self.listings[argument].to_html(&number, root_url);
                    self.steppers[argument].add_to(&figure)
                }
                // Dans le livre, `complete` la remplace : toutes les pages sont
                // alors connues.
                ("chapitres", true) => String::new(),
                // Ses programmes ont leurs propres preuves.
                ("quiz", true) => String::new(),
                ("quiz", false) => self.quiz.clone().unwrap_or_default(),
                // La page du programme le fait vérifier.
                ("paire", true) => String::new(),
                ("paire", false) => pair::to_html(&self.listings[argument]),
                ("plan_de_seance" | "progres", true) => String::new(),
                // trybuild s'en charge : ce code ne doit pas compiler.
                ("refus", true) => String::new(),
                ("refus", false) => {
                    let number = self.number(argument, prefix);
                    match Refusal::load(&self.listings_dir, argument) {
                        Ok(refus) => refus.to_html(&number),
                        Err(_) => continue,
                    }
                }
                _ => continue,
            };
            result.push_str(&text[copied..directive.range.start]);
            result.push_str(&expansion);
            copied = directive.range.end;
        }
        result.push_str(&text[copied..]);
        result
    }

    fn listing_lines(&self, text: &str) -> usize {
        calls(text)
            .iter()
            .filter_map(|directive| self.listings.get(directive.argument))
            .map(|listing| listing.rust.lines().count())
            .sum()
    }

    /// Le numéro d'un programme : le même à chaque fois qu'il est montré.
    fn number(&mut self, reference: &str, prefix: &str) -> String {
        if let Some(number) = self.numbers.get(reference) {
            return number.clone();
        }
        let number = self.next("Programme", prefix);
        self.numbers.insert(reference.to_owned(), number.clone());
        number
    }

    fn next(&mut self, kind: &'static str, prefix: &str) -> String {
        let counter = self.counters.entry((kind, prefix.to_owned())).or_default();
        *counter += 1;
        format!("{prefix}.{counter}")
    }

    fn write_generated(&self) -> Result<()> {
        let src = self.root.join(&self.src);
        diagrams::write_script(&src)?;
        stepper::write_tool(&src)?;
        for (id, stepper) in &self.steppers {
            stepper.write(&src, id)?;
        }
        #[cfg(feature = "recherche")]
        index::write(&src, &self.pages)?;
        for listing in self.listings.values() {
            for extension in ["rs", "go"] {
                let relative = Path::new(&listing.chapter)
                    .join(&listing.name)
                    .with_extension(extension);
                let source = fs::read(self.listings_dir.join(&relative))?;
                write_if_changed(&src.join("genere/listings").join(relative), &source)?;
            }
        }
        Ok(())
    }

    /// Les gabarits du thème : ceux de mdBook en français, et les nôtres.
    fn write_theme(&self, book: &Book, config: &Config) -> Result<()> {
        french::write_theme(self.root)?;
        assembly::write(self.root, &self.settings)?;
        let title = config.book.title.as_deref().unwrap_or_default();
        let description = config.book.description.as_deref().unwrap_or_default();
        let theme = self.root.join("theme");
        let head = head::head(
            &self.metas,
            title,
            description,
            self.settings.address.as_ref(),
        );
        write_if_changed(&theme.join("head.hbs"), head.as_bytes())?;
        let script = progress::script(&self.lessons);
        write_if_changed(&theme.join("cursus.js"), script.as_bytes())?;
        let contents = contents::template(&book.items, title);
        write_if_changed(&theme.join("toc.html.hbs"), contents.as_bytes())
            .context("la table des matières")
    }
}

/// Le chemin de la page `path` à la racine du site : « ../ ».
fn root_url(path: &Path) -> String {
    "../".repeat(path.components().count() - 1)
}

#[cfg(feature = "recherche")]
/// L'adresse de la page que mdBook fera de ce chapitre.
fn html_url(chapter: &Chapter) -> String {
    let path = chapter.path.clone().unwrap_or_default();
    let path = path.with_extension("html");
    path.to_string_lossy().replace('\\', "/")
}
