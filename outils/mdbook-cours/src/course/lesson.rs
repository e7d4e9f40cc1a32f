//! Ce que le cours demande : ses pages, leur durée, ce qu'on y fait.
//!
//! Tout vient des directives et des encadrés des pages. Le [plan de
//! séance](crate::course::plan) et la [progression](crate::course::progress) en dépendent.

use crate::page::notes::Note;

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
    /// Le temps qu'annonce un exercice, en minutes.
    pub exercise: Option<usize>,
    /// La page qui prépare à cet exercice, par son nom : `synchronisation/mutex`.
    pub after: Option<String>,
    /// Le contenu de l'encadré OBJECTIF, en Markdown.
    pub goals: String,
    /// Ce que la page montre et fait faire.
    pub contents: Contents,
    /// Les notes de l'enseignant.
    pub notes: Vec<Note>,
}

/// Ce que montre et fait faire une directive, ou une page entière.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Les programmes montrés, dans l'ordre.
    pub programs: Vec<Program>,
    /// Les questions du quiz, par leur nom.
    pub questions: Vec<String>,
    /// Les missions du pas-à-pas, par le nom de leur programme.
    pub missions: Vec<String>,
    /// Les lignes de programme affichées.
    pub lines: usize,
}

impl Contents {
    /// Y ajoute ce que montre et fait faire `other`. Une mission n'y est qu'une
    /// fois.
    pub fn add(&mut self, other: Self) {
        self.programs.extend(other.programs);
        self.questions.extend(other.questions);
        self.lines += other.lines;
        for mission in other.missions {
            if !self.missions.contains(&mission) {
                self.missions.push(mission);
            }
        }
    }
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
        let programs = self.contents.programs.iter();
        programs.filter(|program| program.runs_as.is_some()).count()
    }

    /// Les programmes que rustc refuse.
    pub fn refused(&self) -> usize {
        self.contents.programs.len() - self.runnable()
    }

    /// Temps à prévoir pour toute la page, en minutes. Celui d'un exercice compte
    /// la lecture de son énoncé.
    pub fn minutes(&self) -> usize {
        self.exercise.unwrap_or(self.reading)
            + PROGRAM_MINUTES * self.runnable()
            + REFUSAL_MINUTES * self.refused()
            + QUIZ_MINUTES * self.contents.questions.len()
            + MISSION_MINUTES * self.contents.missions.len()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_page_additionne_ses_directives() {
        let mut page = Contents::default();
        for question in ["a", "b"] {
            page.add(Contents {
                questions: vec![question.into()],
                missions: vec!["c/l".into()],
                lines: 3,
                ..Contents::default()
            });
        }
        assert_eq!(page.questions, ["a", "b"]);
        assert_eq!((&page.missions[..], page.lines), (&["c/l".into()][..], 6));
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
            contents: Contents {
                programs: vec![program(Some("p")), program(None)],
                questions: vec!["a".into(), "b".into(), "c".into()],
                missions: vec!["m".into()],
                lines: 0,
            },
            ..Lesson::default()
        };
        assert_eq!(lesson.minutes(), 5 + 2 + 1 + 3 + 2);
        lesson.exercise = Some(20);
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
