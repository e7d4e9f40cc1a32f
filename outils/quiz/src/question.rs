//! Un quiz et ses questions, une fois lus.

use crate::program::Program;
use crate::text::Text;
use recit::ending::OutcomeKind;
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

/// Une question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// La ligne du fichier où elle commence.
    pub line: usize,
    /// Son nom, unique dans la page.
    pub name: String,
    /// Sa sorte.
    pub kind: Kind,
    /// L'énoncé.
    pub prompt: Text,
    /// Où lire la réponse : « #ancre » ou « page.md#ancre », depuis la page.
    pub passage: Text,
    /// Pourquoi la réponse est celle-là.
    pub explanation: Text,
    /// Le programme dont elle parle.
    pub program: Option<Program>,
    /// Le code d'erreur que donne rustc, s'il refuse ce programme.
    pub code: Option<Text>,
    /// La clé.
    pub answer: Answer,
}

/// La sorte d'une question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
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
    /// À quelle ligne un fil attend-il pour toujours ?
    Line,
    /// À quelle ligne un fil panique-t-il ?
    Panics,
    /// Remettre en ordre.
    Order,
}

impl Named for Kind {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Choice, "choix"),
        (Self::Short, "texte"),
        (Self::Compiles, "compile"),
        (Self::Prints, "affiche"),
        (Self::Outputs, "sorties"),
        (Self::Blocks, "blocage"),
        (Self::Line, "ligne"),
        (Self::Panics, "panique"),
        (Self::Order, "ordre"),
    ];
}

/// Ce qu'un fichier de quiz désigne par un nom.
pub trait Named: Copy + PartialEq + 'static {
    /// Toutes les valeurs, et leur nom dans un fichier.
    const ALL: &'static [(Self, &'static str)];

    /// Le nom dans un fichier.
    fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(known, _)| *known == self);
        found.map_or("", |(_, name)| name)
    }

    /// La valeur de ce nom.
    fn from_name(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known)| *known == name);
        found.map(|(value, _)| *value)
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
        /// Les réponses fausses que l'on attend.
        mistakes: Vec<Mistake>,
    },
    /// Des étapes à remettre en ordre.
    Order {
        /// Dans le bon ordre.
        steps: Vec<Text>,
        /// Pourquoi chacune, sauf la première, suit la précédente.
        whys: Vec<Text>,
    },
}

/// Une réponse courte fausse, que l'on attend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Ses formes, une au moins.
    pub forms: Vec<Text>,
    /// Ce qui répond à qui l'a donnée.
    pub why: Text,
}

/// Une proposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Ce qu'elle propose.
    pub content: Content,
    /// Vrai si elle est juste.
    pub right: bool,
    /// Ce qui répond à qui l'a choisie ; là si elle est fausse.
    pub why: Option<Text>,
}

/// Ce que propose une proposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Une phrase.
    Text(Text),
    /// Le programme compile, ou non, et pourquoi.
    Compiles {
        /// La ligne de son fichier que rustc refuse ; aucune s'il compile.
        refused: Option<usize>,
        /// Pourquoi.
        reason: Text,
    },
    /// Un fil peut attendre pour toujours, ou paniquer, à cette ligne du fichier, et
    /// pourquoi.
    Line {
        /// La ligne.
        line: usize,
        /// Pourquoi.
        reason: Text,
    },
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
    pub ending: OutcomeKind,
}

impl Output {
    /// L'issue d'un programme qui affiche `stdout` et finit ainsi.
    pub fn new(stdout: &str, ending: OutcomeKind) -> Self {
        Self {
            stdout: stdout.strip_suffix('\n').unwrap_or(stdout).to_owned(),
            ending,
        }
    }
}

// Une fin normale ne se nomme pas.
impl Named for OutcomeKind {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Deadlock, Self::Deadlock.label()),
        (Self::Panic, Self::Panic.label()),
        (Self::Livelock, Self::Livelock.label()),
        (Self::Error, Self::Error.label()),
        (Self::Abort, Self::Abort.label()),
    ];
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

impl Named for Blocking {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Never, "jamais"),
        (Self::Sometimes, "parfois"),
        (Self::Always, "toujours"),
    ];
}

/// Ce que mesure une réponse courte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Ce que le programme affiche, toujours.
    Stdout,
    /// Le nombre de ses issues.
    Count,
}

impl Named for Measure {
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Stdout, "sortie"), (Self::Count, "nombre")];
}

impl Question {
    /// Ce qui commence un message sur elle.
    pub fn about(&self) -> String {
        format!("question « {} » : ", self.name)
    }

    /// Tous les textes français de la question, avec leur ligne ; ni
    /// programmes, ni sorties.
    pub fn texts(&self) -> Vec<&Text> {
        let mut texts = vec![&self.prompt, &self.explanation];
        match &self.answer {
            Answer::Options(proposals) => {
                for proposal in proposals {
                    if let Content::Text(text)
                    | Content::Compiles { reason: text, .. }
                    | Content::Line { reason: text, .. } = &proposal.content
                    {
                        texts.push(text);
                    }
                    texts.extend(&proposal.why);
                }
            }
            // Ce que tape le lecteur est souvent de l'anglais ou du code.
            Answer::Short { mistakes, .. } => texts.extend(mistakes.iter().map(|it| &it.why)),
            Answer::Order { steps, whys } => texts.extend(steps.iter().chain(whys)),
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
        match self.ending {
            OutcomeKind::Exit => Ok(()),
            ending => write!(f, ", puis {ending}"),
        }
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "« {} »", text.text),
            Self::Compiles {
                refused: None,
                reason,
            } => write!(f, "le programme compile : « {} »", reason.text),
            Self::Compiles {
                refused: Some(line),
                reason,
            } => write!(f, "rustc refuse la ligne {line} : « {} »", reason.text),
            Self::Line { line, reason } => {
                write!(f, "un fil s'arrête à la ligne {line} : « {} »", reason.text)
            }
            Self::Output(output) => output.fmt(f),
            Self::Blocking(Blocking::Never) => f.write_str("il ne se bloque jamais"),
            Self::Blocking(Blocking::Sometimes) => f.write_str("il se bloque parfois"),
            Self::Blocking(Blocking::Always) => f.write_str("il se bloque toujours"),
        }
    }
}
