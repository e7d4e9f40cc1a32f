//! Le préprocesseur mdBook du cours.
//!
//! Les pages sont du Markdown ; ce préprocesseur y ajoute ce que mdBook ne sait
//! pas faire, et refuse, avec la page et la ligne, ce que mdBook laisserait
//! passer.
//!
//! | module | rôle |
//! |---|---|
//! | [`directive`] | trouve les `{{#…}}` d'une page et refuse les inconnues |
//! | [`inclusion`] | vérifie la cible de chaque `{{#include}}` |
//! | [`listing`] | `{{#listing chapitre/nom}}` : un programme, son Go, sa sortie |
//! | [`sortie`] | le fichier `.sortie` : les issues permises d'un programme |
//! | [`preuve`] | ce que l'exploration prouve de ces issues |
//! | [`pas_a_pas`] | l'explorateur d'exécutions sous chaque listing |
//! | [`mission`] | ce que le lecteur doit y faire arriver |
//! | [`refus`] | `{{#refus chapitre/nom}}` : un programme que rustc refuse |
//! | [`exercice`] | `{{#exercice nn_nom}}` : la page d'un exercice, faite de ses fichiers |
//! | [`chapitres`] | `{{#chapitres}}` : les chapitres, leurs pages, leurs durées |
//! | [`quiz`] | `{{#quiz}}` : les questions de la page |
//! | [`ancres`] | les ancres que mdBook donne aux titres |
//! | [`alertes`] | titres français des `> [!NOTE]` |
//! | [`enseignant`] | les notes de l'enseignant, `> [!DEMANDER]` |
//! | [`cursus`] | ce que chaque page demande : durée, programmes, questions |
//! | [`plan`] | `{{#plan_de_seance}}` : de quoi préparer un cours |
//! | [`progres`] | `{{#progres}}` : la progression du lecteur |
//! | [`reglages`] | la table `[preprocessor.cours]` de `book.toml` |
//! | [`typographie`] | espaces insécables de la ponctuation française |
//! | [`duree`] | temps de lecture |
//! | [`blocs`] | les blocs que skeptic compile, avec leur origine |
//! | [`diagrammes`] | figures Mermaid, script chargé seulement là où il sert |
//! | [`interface`] | le thème de mdBook, en français |
//! | [`assemblage`] | les styles et les scripts du thème, réunis |
//! | [`recherche`] | l'index de la recherche |
//!
//! Une page passe par ces étapes dans l'ordre suivant : directives vérifiées
//! sur le texte d'origine (les lignes des messages sont donc celles du
//! fichier), puis alertes, typographie, texte à côté du code,
//! développement des directives, diagrammes. Pour le rendu `skeptic`, seul ce qui doit compiler est gardé.

pub mod adresse;
pub mod alertes;
pub mod ancres;
pub mod assemblage;
pub mod blocs;
pub mod chapitres;
pub mod cursus;
pub mod diagrammes;
pub mod directive;
pub mod duo;
pub mod duree;
pub mod enseignant;
pub mod erreur;
pub mod exercice;
pub mod fichiers;
pub mod graphe;
pub mod inclusion;
pub mod interface;
pub mod listing;
pub mod meta;
pub mod mission;
pub mod page;
pub mod paire;
pub mod pas_a_pas;
pub mod plan;
pub mod preuve;
pub mod progres;
pub mod quiz;
#[cfg(feature = "recherche")]
pub mod recherche;
pub mod refus;
pub mod reglages;
pub mod sommaire;
pub mod sortie;
pub mod typographie;

mod cours;
mod html;

pub use cours::Cours;
pub use mdbook_preprocessor::MDBOOK_VERSION;
