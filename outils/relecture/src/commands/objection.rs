//! Pourquoi une commande est refusée.

/// Ce qu'une commande a de faux.
#[derive(Debug)]
pub(super) enum Objection {
    /// Elle échouerait.
    Wrong(String),
    /// Il y manque un nom. Dans une phrase, elle désigne l'outil :
    /// « `cargo run` compile, puis lance ».
    Incomplete(String),
}

impl Objection {
    /// Une commande qui échouerait.
    pub(super) fn wrong(message: &str) -> Self {
        Self::Wrong(message.to_owned())
    }

    /// Une commande à qui il manque quelque chose.
    pub(super) fn incomplete(message: &str) -> Self {
        Self::Incomplete(message.to_owned())
    }

    pub(super) fn message(self) -> String {
        match self {
            Self::Wrong(message) | Self::Incomplete(message) => message,
        }
    }
}
