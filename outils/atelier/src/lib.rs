//! Le serveur local du livre.
//!
//! Il sert un dossier de pages sur localhost, le refait à chaque enregistrement
//! d'un fichier du livre, et recharge alors les pages ouvertes qui ont changé.
//! Un livre qui ne se construit plus n'efface pas le précédent : l'erreur se lit
//! dans le terminal et dans les pages ouvertes.
//!
//! | module | rôle |
//! |---|---|
//! | [`access`] | qui a le droit de demander quoi |
//! | [`listeners`] | les ports de localhost, pris ou libres |
//! | [`editions`] | le livre servi : le dernier bon, et ce qui manque au suivant |
//! | [`builder`] | un nouveau livre à chaque enregistrement |
//! | [`pages`] | les pages et leurs fichiers, par HTTP |
//! | [`news`] | ce que les pages ouvertes apprennent |
//! | [`workshop`] | exécuter et explorer le programme du lecteur |
//! | [`server`] | tout cela ensemble, jusqu'à Ctrl-C |

pub mod access;
pub mod builder;
pub mod editions;
pub mod error;
pub mod listeners;
pub mod news;
pub mod pages;
pub mod server;
pub mod workshop;

pub use builder::{Built, Extent};
pub use error::Error;
pub use server::{Settings, serve};
