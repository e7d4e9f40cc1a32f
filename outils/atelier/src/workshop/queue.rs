//! La file d'attente de l'atelier : un travail à la fois, peu en attente.

use serde::Serialize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Ce qui peut attendre ; au-delà, une demande est refusée.
const WAITING: usize = 4;

/// La file d'attente.
#[derive(Debug, Clone)]
pub struct Queue {
    turn: Arc<Semaphore>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    waiting: usize,
    current: Option<(String, Instant)>,
}

/// Ce qui se fait.
#[derive(Debug, Serialize)]
pub struct Situation {
    /// Ce que fait le travail en cours, en français.
    #[serde(rename = "etape")]
    step: Option<String>,
    /// Depuis combien de secondes.
    #[serde(rename = "secondes")]
    seconds: f64,
    /// Combien attendent.
    #[serde(rename = "attente")]
    waiting: usize,
}

/// Le tour d'un travail ; le suivant commence quand il disparaît.
#[derive(Debug)]
pub struct Turn {
    queue: Queue,
    _permit: OwnedSemaphorePermit,
}

impl Queue {
    /// Une file vide.
    pub fn new() -> Self {
        Self {
            turn: Arc::new(Semaphore::new(1)),
            state: Arc::default(),
        }
    }

    /// Attend son tour. Rien si trop attendent déjà.
    pub async fn turn(&self) -> Option<Turn> {
        let _place = Place::take(self)?;
        let permit = self.turn.clone().acquire_owned().await.ok()?;
        self.state().current = Some(("Mise en route".to_owned(), Instant::now()));
        Some(Turn {
            queue: self.clone(),
            _permit: permit,
        })
    }

    /// Ce qui se fait à cet instant.
    pub fn situation(&self) -> Situation {
        let state = self.state();
        let current = state.current.as_ref();
        Situation {
            step: current.map(|(step, _)| step.clone()),
            seconds: current.map_or(0.0, |(_, since)| since.elapsed().as_secs_f64()),
            waiting: state.waiting,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Queue {
    fn default() -> Self {
        Self::new()
    }
}

impl Turn {
    /// Dit ce que fait ce travail.
    pub fn progress(&self, step: &str) {
        if let Some((current, _)) = &mut self.queue.state().current {
            step.clone_into(current);
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.queue.state().current = None;
    }
}

/// Une place dans la file, rendue même si celui qui attend s'en va.
struct Place<'a>(&'a Queue);

impl<'a> Place<'a> {
    fn take(queue: &'a Queue) -> Option<Self> {
        let mut state = queue.state();
        // Celui dont c'est le tour n'attend pas.
        if state.waiting >= WAITING + usize::from(state.current.is_none()) {
            return None;
        }
        state.waiting += 1;
        Some(Self(queue))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.state().waiting -= 1;
    }
}
