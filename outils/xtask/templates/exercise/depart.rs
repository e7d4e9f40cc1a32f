//! Exercice {number} : {title}

/// À ÉCRIRE : ce que fait la fonction, et son vrai nom
pub fn reponse() -> usize {
    todo!("À ÉCRIRE : ce que le lecteur doit faire")
}
