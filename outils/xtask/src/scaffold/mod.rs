//! `cargo xtask nouveau` : ce que demandent les recettes de CONTRIBUTING.md, avec
//! un texte qui dit quoi écrire.
//!
//! Ce qui reste à écrire commence par [`MARKER`] : `cargo test` le nomme, avec sa
//! ligne. Chaque recette ([`recipes`]) prépare un brouillon ([`draft`]), écrit
//! en entier ou pas du tout.

pub mod draft;
pub mod recipes;

use crate::root;
use anyhow::Result;
use clap::{Args, ValueEnum};
use draft::Draft;
use std::path::Path;
use std::process::ExitCode;

/// Ce qui précède ce qui reste à écrire.
pub const MARKER: &str = "À ÉCRIRE : ";

/// Ce qui se crée.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Une page et son quiz.
    Page,
    /// Un programme et son jumeau en Go.
    #[value(name = "programme")]
    Program,
    /// Un exercice et sa page.
    #[value(name = "exercice")]
    Exercise,
    /// Le quiz d'une page.
    Quiz,
    /// Les variantes d'un programme.
    #[value(name = "variantes")]
    Variants,
}

/// Ce qui est demandé.
#[derive(Debug, Clone, Args)]
pub struct Request {
    /// page, programme, exercice, quiz ou variantes
    #[arg(value_name = "GENRE", value_enum, hide_possible_values = true)]
    pub kind: Kind,

    /// Son nom : chapitre/nom ; pour un exercice, nom
    #[arg(value_name = "NOM")]
    pub name: String,

    /// Le chapitre, si NOM ne le dit pas
    #[arg(long = "chapitre", value_name = "CHAPITRE")]
    pub chapter: Option<String>,

    /// Le titre ; sans lui, il est tiré du nom
    #[arg(long = "titre", value_name = "TITRE")]
    pub title: Option<String>,

    /// La page qui prépare à un exercice, chapitre/page
    #[arg(long = "page", value_name = "PAGE")]
    pub page: Option<String>,
}

/// Crée ce qui est demandé, et dit quels fichiers sont à compléter.
///
/// # Errors
///
/// Celles de [`create`], ou un dépôt introuvable.
pub fn scaffold(request: &Request) -> Result<ExitCode> {
    let draft = create(&root::find()?, request)?;
    for (verb, files) in [("Créé", &draft.created), ("Complété", &draft.edited)] {
        for (file, _) in files {
            println!("{verb} : {file}");
        }
    }
    println!(
        "\nCherchez-y « {} » et remplacez-le ; `cargo test` nomme ce qui manque.",
        MARKER.trim_end_matches(" : ")
    );
    if let Some(advice) = &draft.advice {
        println!("{advice}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Crée ce qui est demandé dans le dépôt `root`.
///
/// # Errors
///
/// Un nom, un chapitre, une option ou un titre refusés, un fichier qui existe
/// déjà ou ne s'écrit pas. Rien n'est alors changé.
pub fn create(root: &Path, request: &Request) -> Result<Draft> {
    let draft = match request.kind {
        Kind::Page => recipes::page(root, request),
        Kind::Program => recipes::program(root, request),
        Kind::Exercise => recipes::exercise(root, request),
        Kind::Quiz => recipes::quiz(root, request),
        Kind::Variants => recipes::variants(root, request),
    }?;
    draft.write(root)?;
    Ok(draft)
}
