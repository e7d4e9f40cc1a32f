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
