//! Le silence d'un membre : la veille de l'exercice y a son fil.

use crate::salon::{self, Fin};
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use serveurs::bounds::GLANCE;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

/// Ce que demande le silence.
pub enum Look {
    /// Rien, avant ce temps.
    Wait(Duration),
    /// De sonder le membre.
    Ping,
    /// D'en finir.
    Over,
}

/// Un fil veille : il reçoit les signes du membre, et dit quand le sonder.
pub struct Silence {
    signs: Sender<()>,
    asked: Receiver<()>,
    over: Arc<AtomicBool>,
}

impl Silence {
    /// Fait veiller sur un membre, dont le silence est borné par `limit`.
    ///
    /// # Errors
    ///
    /// Le système n'a plus de fil à donner.
    pub fn new(limit: Duration) -> io::Result<Self> {
        // Un signe en attente vaut tous ceux qui suivent.
        let (signs, received) = bounded(1);
        let (ask, asked) = unbounded();
        let over = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&over);
        thread::Builder::new().spawn(move || {
            let ping = || {
                // Le membre est peut-être parti.
                let _ = ask.send(());
            };
            if salon::veiller(received, limit, ping) == Fin::Muet {
                told.store(true, SeqCst);
            }
        })?;
        Ok(Self { signs, asked, over })
    }

    /// Un octet vient d'arriver.
    pub fn hear(&self) {
        let _ = self.signs.try_send(());
    }

    /// Ce qu'il demande à cet instant.
    pub fn look(&self) -> Look {
        if self.is_over() {
            return Look::Over;
        }
        match self.asked.try_recv() {
            Ok(()) => Look::Ping,
            Err(_) => Look::Wait(GLANCE),
        }
    }

    /// Vrai s'il a trop duré.
    pub fn is_over(&self) -> bool {
        self.over.load(SeqCst)
    }
}
