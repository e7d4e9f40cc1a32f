//! Les quiz : chaque page a le sien, il ne se devine pas, et il ne demande que ce que
//! le livre a déjà dit.
//!
//! | module | ce qui est relu |
//! |---|---|
//! | [`shown`] | chaque page de cours a son quiz, et le montre |
//! | [`guesses`] | ce que gagne qui répond sans lire |
//! | [`repeats`] | aucun programme n'est celui d'un listing de la page, ni d'une autre question |
//! | [`taught`] | rien n'est demandé avant d'avoir été dit |

pub mod guesses;
pub mod repeats;
pub mod shown;
pub mod taught;
