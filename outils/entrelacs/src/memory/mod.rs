//! La mémoire privée des fils, et l'identité exacte qu'elle leur donne.
//!
//! # Ce que c'est
//!
//! Deux exécutions qui amènent un fil à la même mémoire et à la même annonce lui
//! donnent le même avenir : c'est alors la même étape de l'automate, quelle que
//! soit l'histoire. Un fil qui a oublié un compteur est donc le même qu'un fil
//! qui ne l'a jamais eu ; une boucle n'en est une que si la mémoire est revenue,
//! octet pour octet, ce qu'elle était.
//!
//! # Comment
//!
//! - [`arena`] donne au programme exploré sa mémoire : chaque bloc y est connu
//!   (début, taille, sorte, propriétaire). Le moteur alloue ailleurs.
//! - Quand un fil se suspend, [`scan`] lit sa pile vivante, mot par mot. Un mot
//!   qui désigne un bloc devient (rang de la découverte, décalage), et le bloc
//!   est lu à son tour ; un mot qui désigne une pile devient (fil, décalage).
//!   L'identité est la suite obtenue, réduite à 128 bits.
//! - Un verrou, une file de canal, le résultat d'un fil se désignent eux-mêmes
//!   ([`crate::handle::Header`]) : ce qu'ils protègent n'est pas lu, sauf par le
//!   fil qui le tient. Les autres ne l'apprennent que par une réponse.
//! - Un fil à portée lit et écrit chez ses ancêtres : son identité comprend leur
//!   mémoire à son début, et les mots que lui, ou les fils qu'il a attendus, y ont
//!   changés.
//! - [`scrub`] efface sous la pile à l'entrée de chaque opération : ce qu'une
//!   opération passée y a laissé ne compte pas.
//!
//! # Pourquoi c'est juste
//!
//! Ce que fait un fil entre deux annonces est une fonction de ce qu'il peut
//! lire. Sans `unsafe`, dont l'import refuse le mot, il ne peut lire que :
//!
//! 1. sa pile et les blocs qu'elle atteint, qui sont dans l'identité ;
//! 2. le contenu d'un verrou qu'il tient, qui y est aussi ;
//! 3. la mémoire de ses ancêtres, s'il est à portée : celle de son début, qui y
//!    est, changée par lui, ce qui y est, ou par un autre, ce que le
//!    vérificateur d'emprunts interdit tant qu'il peut la lire ;
//! 4. une réponse, qui étiquette la flèche de l'automate ;
//! 5. une `static`, qui est immuable ou faite d'objets du modèle, lus par des
//!    réponses.
//!
//! Un mot de trop (place morte, bourrage, ordre d'allocation) ne peut que
//! distinguer deux étapes égales : on fusionne moins, on ne se trompe pas.
//!
//! # Ce qui est supposé
//!
//! - Deux suites différentes n'ont pas la même empreinte SipHash de 128 bits : la
//!   probabilité d'une rencontre, à un milliard d'étapes, est inférieure à 10⁻²⁰.
//! - Aucun entier du programme ne vaut par hasard une adresse de l'arène, ni
//!   l'en-tête d'un verrou : les deux commencent par des bits choisis une fois.
//! - Le programme n'observe pas d'adresse : en comparer deux est permis ([`arena`]
//!   date chaque `Arc`), les afficher est refusé par l'import. S'il a de quoi les
//!   ordonner, [`crate::Program::addresses`] le dit, et les adresses elles-mêmes
//!   font partie de l'identité : ce qui est prouvé l'est pour cet ordre.
//!
//! # Sans arène
//!
//! Là où elle ne peut pas être réservée (Windows, une limite de mémoire
//! virtuelle), l'identité d'un fil est l'histoire de ses réponses : c'est
//! toujours juste, et fusionne moins. Voir [`crate::Identity`].

pub(crate) mod arena;
pub(crate) mod pins;
pub(crate) mod scan;

pub(crate) use self::arena::{Kind, inside, outside, with_kind};
pub(crate) use self::scan::{Scan, StackBounds};

/// Efface les octets morts sous la pile du fil courant.
///
/// Les opérations des modèles commencent toutes par là : leurs cadres, et ceux
/// du moteur qu'elles appellent, naissent alors sur des zéros, et non sur ce
/// que l'opération d'avant y a laissé.
#[inline(never)]
pub(crate) fn scrub() {
    /// Plus que ce qu'une opération et l'annonce emploient.
    const WORDS: usize = 768;
    if arena::is_inside() {
        let mut area = [0_u64; WORDS];
        std::hint::black_box(&mut area);
    }
}
