//! Le cours : l'ordre des pages, ce qu'elles demandent.

pub mod chapters;
pub mod exercises;
pub mod lesson;
pub mod plan;
pub mod progress;

use lesson::Lesson;

/// Le cours, une fois toutes ses pages lues.
#[derive(Debug, Default)]
pub struct Course {
    /// Ses leçons, dans l'ordre du sommaire.
    pub lessons: Vec<Lesson>,
    /// Combien de programmes il montre, chacun compté une fois.
    pub programs: usize,
}
