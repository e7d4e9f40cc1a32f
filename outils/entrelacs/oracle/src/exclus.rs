/// Les programmes que shuttle ne peut pas exécuter : leur nom, ce que leur texte
/// contient et que shuttle n'a pas, et pourquoi. Cette liste ne peut que
/// raccourcir : une entrée de trop fait échouer `oracle`.
pub const EXCLUDED: &[(&str, &str, &str)] = &[
    ("classiques/attente_reprise", "Instant::now", "sans horloge, entrelacs refuse de donner l'heure"),
    ("classiques/lecture_double", "read()", "shuttle refuse qu'un fil lise deux fois à la fois"),
    ("semantique/echeances", "Instant::now", "sans horloge, entrelacs refuse de donner l'heure"),
    ("semantique/reveils", "OnceLock", "shuttle n'a ni LazyLock ni OnceLock"),
    ("semantique/lecteurs_et_ecrivain", "downgrade", "les verrous de shuttle n'ont pas downgrade"),
    ("semantique/delais_entre_fils", "mpsc", "les délais de shuttle::sync::mpsc n'expirent jamais"),
    ("classiques/bavard", "loop {", "aucune exécution n'en finit, chez shuttle ni ailleurs"),
    ("classiques/hasard", "HashMap", "il n'est pas déterministe, et shuttle non plus ne l'accepte pas"),
    ("semantique/conditions", "LazyLock", "shuttle n'a ni LazyLock ni OnceLock"),
    ("semantique/mpsc", "recv_timeout", "les délais de shuttle::sync::mpsc n'expirent jamais"),
    ("semantique/verrous", "is_poisoned", "les verrous de shuttle n'ont pas is_poisoned"),
];
