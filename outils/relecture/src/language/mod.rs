//! Le français correct : le dictionnaire, la liste des mots du livre, la
//! typographie.

pub mod lexicon;
pub mod typography;
pub mod word_list;

mod words;
