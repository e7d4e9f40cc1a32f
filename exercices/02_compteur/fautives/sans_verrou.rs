//! Deux champs ordinaires, modifiés par une référence partagée
//!
//! Rejet : compilation
//! Message : E0594

pub struct Bilan {
    total: usize,
    record: usize,
}

impl Bilan {
    pub fn new() -> Self {
        Self {
            total: 0,
            record: 0,
        }
    }

    pub fn noter(&self, n: usize) {
        self.total += n;
        self.record = self.record.max(n);
    }

    pub fn lire(&self) -> (usize, usize) {
        (self.total, self.record)
    }
}
