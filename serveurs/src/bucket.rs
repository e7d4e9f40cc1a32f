//! Un seau de jetons : un par message, rendus peu à peu.

use std::time::Instant;

/// Le seau d'un membre.
#[derive(Debug)]
pub struct Bucket {
    rate: f64,
    tokens: f64,
    last: Instant,
}

impl Bucket {
    /// Un seau plein, de `rate` jetons par seconde et du double en réserve ; 0 ne
    /// limite rien.
    #[must_use]
    pub fn new(rate: u32, now: Instant) -> Self {
        let rate = f64::from(rate);
        Self {
            rate,
            tokens: 2.0 * rate,
            last: now,
        }
    }

    /// Prend un jeton, s'il en reste.
    pub fn take(&mut self, now: Instant) -> bool {
        if self.rate == 0.0 {
            return true;
        }
        let earned = self.rate * now.duration_since(self.last).as_secs_f64();
        self.tokens = (self.tokens + earned).min(2.0 * self.rate);
        self.last = now;
        let enough = self.tokens >= 1.0;
        if enough {
            self.tokens -= 1.0;
        }
        enough
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn un_seau_de_vingt_en_laisse_passer_quarante_puis_vingt_par_seconde() {
        let start = Instant::now();
        let mut bucket = Bucket::new(20, start);
        let taken = |bucket: &mut Bucket, now| (0..100).filter(|_| bucket.take(now)).count();
        assert_eq!(taken(&mut bucket, start), 40);
        assert_eq!(taken(&mut bucket, start + Duration::from_secs(1)), 20);
        assert_eq!(taken(&mut bucket, start + Duration::from_secs(100)), 40);
    }

    #[test]
    fn un_debit_nul_ne_limite_rien() {
        let start = Instant::now();
        let mut bucket = Bucket::new(0, start);
        assert!((0..1000).all(|_| bucket.take(start)));
    }
}
