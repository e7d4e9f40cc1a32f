//! Ce que le cours demande : ses pages, leur durée, ce qu'on y fait.
//!
//! Tout vient des pages elles-mêmes, une fois développées. Le [plan de
//! séance](crate::plan) et la [progression](crate::progres) en dépendent.

use crate::enseignant::Note;
use regex::Regex;
use std::sync::LazyLock;

/// Le temps de lancer un programme et d'en parler, en minutes.
pub const PROGRAM_MINUTES: usize = 2;
/// Le temps de lire un programme refusé et son message, en minutes.
pub const REFUSAL_MINUTES: usize = 1;
/// Le temps de répondre à une question, en minutes.
pub const QUIZ_MINUTES: usize = 1;
/// Le temps d'une mission du pas-à-pas, en minutes.
pub const MISSION_MINUTES: usize = 2;

/// Une page numérotée du sommaire : une leçon, ou l'entrée d'un chapitre.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lesson {
    /// Chemin du fichier Markdown, relatif à `src/` : `synchronisation/mutex.md`.
    pub path: String,
    /// Nom dans le sommaire.
    pub title: String,
    /// Numéro dans le sommaire : `[2, 2]`.
    pub number: Vec<u32>,
    /// Temps de lecture, en minutes.
    pub reading: usize,
    /// Le contenu de l'encadré OBJECTIF, en Markdown.
    pub goals: String,
    /// Les programmes montrés, dans l'ordre.
    pub programs: Vec<Program>,
    /// Ce que la page fait faire.
    pub activities: Activities,
    /// Les notes de l'enseignant.
    pub notes: Vec<Note>,
}

/// Un programme que montre une page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Son numéro : « 2.3 ».
    pub number: String,
    /// Son titre, en Markdown.
    pub title: String,
    /// Le nom qui le lance ; aucun pour un programme que rustc refuse.
    pub runs_as: Option<String>,
}

/// Ce qu'une page développée fait faire, d'après ses attributs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Activities {
    /// Les questions : `data-quiz-id`.
    pub quiz: Vec<String>,
    /// Les missions du pas-à-pas : `data-mission-id`.
    pub missions: Vec<String>,
    /// Le temps annoncé des exercices, en minutes : somme des `data-minutes`.
    pub exercise: usize,
}

impl Activities {
    /// Lit les attributs de la page développée `text`.
    pub fn of(text: &str) -> Self {
        static QUIZ: LazyLock<Regex> = LazyLock::new(|| attribute("data-quiz-id"));
        static MISSION: LazyLock<Regex> = LazyLock::new(|| attribute("data-mission-id"));
        static MINUTES: LazyLock<Regex> = LazyLock::new(|| attribute("data-minutes"));
        Self {
            quiz: values(&QUIZ, text),
            missions: values(&MISSION, text),
            exercise: MINUTES
                .captures_iter(text)
                .filter_map(|found| found[1].parse::<usize>().ok())
                .sum(),
        }
    }
}

impl Lesson {
    /// Le nom sous lequel la progression connaît la page :
    /// `synchronisation/mutex`.
    pub fn id(&self) -> &str {
        self.path.strip_suffix(".md").unwrap_or(&self.path)
    }

    /// Vrai de l'entrée d'un chapitre.
    pub fn opens_chapter(&self) -> bool {
        self.number.len() == 1
    }

    /// Les programmes qui se lancent.
    pub fn runnable(&self) -> usize {
        self.programs
            .iter()
            .filter(|program| program.runs_as.is_some())
            .count()
    }

    /// Les programmes que rustc refuse.
    pub fn refused(&self) -> usize {
        self.programs.len() - self.runnable()
    }

    /// Temps à prévoir pour toute la page, en minutes.
    pub fn minutes(&self) -> usize {
        self.reading
            + PROGRAM_MINUTES * self.runnable()
            + REFUSAL_MINUTES * self.refused()
            + QUIZ_MINUTES * self.activities.quiz.len()
            + MISSION_MINUTES * self.activities.missions.len()
            + self.activities.exercise
    }
}

/// Les leçons de chaque chapitre, dans l'ordre du sommaire.
pub fn chapters(lessons: &[Lesson]) -> impl Iterator<Item = &[Lesson]> {
    lessons.chunk_by(|a, b| a.number.first() == b.number.first())
}

/// Une durée à lire : « 45 min », « 1 h 05 ».
pub fn duration(minutes: usize) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, minutes) => format!("{hours}\u{a0}h\u{a0}{minutes:02}"),
    }
}

fn attribute(name: &str) -> Regex {
    Regex::new(&format!("\\s{name}=\"([^\"]+)\"")).expect("constante")
}

/// Les valeurs de l'attribut `attribute`, la première fois que chacune paraît.
fn values(attribute: &Regex, text: &str) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for found in attribute.captures_iter(text) {
        if !values.iter().any(|value| *value == found[1]) {
            values.push(found[1].to_owned());
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_page_dit_ce_qu_elle_fait_faire() {
        let activities = Activities::of(
            "<fieldset data-quiz-id=\"q1\">\n<fieldset\n data-quiz-id=\"q2\"><input data-quiz-id=\"q2\">\n\
             <li data-mission-id=\"m1\"><p data-minutes=\"20\"></p><p data-minutes=\"20\"></p>",
        );
        assert_eq!(
            activities,
            Activities {
                quiz: vec!["q1".into(), "q2".into()],
                missions: vec!["m1".into()],
                exercise: 40,
            }
        );
        assert_eq!(Activities::of("data-quiz-id"), Activities::default());
    }

    #[test]
    fn la_duree_compte_lecture_programmes_questions_missions_et_exercice() {
        let program = |runs_as: Option<&str>| Program {
            number: "1.1".into(),
            title: "P".into(),
            runs_as: runs_as.map(str::to_owned),
        };
        let lesson = Lesson {
            reading: 5,
            programs: vec![program(Some("p")), program(None)],
            activities: Activities {
                quiz: vec!["a".into(), "b".into(), "c".into()],
                missions: vec!["m".into()],
                exercise: 20,
            },
            ..Lesson::default()
        };
        assert_eq!(lesson.minutes(), 5 + 2 + 1 + 3 + 2 + 20);
    }

    #[test]
    fn une_duree_se_lit_en_heures() {
        let read = |minutes| duration(minutes).replace('\u{a0}', " ");
        assert_eq!(
            [7, 60, 65, 135].map(read),
            ["7 min", "1 h", "1 h 05", "2 h 15"]
        );
    }

    #[test]
    fn les_chapitres_suivent_les_numeros() {
        let lessons =
            [vec![1], vec![1, 1], vec![2], vec![2, 1], vec![2, 1, 1]].map(|number| Lesson {
                number,
                ..Lesson::default()
            });
        let sizes: Vec<usize> = chapters(&lessons).map(<[_]>::len).collect();
        assert_eq!(sizes, [2, 3]);
    }
}
