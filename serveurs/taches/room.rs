//! Le salon : des noms sous un verrou, un historique, et un canal de diffusion.
//!
//! `broadcast` garde les dernières annonces une fois pour tous. Un membre en retard
//! de plus d'une file reçoit `Lagged` : il est évincé.

use serveurs::history::{Announcement, History, Missed};
use serveurs::options::Options;
use serveurs::request::Refusal;
use serveurs::state::{self, State};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::runtime::Handle;
use tokio::sync::{broadcast, watch};

/// Le salon, vu de toutes les tâches.
pub struct Room {
    pub options: Options,
    inner: Mutex<Inner>,
    stopping: watch::Sender<bool>,
    /// Combien de connexions vivent.
    connections: watch::Sender<usize>,
}

/// Ce que le verrou garde ; il n'est jamais tenu pendant une attente.
struct Inner {
    history: History,
    /// Rien une fois le salon éteint : les files se ferment.
    said: Option<broadcast::Sender<Announcement>>,
    /// Les membres par connexion : un nom, ou rien pour un lecteur.
    names: BTreeMap<u64, Option<String>>,
    next_id: u64,
}

impl Inner {
    /// Numérote un texte, le garde, et le donne à tous.
    fn announce(&mut self, text: String) -> Announcement {
        let said = self.history.record(text);
        if let Some(sender) = &self.said {
            // Sans personne, l'historique suffit.
            let _ = sender.send(Arc::clone(&said));
        }
        said
    }
}

/// La file d'un membre : la suite des annonces, dont le retard est borné.
pub struct Queue {
    received: broadcast::Receiver<Announcement>,
    bound: usize,
}

/// Pourquoi une file est finie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Le membre a pris trop de retard.
    Slow,
    /// Le salon est éteint.
    Stopped,
}

impl Queue {
    /// L'annonce suivante.
    pub async fn next(&mut self) -> Result<Announcement, End> {
        if self.is_late() {
            return Err(End::Slow);
        }
        match self.received.recv().await {
            Ok(said) => Ok(said),
            Err(broadcast::error::RecvError::Lagged(_)) => Err(End::Slow),
            Err(broadcast::error::RecvError::Closed) => Err(End::Stopped),
        }
    }

    /// L'annonce suivante, si elle est déjà là.
    pub fn try_next(&mut self) -> Option<Announcement> {
        if self.is_late() {
            return None;
        }
        self.received.try_recv().ok()
    }

    /// Vrai si plus d'une file d'annonces attend : c'est une file pleine.
    pub fn is_late(&self) -> bool {
        self.received.len() > self.bound
    }
}

/// La place d'un membre ou d'un lecteur. La détruire le fait sortir.
pub struct Place {
    room: Arc<Room>,
    id: u64,
}

impl Room {
    pub fn new(options: Options) -> Self {
        let (said, _) = broadcast::channel(options.queue());
        let inner = Inner {
            history: History::new(options.past()),
            said: Some(said),
            names: BTreeMap::new(),
            next_id: 1,
        };
        Self {
            options,
            inner: Mutex::new(inner),
            stopping: watch::Sender::new(false),
            connections: watch::Sender::new(0),
        }
    }

    /// Fait entrer un membre, ou un lecteur s'il n'a pas de nom : sa place, ce qu'il
    /// a manqué, et la suite, qui commence par sa propre entrée.
    pub fn enter(
        self: &Arc<Self>,
        name: Option<String>,
        seen: Option<u64>,
    ) -> Result<(Place, Missed, Queue), Refusal> {
        let mut inner = self.inner();
        let received = inner.said.as_ref().map(broadcast::Sender::subscribe);
        let received = received.ok_or(Refusal::STOPPING)?;
        if inner.names.len() >= self.options.members() {
            return Err(Refusal::FULL);
        }
        if name.is_some() && inner.names.values().any(|taken| *taken == name) {
            return Err(Refusal::TAKEN);
        }
        let id = inner.next_id;
        inner.next_id += 1;
        let missed = inner.history.missed(seen, inner.history.next());
        inner.names.insert(id, name.clone());
        if let Some(name) = name {
            inner.announce(format!("{name} entre"));
        }
        let place = Place {
            room: Arc::clone(self),
            id,
        };
        let bound = self.options.queue();
        Ok((place, missed, Queue { received, bound }))
    }

    /// Ferme toutes les files.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
        self.inner().said = None;
    }

    pub fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Compte une connexion de plus, s'il y a de la place.
    pub fn connect(self: &Arc<Self>, limit: usize) -> Option<Connected> {
        let mut counted = false;
        self.connections.send_modify(|count| {
            counted = *count < limit;
            *count += usize::from(counted);
        });
        counted.then(|| Connected(Arc::clone(self)))
    }

    /// Attend qu'il n'y ait plus de connexion.
    pub async fn empty(&self) {
        // L'émetteur vit autant que le salon.
        let _ = self.connections.subscribe().wait_for(|it| *it == 0).await;
    }

    pub fn state(&self) -> State {
        let inner = self.inner();
        let members = inner.names.values().flatten().count();
        State {
            server: "axum",
            members,
            readers: inner.names.len() - members,
            threads: state::threads(),
            tasks: Some(Handle::current().metrics().num_alive_tasks()),
            announced: inner.history.count(),
        }
    }

    /// Une tâche qui panique n'arrête pas les autres.
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Dit un message, si le membre est encore là.
    pub fn say(&self, text: &str) {
        let mut inner = self.room.inner();
        if let Some(Some(name)) = inner.names.get(&self.id) {
            let text = format!("{name} : {text}");
            inner.announce(text);
        }
    }

    /// Sort, une seule fois : le nom est libre avant que ce soit dit.
    pub fn leave(&self) {
        let mut inner = self.room.inner();
        if let Some(Some(name)) = inner.names.remove(&self.id)
            && inner.said.is_some()
        {
            inner.announce(format!("{name} sort"));
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Une connexion comptée.
pub struct Connected(Arc<Room>);

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.connections.send_modify(|count| *count -= 1);
    }
}
