/// Les dossiers dont aucun programme ne se compare à shuttle : il ne sait finir un
/// processus ni avec un statut, ni brutalement ; et n'a ni `io`, ni ce que
/// `courant/` et `memoire/` éprouvent.
pub const EXCLUDED_FOLDERS: &[&str] = &["courant/", "fins/", "memoire/"];

/// Ce que shuttle n'a pas : un programme qui le nomme ne se compare pas à lui.
pub const EXCLUDED_WORDS: &[&str] = &["LazyLock", "OnceLock"];

/// Les programmes qui ne se comparent pas à shuttle : leur nom, ce que leur texte
/// contient et qui l'empêche, et pourquoi. Cette liste ne peut que raccourcir :
/// une entrée de trop fait échouer `shuttle`.
pub const EXCLUDED: &[(&str, &str, &str)] = &[
    ("classiques/attente_reprise", "Instant::now", "sans horloge, entrelacs refuse de donner l'heure"),
    ("classiques/lecture_double", "read()", "shuttle refuse qu'un fil lise deux fois à la fois"),
    ("semantique/echeances", "Instant::now", "sans horloge, entrelacs refuse de donner l'heure"),
    ("semantique/lecteurs_et_ecrivain", "downgrade", "les verrous de shuttle n'ont pas downgrade"),
    ("classiques/bavard", "loop {", "aucune exécution n'en finit, chez shuttle ni ailleurs"),
    ("classiques/hasard", "HashMap", "il n'est pas déterministe : entrelacs le refuse"),
    ("semantique/cellules", "AtomicCell", "le paquet de l'oracle n'a de crossbeam-utils que les groupes"),
    ("semantique/chemins", "std::io", "la façade de shuttle n'a pas io"),
    ("semantique/fils_de_crossbeam", "Parker", "le paquet de l'oracle n'a de crossbeam-utils que les groupes"),
    ("semantique/conditions", "wait_timeout", "les délais du Condvar de shuttle n'expirent jamais"),
    ("semantique/locales", "thread_local!", "le thread_local! du système garde sa valeur d'une exécution à l'autre"),
    ("semantique/mpsc", "recv_timeout", "les délais de shuttle::sync::mpsc n'expirent jamais"),
    ("semantique/verrous", "is_poisoned", "les verrous de shuttle n'ont pas is_poisoned"),
];
