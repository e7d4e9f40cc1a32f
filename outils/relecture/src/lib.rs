//! La relecture du livre : ce que ses tests (`tests/`) demandent à chaque page.
//!
//! | module | ce qui est relu |
//! |---|---|
//! | [`pages`] | les blocs de code, la forme, le sommaire, les programmes montrés |
//! | [`quizzes`] | les quiz : un par page, qui ne se devine pas et ne devance pas le livre |
//! | [`commands`] | les commandes que le lecteur tape |
//! | [`links`] | les liens et les ancres du livre rendu |
//! | [`text`] | ce qui se lit : les phrases des pages, des programmes, des quiz |
//! | [`language`] | l'orthographe, la typographie et le vocabulaire de ce texte |

/// Une expression régulière, compilée une fois.
macro_rules! regex {
    (static $name:ident = $form:expr) => {
        static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| regex::Regex::new($form).expect("constante"));
    };
}

pub mod commands;
pub mod language;
pub mod links;
pub mod pages;
pub mod quizzes;
pub mod text;
