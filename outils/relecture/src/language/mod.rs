//! Le français correct : le dictionnaire, la liste des mots du livre, la
//! typographie, un mot pour chaque chose.

pub mod lexicon;
pub mod typography;
pub mod vocabulary;
pub mod word_list;

mod words;
