//! Le silence d'un membre : le fil qui lit dit ce qu'il entend, celui qui écrit
//! regarde l'heure.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::time::{Duration, Instant};

/// Ce que demande le silence.
pub enum Look {
    /// Rien, avant ce temps.
    Wait(Duration),
    /// De sonder le membre.
    Ping,
    /// D'en finir.
    Over,
}

/// Ce que l'on sait du silence d'un membre. Les instants sont en millisecondes
/// depuis `born`.
pub struct Silence {
    limit: Duration,
    born: Instant,
    /// Celui du dernier octet reçu.
    heard: AtomicU64,
    /// Celui de la dernière sonde.
    asked: AtomicU64,
}

impl Silence {
    /// Un silence qui commence, et que `limit` borne.
    ///
    /// # Errors
    ///
    /// Aucune ici : un autre a besoin d'un fil.
    pub fn new(limit: Duration) -> io::Result<Self> {
        Ok(Self {
            limit,
            born: Instant::now(),
            heard: AtomicU64::new(0),
            asked: AtomicU64::new(0),
        })
    }

    /// Un octet vient d'arriver.
    pub fn hear(&self) {
        self.heard.store(self.now(), SeqCst);
    }

    /// Ce qu'il demande à cet instant.
    pub fn look(&self) -> Look {
        let since = |instant: u64| self.born + Duration::from_millis(instant);
        let (now, heard) = (Instant::now(), since(self.heard.load(SeqCst)));
        let (half, end) = (heard + self.limit / 2, heard + self.limit);
        if now >= end {
            return Look::Over;
        }
        if now < half {
            return Look::Wait(half - now);
        }
        if since(self.asked.load(SeqCst)) < half {
            self.asked.store(self.now(), SeqCst);
            return Look::Ping;
        }
        Look::Wait(end - now)
    }

    /// Vrai s'il a trop duré.
    pub fn is_over(&self) -> bool {
        matches!(self.look(), Look::Over)
    }

    fn now(&self) -> u64 {
        u64::try_from(self.born.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
