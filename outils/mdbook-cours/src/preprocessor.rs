//! L'enchaînement : un livre entre, un livre développé sort.

use crate::colors::Painter;
use crate::course::lesson::{Contents, Lesson};
use crate::course::{self, Course, progress};
use crate::directives::exercise::{self, ExercisePage};
use crate::directives::{Directive, Directives, Numbers, Reader};
use crate::error::BookErrors;
use crate::generated;
use crate::index;
use crate::page::alerts::{self, Alert, GOALS, LAST};
use crate::page::splice::{merge, splice};
use crate::page::{diagrams, duo, markdown, notes, reading, skeptic, typography};
use crate::program::{mission, stepper};
use crate::settings::Settings;
use crate::theme::assembly::Assembled;
use crate::theme::head::{self, PageMeta};
use crate::theme::{self, contents, french, light, sitemap};
use anyhow::Result;
use files::FileError;
use mdbook_mermaid::Mermaid;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use rayon::prelude::*;
use std::collections::HashSet;
use std::mem;
use std::path::{Path, PathBuf};

/// Le nom du rendu pour lequel seul le code à compiler est gardé.
pub const SKEPTIC: &str = "skeptic";

/// Quand l'index de la recherche se fait.
#[derive(Default)]
pub enum Indexing {
    /// Avant que le livre ne soit rendu.
    #[default]
    Now,
    /// Pendant : un autre l'écrira.
    Later(index::Later),
    /// Pas cette fois : celui d'avant reste.
    Never,
}

/// Le préprocesseur du cours.
#[derive(Default)]
pub struct CoursePreprocessor {
    /// Ce qu'il fait de l'index de la recherche.
    pub index: Indexing,
}

impl Preprocessor for CoursePreprocessor {
    fn name(&self) -> &str {
        "cours"
    }

    /// Développe le livre.
    ///
    /// # Errors
    ///
    /// Un [`BookErrors`] qui rassemble toutes les erreurs d'auteur ; rien n'est
    /// alors écrit. Ou l'erreur d'entrée-sortie d'un fichier généré.
    fn run(&self, ctx: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let settings =
            Settings::load(&ctx.root, &ctx.config).map_err(|error| BookErrors(vec![error]))?;
        let mut build = Build::new(ctx, settings);
        build.expand(&mut book)?;
        if ctx.renderer == "html" {
            for message in &build.warnings {
                eprintln!("attention : {message}");
            }
            let course = build.course();
            book.for_each_mut(|item| {
                if let BookItem::Chapter(chapter) = item {
                    build.complete(chapter, &course);
                }
            });
            let index = match &self.index {
                Indexing::Now => Some(index::Later::default()),
                Indexing::Later(index) => Some(index.clone()),
                Indexing::Never => None,
            };
            if let Some(index) = &index {
                index.start(build.indexed());
            }
            build.write(&book, course, &ctx.config)?;
            book = Mermaid.run(ctx, book)?;
            if matches!(self.index, Indexing::Now)
                && let Some(index) = index
                && let Some(files) = index.wait()?
            {
                generated::write_index(&ctx.root, &build.settings, &files)?;
            }
        }
        Ok(book)
    }

    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        Ok(renderer == "html" || renderer == SKEPTIC)
    }
}

/// Donne à `visit` chaque chapitre, un titre avant ses pages : c'est l'ordre des
/// numéros. `Book::for_each_mut` donne d'abord les pages.
fn in_reading_order(items: &mut [BookItem], visit: &mut impl FnMut(&mut Chapter)) {
    for item in items {
        if let BookItem::Chapter(chapter) = item {
            visit(chapter);
            in_reading_order(&mut chapter.sub_items, visit);
        }
    }
}

/// Les chapitres, dans cet ordre, chacun sans ceux qu'il contient : des fils peuvent
/// se les partager.
fn apart(items: &mut [BookItem]) -> Vec<Chapter> {
    let mut chapters = Vec::new();
    in_reading_order(items, &mut |chapter| {
        let inside = mem::take(&mut chapter.sub_items);
        chapters.push(chapter.clone());
        chapter.sub_items = inside;
    });
    chapters
}

/// L'état d'une construction : ce qui traverse les pages.
struct Build<'a> {
    root: &'a Path,
    settings: Settings,
    src: PathBuf,
    listings_dir: PathBuf,
    /// L'adresse du dépôt, celle que mdBook connaît.
    repository: Option<String>,
    for_skeptic: bool,
    /// Il met en couleurs ce que montre l'explorateur.
    painter: Painter,
    pages: Vec<BookPage>,
    /// Ce qu'un auteur doit savoir, sans que la construction s'arrête.
    warnings: Vec<String>,
}

