//! L'ordre dans lequel une page montre les propositions et les étapes.

use crate::question::{Answer, Kind, Question};
use fnv::FnvHasher;
use std::hash::Hasher as _;

impl Question {
    /// Ce qui la distingue dans tout le livre, pour une ancre : elle est de la page
    /// `page` (« chapitre/page »).
    pub fn id(&self, page: &str) -> String {
        format!("{}-{}", page.replace('/', "-"), self.name)
    }

    /// Les rangs de ses propositions, ou de ses étapes, dans l'ordre affiché ; rien si
    /// la réponse s'écrit. Il ne change pas d'une construction à l'autre.
    pub fn displayed(&self, page: &str) -> Vec<usize> {
        let id = self.id(page);
        let shuffled = |texts: Vec<String>| {
            let mut ranks: Vec<usize> = (0..texts.len()).collect();
            ranks.sort_by_key(|&rank| mixed(&format!("{id}{}", texts[rank])));
            ranks
        };
        match &self.answer {
            Answer::Options(proposals) => match self.kind {
                // Leurs réponses ont un ordre à elles.
                Kind::Compiles | Kind::Blocks | Kind::Line | Kind::Panics => {
                    (0..proposals.len()).collect()
                }
                _ => shuffled(proposals.iter().map(|it| it.content.to_string()).collect()),
            },
            Answer::Short { .. } => Vec::new(),
            Answer::Order { steps, .. } => {
                let mut ranks = shuffled(steps.iter().map(|step| step.text.clone()).collect());
                if ranks.is_sorted() {
                    ranks.rotate_left(1);
                }
                ranks
            }
        }
    }

    /// Vrai si plusieurs propositions peuvent être cochées.
    pub fn several(&self) -> bool {
        let Answer::Options(proposals) = &self.answer else {
            return false;
        };
        let right = proposals.iter().filter(|proposal| proposal.right).count();
        self.kind == Kind::Outputs || right > 1
    }
}

/// Un mélange qui ne change pas d'une construction à l'autre (`FNV-1a`, 64 bits,
/// puis le brassage final de `SplitMix64`).
fn mixed(text: &str) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(text.as_bytes());
    let fnv = hasher.finish();
    let mixed = (fnv ^ (fnv >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
