//! Ce que le cours demande : ses pages, leur durée, ce qu'on y fait.
//!
//! Tout vient des pages elles-mêmes, une fois développées. Le [plan de
//! séance](crate::course::plan) et la [progression](crate::course::progress) en dépendent.

use crate::page::notes::Note;
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

/// Ce qu'une page développée fait faire, d'après son texte.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Activities {
    /// Les questions : les `data-question` du quiz.
    pub quiz: Vec<String>,
    /// Les missions : le `data-id` de chaque `<pas-a-pas>`.
    pub missions: Vec<String>,
    /// Le temps qu'annonce un exercice, sous son titre, en minutes.
    pub exercise: Option<usize>,
}

impl Activities {
    /// Lit la page développée `text`.
    pub fn of(text: &str) -> Self {
        static QUIZ: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r#"\sdata-question="([^"]+)""#).expect("constante"));
        static MISSION: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r#"<pas-a-pas\s[^>]*?data-id="([^"]+)""#).expect("constante")
        });
        static EXERCISE: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"</i> Exercice\x{a0}: environ (\d+)\x{a0}minute").expect("constante")
        });
        Self {
            quiz: values(&QUIZ, text),
            missions: values(&MISSION, text),
            exercise: EXERCISE
                .captures(text)
                .and_then(|found| found[1].parse().ok()),
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

    /// Temps à prévoir pour toute la page, en minutes. Celui d'un exercice compte
    /// la lecture de son énoncé.
    pub fn minutes(&self) -> usize {
        self.activities.exercise.unwrap_or(self.reading)
            + PROGRAM_MINUTES * self.runnable()
            + REFUSAL_MINUTES * self.refused()
            + QUIZ_MINUTES * self.activities.quiz.len()
            + MISSION_MINUTES * self.activities.missions.len()
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

/// Ce que capture `attribute` dans `text`, chaque valeur une fois.
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
        let text = crate::page::reading::insert("# T\n", 20).replace("Lecture", "Exercice");
        let activities = Activities::of(&format!(
            "{text}<div id=\"quiz-p-a\" data-question=\"p#a\">\n<div\n data-question=\"p#b\"><input data-question=\"p#b\">\n\
             <pas-a-pas data-id=\"c/l\" data-graphe=\"x\">"
        ));
        assert_eq!(
            activities,
            Activities {
                quiz: vec!["p#a".into(), "p#b".into()],
                missions: vec!["c/l".into()],
                exercise: Some(20),
            }
        );
        assert_eq!(
            Activities::of("data-question <p data-id=\"a\">"),
            Activities::default()
        );
    }

    #[test]
    fn la_duree_compte_lecture_ou_exercice_programmes_questions_et_missions() {
        let program = |runs_as: Option<&str>| Program {
            number: "1.1".into(),
            title: "P".into(),
            runs_as: runs_as.map(str::to_owned),
        };
        let mut lesson = Lesson {
            reading: 5,
            programs: vec![program(Some("p")), program(None)],
            activities: Activities {
                quiz: vec!["a".into(), "b".into(), "c".into()],
                missions: vec!["m".into()],
                exercise: None,
            },
            ..Lesson::default()
        };
        assert_eq!(lesson.minutes(), 5 + 2 + 1 + 3 + 2);
        lesson.activities.exercise = Some(20);
        assert_eq!(lesson.minutes(), 20 + 2 + 1 + 3 + 2);
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