/// Ce qui est retenu d'une page du livre.
struct BookPage {
    /// Son chemin, depuis le dossier des pages.
    path: PathBuf,
    directives: Directives,
    meta: PageMeta,
    /// Ce que la recherche en lit.
    indexed: Option<index::Page>,
    /// Ce qu'elle demande ; rien hors du sommaire numéroté.
    lesson: Option<Lesson>,
}

/// Ce que dit l'auteur d'une page, lu et vérifié.
struct Source {
    file: PathBuf,
    /// Le texte, les nombres des phrases en place.
    text: String,
    alerts: Vec<Alert>,
    directives: Directives,
    exercise: Option<ExercisePage>,
    warnings: Vec<String>,
}

impl Source {
    /// Ce que skeptic compile de la page.
    fn for_skeptic(&self) -> String {
        let text = splice(&self.text, alerts::edits(&self.text, &self.alerts));
        self.directives.expand(&text, Directive::to_skeptic)
    }
}

/// Une page mise en forme, à qui il ne manque que les numéros de ses figures.
struct LaidOut {
    text: String,
    /// Vrai si du texte y est à côté du code.
    has_duos: bool,
}

impl<'a> Build<'a> {
    fn new(ctx: &'a PreprocessorContext, settings: Settings) -> Self {
        Self {
            root: &ctx.root,
            painter: generated::painter(&ctx.root, &settings, "graphes"),
            settings,
            src: ctx.config.book.src.clone(),
            listings_dir: ctx.root.join("listings"),
            repository: ctx
                .config
                .get("output.html.git-repository-url")
                .ok()
                .flatten(),
            for_skeptic: ctx.renderer == SKEPTIC,
            pages: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Développe les pages de `book`. Elles se lisent toutes à la fois, puis prennent
    /// leurs numéros l'une après l'autre, puis se mettent en forme toutes à la fois.
    fn expand(&mut self, book: &mut Book) -> Result<()> {
        let mut chapters = apart(&mut book.items);
        let read = chapters.par_iter().map(|chapter| self.read(chapter));
        let mut sources: Vec<Option<Source>> = faultless(self.misnamed(), read.collect())?;
        let mut numbers = Numbers::default();
        for (chapter, source) in chapters.iter().zip(&mut sources) {
            if let Some(source) = source {
                source.directives.number(&mut numbers, &prefix(chapter));
            }
        }
        if self.for_skeptic {
            for (chapter, source) in chapters.iter_mut().zip(&sources) {
                if let Some(source) = source {
                    chapter.content = source.for_skeptic();
                }
            }
        } else {
            let pages = chapters.par_iter().zip(&sources).map(|(chapter, source)| {
                let source = source.as_ref().zip(chapter.source_path.as_ref());
                source
                    .map(|(source, path)| self.lay_out(source, path))
                    .transpose()
            });
            let pages = faultless(Vec::new(), pages.collect())?;
            for ((chapter, source), page) in chapters.iter_mut().zip(sources).zip(pages) {
                if let Some((source, page)) = source.zip(page) {
                    self.show(chapter, source, page, &mut numbers);
                }
            }
        }
        let mut expanded = chapters.into_iter();
        in_reading_order(&mut book.items, &mut |chapter| {
            let inside = mem::take(&mut chapter.sub_items);
            if let Some(expanded) = expanded.next() {
                *chapter = expanded;
            }
            chapter.sub_items = inside;
        });
        Ok(())
    }

    /// Les noms de programmes qui n'en désignent pas un seul, et leurs pareils.
    fn misnamed(&self) -> Vec<FileError> {
        let names = catalogue::references(&self.listings_dir).err();
        let messages = names
            .into_iter()
            .flatten()
            .chain(mission::orphans(&self.listings_dir));
        messages
            .map(|message| FileError::new("listings", 0, message))
            .collect()
    }

    /// Lit et vérifie une page ; rien d'une page « brouillon », qui n'a ni fichier ni
    /// texte.
    fn read(&self, chapter: &Chapter) -> Result<Option<Source>, Vec<FileError>> {
        let Some(path) = &chapter.source_path else {
            return Ok(None);
        };
        let exercise = exercise::of_page(&chapter.content)
            .map(|name| ExercisePage::load(self.root, name))
            .transpose()
            .map_err(|error| vec![error])?;
        let (file, text) = match &exercise {
            Some(exercise) => (exercise.file.clone(), &exercise.statement),
            None => (self.src.join(path), &chapter.content),
        };
        let mut warnings = Vec::new();
        let mut reader = Reader {
            root: self.root,
            src: &self.src,
            listings: &self.listings_dir,
            page: path,
            // Un site qui sera en ligne a une adresse.
            published: self.settings.address.is_some(),
            repository: self.repository.as_deref(),
            painter: &self.painter,
            warnings: &mut warnings,
            has_quiz: false,
        };
        let (directives, mut errors) = Directives::read(&file, text, &mut reader);
        errors.extend(diagrams::check(&file, text));
        let mut text = directives.expand(text, Directive::inline);
        if self.for_skeptic {
            text = skeptic::mark_lines(&text);
        }
        let alerts = alerts::read(&file, &text).unwrap_or_else(|unknown| {
            errors.extend(unknown);
            Vec::new()
        });
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Some(Source {
            file,
            text,
            alerts,
            directives,
            exercise,
            warnings,
        }))
    }

    /// Le texte de la page `path`, encadrés et directives en place.
    fn lay_out(&self, source: &Source, path: &Path) -> Result<LaidOut, Vec<FileError>> {
        let assembled = source.exercise.as_ref().map(|exercise| {
            let last = source.alerts.iter().find(|it| it.kind.word == LAST);
            let last = last.map(|alert| alert.range.start);
            exercise.to_markdown(&source.text, last, self.settings.solutions)
        });
        let text = assembled.as_deref().unwrap_or(&source.text);
        // Un exercice réunit d'autres fichiers à son énoncé.
        let alerts = match assembled {
            Some(_) => &alerts::read(&source.file, text)?,
            None => &source.alerts,
        };
        let duos = duo::edits(text, alerts, |call| {
            source
                .directives
                .get(call)
                .is_some_and(Directive::is_program)
        });
        let has_duos = !duos.is_empty();
        let text = splice(text, merge(alerts::edits(text, alerts), duos));
        let text = typography::apply(&text);
        let text = source
            .directives
            .expand(&text, |directive| directive.to_html(&root_url(path)));
        Ok(LaidOut { text, has_duos })
    }

    /// Fait de `source`, mise en forme, la page du livre.
    fn show(
        &mut self,
        chapter: &mut Chapter,
        source: Source,
        page: LaidOut,
        numbers: &mut Numbers,
    ) {
        let path = chapter.source_path.clone().unwrap_or_default();
        let prefix = prefix(chapter);
        // Les noms du sommaire, que mdBook montre tels quels.
        for name in [&mut chapter.name]
            .into_iter()
            .chain(&mut chapter.parent_names)
        {
            *name = typography::fix(name);
        }
        let mut contents = Contents::default();
        for directive in source.directives.iter() {
            contents.add(directive.contents());
        }
        let goals = source.alerts.iter().find(|it| it.kind.word == GOALS);
        let goals = goals.map(|alert| alert.body.clone()).unwrap_or_default();
        let meta = PageMeta {
            path: slashed(chapter.path.as_ref().unwrap_or(&path)),
            title: chapter.name.clone(),
            description: head::description(&goals, &source.text),
        };
        let read = notes::without_notes(&source.text, &source.alerts);
        let minutes = reading::minutes(&read, contents.lines);
        let exercise = source.exercise.as_ref().map(|exercise| exercise.minutes);
        let lesson = chapter.number.as_ref().map(|number| Lesson {
            path: slashed(&path),
            title: chapter.name.clone(),
            number: number.to_vec(),
            reading: minutes,
            exercise,
            after: source
                .exercise
                .as_ref()
                .map(|exercise| exercise.page.clone()),
            goals,
            contents,
            notes: notes::notes(&source.alerts),
        });

        let next = || numbers.next("Figure", &prefix);
        let text = diagrams::apply(&page.text, &self.root.join(&self.src), &path, next);
        let class = page.has_duos.then_some("has-duos");
        let class = class.or_else(|| source.directives.iter().find_map(Directive::page_class));
        let shown = markdown::classify(&text, class);
        chapter.content = match exercise {
            Some(minutes) => reading::insert_practice(&shown, minutes),
            None => reading::insert(&shown, minutes),
        };
        self.warnings.extend(source.warnings);
        self.pages.push(BookPage {
            indexed: Some(index::Page {
                url: html_url(chapter),
                chapters: chapter.parent_names.clone(),
                content: text,
            }),
            path,
            directives: source.directives,
            meta,
            lesson,
        });
    }

    /// Le cours, toutes les pages lues.
    fn course(&mut self) -> Course {
        let mut programs = HashSet::new();
        for page in &self.pages {
            for directive in page.directives.iter() {
                let shown = directive.contents().programs;
                programs.extend(shown.into_iter().filter_map(|program| program.runs_as));
            }
        }
        let lessons = self.pages.iter_mut();
        Course {
            lessons: lessons.filter_map(|page| page.lesson.take()).collect(),
            programs: programs.len(),
        }
    }

    /// Remplace les directives qui parlent de tout le cours.
    fn complete(&self, chapter: &mut Chapter, course: &Course) {
        let Some(path) = &chapter.source_path else {
            return;
        };
        let mut pages = self.pages.iter();
        let Some(page) = pages.find(|page| page.path == *path) else {
            return;
        };
        let root_url = root_url(path);
        chapter.content = page.directives.expand(&chapter.content, |directive| {
            directive.about_course(course, &root_url)
        });
        let path = slashed(path);
        let id = path.strip_suffix(".md").unwrap_or(&path);
        if let Some(back) = course::exercises::back(course, id, &root_url) {
            chapter.content = reading::insert_after_duration(&chapter.content, &back);
        }
        if let Some(next) = course::exercises::prepared_by(course, id, &root_url) {
            chapter.content.push_str(&next);
        }
    }

    /// Ce que la recherche lit, toutes les pages lues.
    fn indexed(&mut self) -> Vec<index::Page> {
        let pages = self.pages.iter_mut();
        pages.filter_map(|page| page.indexed.take()).collect()
    }

    /// Écrit le thème, et ce qui va à côté des pages.
    fn write(&self, book: &Book, course: Course, config: &Config) -> Result<()> {
        let assembled = Assembled::new(self.root, &self.settings)?
            .with_data("lessons", &progress::script(&course.lessons));
        let title = config.book.title.as_deref().unwrap_or_default();
        let description = config.book.description.as_deref().unwrap_or_default();
        let metas: Vec<&PageMeta> = self.pages.iter().map(|page| &page.meta).collect();

        let [mut index, mut script] = french::files()?;
        script.1 = light::script(script.0, &script.1)?;
        index.1 = assembled.link(&index.1)?;
        let address = self.settings.address.as_ref();
        let head = head::head(&metas, title, description, address);
        let contents = contents::template(&book.items, title, &assembled.style_links(""));
        let mut theme = theme::kept(&self.root.join("theme"))?;
        theme.extend(theme::styles()?);
        theme.extend(
            [
                index,
                script,
                ("head.hbs", head),
                ("toc.html.hbs", contents),
            ]
            .map(|(name, text)| (name.into(), text.into_bytes())),
        );

        let mut site = vec![diagrams::script()];
        site.extend(stepper::tool()?);
        site.extend(
            address
                .into_iter()
                .flat_map(|it| sitemap::files(&metas, it)),
        );
        site.extend(assembled.style.into_iter().chain(assembled.scripts));
        for page in &self.pages {
            site.extend(page.directives.iter().flat_map(Directive::files));
        }
        self.painter.save()?;
        generated::write(self.root, &self.settings, &theme, &site)?;
        let exercises = course.lessons.iter().filter(|it| it.exercise.is_some());
        let names: Vec<&str> = exercises
            .filter_map(|it| it.id().rsplit('/').next())
            .collect();
        generated::reserve(self.root, &self.settings, &names)
    }
}

/// Ce que rendent les pages lues ou mises en forme, si `before` et elles n'ont rien à
/// reprocher ; sinon, toutes les erreurs, dans l'ordre.
fn faultless<T>(
    before: Vec<FileError>,
    pages: Vec<Result<T, Vec<FileError>>>,
) -> Result<Vec<T>, BookErrors> {
    let mut errors = before;
    let mut good = Vec::with_capacity(pages.len());
    for page in pages {
        match page {
            Ok(page) => good.push(page),
            Err(more) => errors.extend(more),
        }
    }
    match errors.is_empty() {
        true => Ok(good),
        false => Err(BookErrors(errors)),
    }
}

/// Le numéro du chapitre, « A » pour une annexe.
fn prefix(chapter: &Chapter) -> String {
    match &chapter.number {
        Some(number) => number.first().map(ToString::to_string).unwrap_or_default(),
        None => "A".to_owned(),
    }
}

/// Le chemin de la page `path` à la racine du site : « ../ ».
fn root_url(path: &Path) -> String {
    "../".repeat(path.components().count() - 1)
}

/// L'adresse de la page que mdBook fera de ce chapitre.
fn html_url(chapter: &Chapter) -> String {
    let path = chapter.path.clone().unwrap_or_default();
    slashed(&path.with_extension("html"))
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chapter(name: &str, pages: Vec<BookItem>) -> BookItem {
        let mut chapter = Chapter::new(name, String::new(), format!("{name}.md"), Vec::new());
        chapter.sub_items = pages;
        BookItem::Chapter(chapter)
    }

    #[test]
    fn un_titre_est_lu_avant_ses_pages() {
        let pages = vec![chapter("page", Vec::new()), chapter("suite", Vec::new())];
        let mut items = [chapter("titre", pages), chapter("annexe", Vec::new())];
        let mut seen = Vec::new();
        in_reading_order(&mut items, &mut |chapter| seen.push(chapter.name.clone()));
        assert_eq!(seen, ["titre", "page", "suite", "annexe"]);
    }
}
