//! L'erreur d'un quiz : un fichier, une ligne, une question, ce qu'il faut faire.

use std::fmt;

/// Ce qui ne va pas dans un quiz.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", self.place(), self.told())]
pub struct QuizError {
    /// Le fichier, depuis la racine du livre.
    pub file: String,
    /// La ligne, à partir de 1 ; 0 si l'erreur est celle du fichier entier.
    pub line: usize,
    /// Le nom de la question, ou son rang si elle n'a pas de nom ; vide si
    /// l'erreur n'est pas celle d'une question.
    pub question: String,
    /// Ce qui ne va pas et comment le corriger.
    pub message: String,
}

impl QuizError {
    fn place(&self) -> String {
        match self.line {
            0 => self.file.clone(),
            line => format!("{}:{line}", self.file),
        }
    }

    /// La question, puis le message.
    pub fn told(&self) -> impl fmt::Display {
        match self.question.as_str() {
            "" => self.message.clone(),
            question => format!("question {question} : {}", self.message),
        }
    }
}
