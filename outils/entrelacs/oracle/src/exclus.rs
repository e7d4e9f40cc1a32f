/// Les programmes que shuttle ne peut pas exécuter : leur nom, ce que leur texte
/// contient et que shuttle n'a pas, et pourquoi. Cette liste ne peut que
/// raccourcir : une entrée de trop fait échouer `oracle`.
pub const EXCLUDED: &[(&str, &str, &str)] = &[
    ("classiques/bavard", "loop {", "aucune exécution n'en finit, chez shuttle ni ailleurs"),
    ("classiques/hasard", "HashMap", "il n'est pas déterministe, et shuttle non plus ne l'accepte pas"),
    ("semantique/conditions", "LazyLock", "shuttle n'a ni LazyLock ni OnceLock"),
    ("semantique/mpsc", "recv_timeout", "les délais de shuttle::sync::mpsc n'expirent jamais"),
    ("semantique/verrous", "is_poisoned", "les verrous de shuttle n'ont pas is_poisoned"),
];
