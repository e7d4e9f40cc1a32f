//! Les couleurs du code, mises dans les pages quand le livre est construit : le
//! lecteur n'attend pas un script pour les voir, et s'en passe.
//!
//! | module | rôle |
//! |---|---|
//! | [`syntax`] | un texte entre, ses mots classés sortent |
//! | [`painter`] | de même, en se souvenant de ce qui est déjà classé |
//! | [`pages`] | les blocs de code des pages que mdBook a écrites |
//!
//! Les classes sont celles de highlight.js, qui colore l'éditeur de la page ;
//! `theme/code.css` leur donne leurs couleurs, dans chaque thème.

pub mod pages;
pub mod painter;
pub mod syntax;

pub use painter::Painter;
