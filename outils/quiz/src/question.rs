//! Un quiz et ses questions, une fois lus.

use crate::program::Program;
use std::fmt;

/// Les questions d'une page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiz {
    /// Le fichier, depuis la racine : « src/synchronisation/mutex.quiz.toml ».
    pub file: String,
    /// La page, sans extension : « synchronisation/mutex ».
    pub page: String,
    /// Les questions, dans l'ordre du fichier.
    pub questions: Vec<Question>,
}

/// Un texte du fichier, et la ligne où il commence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// La ligne du fichier, à partir de 1.
    pub line: usize,
    /// Le texte.
    pub text: String,
}

/// Une question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// La ligne du fichier où elle commence.
    pub line: usize,
    /// Son nom, unique dans la page.
    pub name: String,
    /// Son genre.
    pub genre: Genre,
    /// L'énoncé.
    pub prompt: Text,
    /// Où lire la réponse : « #ancre » ou « page.md#ancre », depuis la page.
    pub passage: Text,
    /// Pourquoi la réponse est celle-là.
    pub explanation: Text,
    /// Le programme dont elle parle.
    pub program: Option<Program>,
    /// La clé.
    pub answer: Answer,
}

/// Le genre d'une question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Genre {
    /// À choix.
    Choice,
    /// Réponse courte.
    Short,
    /// Compile ou non ?
    Compiles,
    /// Qu'affiche ce programme ?
    Prints,
    /// Quelles sorties sont possibles ?
    Outputs,
    /// Peut-il se bloquer ?
    Blocks,
    /// Remettre en ordre.
    Order,
}

impl Genre {
    /// Tous les genres, et leur nom dans un fichier.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Choice, "choix"),
        (Self::Short, "texte"),
        (Self::Compiles, "compile"),
        (Self::Prints, "affiche"),
        (Self::Outputs, "sorties"),
        (Self::Blocks, "blocage"),
        (Self::Order, "ordre"),
    ];

    /// Le nom du genre dans un fichier.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(genre, _)| *genre == self)
            .map_or("", |(_, name)| name)
    }
}

/// La clé d'une question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Des propositions, dont une ou plusieurs justes.
    Options(Vec<Proposal>),
    /// Une réponse courte.
    Short {
        /// Les formes admises, une au moins.
        accepted: Vec<Text>,
        /// Ce qui les prouve, si la question a un programme.
        measure: Option<Measure>,
    },
    /// Les étapes, dans le bon ordre.
    Order(Vec<Text>),
}

/// Une proposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Ce qu'elle propose.
    pub content: Content,
    /// Vrai si elle est juste.
    pub right: bool,
    /// Ce qui répond à qui l'a choisie.
    pub why: Option<Text>,
}

/// Ce que propose une proposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Une phrase.
    Text(Text),
    /// Le programme compile (`None`), ou est refusé avec ce code.
    Code(Option<String>),
    /// Une issue du programme.
    Output(Output),
    /// Le programme se bloque-t-il ?
    Blocking(Blocking),
}

/// Une issue d'un programme : ce qu'il affiche, et comment il finit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Output {
    /// Ce qu'il affiche, sans la dernière fin de ligne.
    pub stdout: String,
    /// Comment il finit.
    pub ending: Ending,
}

/// Comment un programme finit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// `main` rend la main.
    Normal,
    /// Plus rien n'avance.
    Deadlock,
    /// `main` panique.
    Panic,
    /// Des fils avancent, mais aucune fin n'est possible.
    Endless,
}

impl Ending {
    /// Ce qui dit cette fin dans un fichier ; `None` pour la fin normale.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Normal => None,
            Self::Deadlock => Some("interblocage"),
            Self::Panic => Some("panique"),
            Self::Endless => Some("sans fin"),
        }
    }

    /// La fin de ce nom.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Deadlock, Self::Panic, Self::Endless]
            .into_iter()
            .find(|ending| ending.name() == Some(name))
    }
}

/// Le programme se bloque-t-il ?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blocking {
    /// Dans aucun ordre.
    Never,
    /// Dans certains ordres.
    Sometimes,
    /// Dans tous.
    Always,
}

impl Blocking {
    /// Les trois réponses, et leur nom dans un fichier.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Never, "jamais"),
        (Self::Sometimes, "parfois"),
        (Self::Always, "toujours"),
    ];

    /// Le nom dans un fichier.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(blocking, _)| *blocking == self)
            .map_or("", |(_, name)| name)
    }
}

/// Ce que mesure une réponse courte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Ce que le programme affiche, toujours.
    Stdout,
    /// Le nombre de ses issues.
    Count,
}

impl Measure {
    /// Les mesures, et leur nom dans un fichier.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Stdout, "sortie"), (Self::Count, "nombre")];
}

impl Question {
    /// Tous les textes français de la question, avec leur ligne ; ni
    /// programmes, ni sorties.
    pub fn texts(&self) -> Vec<&Text> {
        let mut texts = vec![&self.prompt, &self.explanation];
        match &self.answer {
            Answer::Options(proposals) => {
                for proposal in proposals {
                    if let Content::Text(text) = &proposal.content {
                        texts.push(text);
                    }
                    texts.extend(&proposal.why);
                }
            }
            // Ce que tape le lecteur : souvent de l'anglais ou du code.
            Answer::Short { .. } => {}
            Answer::Order(steps) => texts.extend(steps),
        }
        texts
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.stdout.as_str() {
            "" => f.write_str("rien")?,
            stdout => write!(f, "« {} »", stdout.replace('\n', " ⏎ "))?,
        }
        match self.ending.name() {
            Some(ending) => write!(f, ", puis {ending}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "« {} »", text.text),
            Self::Code(None) => f.write_str("le programme compile"),
            Self::Code(Some(code)) => write!(f, "rustc refuse, avec {code}"),
            Self::Output(output) => output.fmt(f),
            Self::Blocking(Blocking::Never) => f.write_str("il ne se bloque jamais"),
            Self::Blocking(Blocking::Sometimes) => f.write_str("il se bloque parfois"),
            Self::Blocking(Blocking::Always) => f.write_str("il se bloque toujours"),
        }
    }
}
