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
//!   qui désigne un bloc vivant devient (rang de la découverte, décalage), et le
//!   bloc est lu à son tour ; un mot qui désigne une pile devient (fil, décalage).
//!   Tout autre mot est lu tel quel, adresse d'un bloc rendu ou du moteur comprise :
//!   sa moitié basse peut être un entier vivant de 32 bits, à côté du reste d'un
//!   ancien pointeur. L'identité est la suite obtenue, réduite à 128 bits.
//! - D'un `Arc`, les deux compteurs ne sont pas lus : ils ne s'observent que par des
//!   opérations annoncées. Son bloc porte une date, le fil et le rang de sa création,
//!   qui est lue : deux `Arc` de même contenu restent deux.
//! - Un verrou, une file de canal, le résultat d'un fil se désignent eux-mêmes
//!   ([`header`]). Là où il est épinglé ([`pins`]), et là seulement, ce
//!   qu'un verrou protège n'est pas lu, sauf par le fil qui le tient : les autres ne
//!   l'apprennent que par une réponse. Ailleurs, il est lu comme le reste.
//! - `get_mut` emprunte un verrou sans le prendre : son contenu est alors lu où il
//!   est, dans la mémoire de l'emprunteur, et change avec elle.
//! - Un fil d'une portée lit et écrit chez ses ancêtres : son identité comprend leur
//!   mémoire à son début, avec ce que protègent les verrous qu'ils tiennent, car une
//!   garde se prête aussi ; et les mots que lui, ou les fils qu'il a attendus, y ont
//!   changés.
//! - Une valeur qui passe d'un fil à l'autre, message ou contenu d'un verrou, peut
//!   désigner la variable d'un ancêtre : son empreinte comprend alors ce qu'elle y
//!   désigne, et qui la reçoit relit la mémoire de ses ancêtres.
//! - [`scrub`] efface sous la pile à l'entrée de chaque opération : ce qu'une
//!   opération passée y a laissé ne compte pas.
//!
//! # Pourquoi c'est juste
//!
//! Ce que fait un fil entre deux annonces est une fonction de ce qu'il peut
//! lire. Sans `unsafe`, dont l'import refuse le mot, il ne peut lire que :
//!
//! 1. sa pile et les blocs qu'elle atteint, qui sont dans l'identité ;
//! 2. le contenu d'un verrou qu'il tient, ou qu'il emprunte par `get_mut`, qui y est
//!    aussi ;
//! 3. la mémoire de ses ancêtres et ce que protègent leurs gardes, s'il est à portée :
//!    celle de son début, qui y est, changée par lui ou par un fil qu'il a attendu, ce
//!    qui y est, ou par un autre, qui a pu lui rendre une référence : une réponse la
//!    donne, dont l'empreinte dit ce qu'elle désigne, et cette mémoire est relue. Par
//!    un autre encore, le vérificateur d'emprunts l'interdit tant qu'il peut la lire ;
//! 4. une réponse, qui étiquette la flèche de l'automate ;
//! 5. une `static`, qui est immuable ou faite d'objets du modèle, lus par des
//!    réponses ; ou la valeur d'une cellule d'une `static`, qui ne change plus, et qui
//!    est dans l'identité si le fil la désigne.
//!
//! Un verrou masqué ne cache rien de ce que le fil peut lire : épinglé dans un bloc,
//! il y a été rencontré par une opération ; épinglé sur une pile, il y est emprunté,
//! et son propriétaire ne peut ni le déplacer ni le détruire avant la fin de la portée,
//! où l'épingle est ôtée. La copie morte d'un en-tête n'est pas épinglée : ce que le
//! programme range après elle est lu.
//!
//! Un mot de trop (place morte, bourrage, adresse d'un bloc rendu, ordre d'allocation)
//! ne peut que distinguer deux étapes égales : on fusionne moins, on ne se trompe pas.
//!
//! # Ce qui est supposé
//!
//! - Deux suites différentes n'ont pas la même empreinte SipHash-1-3 de 128 bits : la
//!   probabilité d'une rencontre, à un milliard d'étapes, est inférieure à 10⁻²⁰.
//! - Aucun mot du programme qui n'est pas un pointeur ne vaut l'adresse d'un bloc vivant
//!   ou d'une pile. La fenêtre des arènes commence à une adresse dont les deux moitiés
//!   sont quelconques : un petit entier n'y tombe pas, même à côté du reste d'un ancien
//!   pointeur.
//! - Là où un verrou est épinglé, aucun entier ne vaut son en-tête : les deux mots qui le
//!   font reconnaître commencent par des bits choisis une fois.
//! - Un verrou déplacé par `mem::replace` hors d'un bloc qui continue de servir ne laisse
//!   pas intact son en-tête devant une autre donnée vivante : voir [`pins`].
//! - Le programme n'observe pas d'adresse : demander si deux sont égales est permis, les
//!   afficher est refusé par l'import. S'il a de quoi les ordonner,
//!   [`crate::Program::addresses`] le dit, et les adresses elles-mêmes font partie de
//!   l'identité : ce qui est prouvé l'est pour l'ordre qu'elles ont ici.
//!
//! # Sans arène
//!
//! Là où elle ne peut pas être réservée (Windows, une limite de mémoire
//! virtuelle), l'identité d'un fil est l'histoire de ses réponses : c'est
//! toujours juste, et fusionne moins. Voir [`crate::Identity`].

pub(crate) mod arena;
pub(crate) mod header;
pub(crate) mod pins;
pub(crate) mod scan;
pub(crate) mod stack;

pub(crate) use self::arena::{Kind, inside, outside, with_kind};
pub(crate) use self::scan::Scan;
pub(crate) use self::stack::StackBounds;

/// Efface les octets morts sous la pile du fil courant.
///
/// Les opérations des modèles commencent toutes par là : leurs cadres, et ceux
/// du moteur qu'elles appellent, naissent alors sur des zéros, et non sur ce
/// que l'opération d'avant y a laissé.
#[inline(never)]
pub(crate) fn scrub() {
    /// Plus que ce qu'une opération et l'annonce emploient.
    const WORDS: usize = 1280;
    if arena::is_inside() {
        let mut area = [0_u64; WORDS];
        std::hint::black_box(&mut area);
    }
}
