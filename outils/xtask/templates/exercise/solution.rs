//! À ÉCRIRE : pourquoi cette solution est juste

/// À ÉCRIRE : ce que fait la fonction, et son vrai nom
pub fn reponse() -> usize {
    1
}
