//! {title}

fn main() {
    // À ÉCRIRE : le programme, en 40 lignes de 76 colonnes au plus
    println!("À ÉCRIRE : ce qu'affiche le programme");
}
