//! Ce qu'un texte doit dire.

/// Fait échouer le test si l'une de `parts` manque dans `text`, en montrant les deux.
///
/// # Panics
///
/// S'il en manque une.
#[track_caller]
pub fn assert_contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "« {part} » manque dans :\n{text}");
    }
}

/// De même si `text` a l'une de `parts`.
///
/// # Panics
///
/// S'il en a une.
#[track_caller]
pub fn assert_lacks(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(
            !text.contains(part),
            "« {part} » est de trop dans :\n{text}"
        );
    }
}
