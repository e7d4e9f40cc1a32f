//! Le préprocesseur mdBook du cours.
//!
//! Les pages sont du Markdown ; ce préprocesseur y ajoute ce que mdBook ne sait
//! pas faire, et refuse, avec la page et la ligne, ce que mdBook laisserait
//! passer.
//!
//! | module | rôle |
//! |---|---|
//! | [`page`] | la page : du Markdown entre, du Markdown sort |
//! | [`program`] | ce qui est lu dans `listings/` : programmes, sorties, graphes |
//! | [`directives`] | ce que deviennent les `{{#…}}`, un fichier par directive |
//! | [`course`] | l'ordre des pages, les durées, le plan de séance, la progression |
//! | [`theme`] | l'interface de mdBook en français, les styles et les scripts réunis |
//! | [`colors`] | les couleurs du code |
//! | [`index`] | l'index de la recherche |
//! | [`edition`] | le livre rendu, et le suivant, dont seules les pages changées sont refaites |
//! | [`generated`] | ce que la construction écrit, sous `target/` |
//! | [`settings`] | la table `[preprocessor.cours]` de `book.toml` |
//!
//! Une page passe par ces étapes dans l'ordre suivant : directives lues et
//! vérifiées sur le texte d'origine (les lignes des messages sont donc celles du
//! fichier), nombres des graphes, encadrés et texte à côté du code, typographie,
//! développement des directives, diagrammes ; puis, toutes les pages lues, ce qui
//! parle de tout le cours. Pour le rendu `skeptic`, seul ce qui doit compiler est
//! gardé.

pub mod address;
pub mod colors;
pub mod command;
pub mod course;
pub mod directives;
pub mod edition;
pub mod error;
pub mod folders;
pub mod generated;
pub mod index;
pub mod page;
pub mod program;
pub mod questions;
pub mod settings;
mod stamp;
pub mod theme;

mod preprocessor;

pub use edition::{Edition, render};
pub use mdbook_preprocessor::MDBOOK_VERSION;
pub use preprocessor::{CoursePreprocessor, Indexing};
