/// Les programmes qui se prouvent à plusieurs tailles : leur nom, la constante qui en
/// change, et ses valeurs. Celui dont elle vaut 3 s'appelle « nom_3 ».
pub const SIZES: &[(&str, &str, &[u32])] = &[
    ("classiques/philosophes", "PHILOSOPHES", &[2, 3, 4, 5]),
    ("classiques/philosophes_ordonnes", "PHILOSOPHES", &[3, 4]),
    ("memoire/compteur", "TOURS", &[10]),
    ("tailles/mutex", "FILS", &[2, 3, 4, 5]),
];
