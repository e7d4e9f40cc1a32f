//! Ce que partagent les fils : les bornes, les comptes, l'historique, les
//! lecteurs du flux.

use crate::past::{History, Missed};
use crate::salon::Demande;
use crossbeam_channel::{Receiver, Sender, bounded};
use serveurs::bounds::STRANGERS;
use serveurs::history::Announcement;
use serveurs::options::Options;
use serveurs::request::Refusal;
use serveurs::state::{self, State};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Le serveur, vu de tous ses fils.
pub struct Server {
    pub options: Options,
    room: Sender<Demande>,
    stream: Mutex<Stream>,
    /// Le numéro de la prochaine annonce, sans prendre le verrou.
    next: AtomicU64,
    next_id: AtomicU64,
    seats: AtomicUsize,
    members: AtomicUsize,
    readers: AtomicUsize,
    connections: AtomicUsize,
    stopping: AtomicBool,
}

/// Ce que le salon remplit à chaque annonce, avant de la donner aux membres.
struct Stream {
    history: History,
    /// Les files des lecteurs, par connexion ; rien n'y attend.
    readers: BTreeMap<u64, Sender<Announcement>>,
}

/// La place d'un membre ou d'un lecteur. La détruire le fait sortir.
pub struct Place {
    server: Arc<Server>,
    pub id: u64,
    named: bool,
    left: AtomicBool,
}

/// Une connexion comptée.
pub struct Connection(Arc<Server>);

impl Server {
    pub fn new(options: Options, room: Sender<Demande>) -> Self {
        let stream = Stream {
            history: History::new(options.past()),
            readers: BTreeMap::new(),
        };
        Self {
            options,
            room,
            next: AtomicU64::new(stream.history.next()),
            stream: Mutex::new(stream),
            next_id: AtomicU64::new(1),
            seats: AtomicUsize::new(0),
            members: AtomicUsize::new(0),
            readers: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
            stopping: AtomicBool::new(false),
        }
    }

    /// Ce que fait le salon d'un texte à dire : il le numérote, le garde, et le
    /// donne aux lecteurs. Celui dont la file est pleine est coupé.
    pub fn announce(&self, text: String) -> Announcement {
        let mut stream = self.stream();
        let said = stream.history.record(text);
        self.next.store(stream.history.next(), SeqCst);
        stream
            .readers
            .retain(|_, queue| queue.try_send(said.clone()).is_ok());
        said
    }

    /// Fait entrer un membre : sa place, sa file, et sa propre entrée, la première
    /// annonce qu'il reçoit.
    pub fn enter(
        self: &Arc<Self>,
        name: String,
    ) -> Result<(Place, Receiver<Announcement>, Announcement), Refusal> {
        let seat = self.seat()?;
        let (queue, received) = bounded(self.options.queue());
        let asked = self.say(Demande::Entrer(seat.id, name, queue));
        let refused = match asked && !self.is_stopping() {
            true => Refusal::TAKEN,
            false => Refusal::STOPPING,
        };
        // La file d'un refusé se ferme sans rien.
        let entered = received.recv().map_err(|_| refused)?;
        Ok((seat.take(true), received, entered))
    }

    /// Fait entrer un lecteur, d'un coup : rien ne se dit entre ce qu'il a manqué et
    /// ce qu'il recevra, à partir du numéro rendu.
    pub fn follow(
        self: &Arc<Self>,
        seen: Option<u64>,
    ) -> Result<(Place, Receiver<Announcement>, Missed, u64), Refusal> {
        let place = self.seat()?.take(false);
        let (queue, received) = bounded(self.options.queue());
        let mut stream = self.stream();
        if self.is_stopping() {
            return Err(Refusal::STOPPING);
        }
        let next = stream.history.next();
        let missed = stream.history.missed(seen, next);
        stream.readers.insert(place.id, queue);
        drop(stream);
        Ok((place, received, missed, next))
    }

    /// Ce qu'a manqué un membre qui reçoit la suite à partir de `before`.
    pub fn missed(&self, seen: Option<u64>, before: u64) -> Missed {
        self.stream().history.missed(seen, before)
    }

    /// Le numéro de la prochaine annonce.
    pub fn next(&self) -> u64 {
        self.next.load(SeqCst)
    }

    /// Parle au salon ; faux s'il n'est plus là.
    pub fn say(&self, demand: Demande) -> bool {
        self.room.send(demand).is_ok()
    }

    /// Compte une connexion, s'il y a de la place.
    pub fn connect(self: &Arc<Self>) -> Option<Connection> {
        let limit = self.options.members() + STRANGERS;
        let counted = self.connections.fetch_add(1, SeqCst) < limit;
        let connection = Connection(Arc::clone(self));
        (counted && !self.is_stopping()).then_some(connection)
    }

    /// Combien de connexions sont ouvertes.
    pub fn connections(&self) -> usize {
        self.connections.load(SeqCst)
    }

    /// Ferme toutes les files.
    pub fn stop(&self) {
        self.stopping.store(true, SeqCst);
        self.say(Demande::Eteindre);
        self.stream().readers.clear();
    }

    pub fn is_stopping(&self) -> bool {
        self.stopping.load(SeqCst)
    }

    pub fn state(&self) -> State {
        State {
            server: "fils",
            members: self.members.load(SeqCst),
            readers: self.readers.load(SeqCst),
            threads: state::threads(),
            tasks: None,
            announced: self.stream().history.count(),
        }
    }

    /// Un fil qui panique n'arrête pas les autres.
    fn stream(&self) -> MutexGuard<'_, Stream> {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn seat(self: &Arc<Self>) -> Result<Seat, Refusal> {
        let seat = Seat {
            server: Arc::clone(self),
            id: self.next_id.fetch_add(1, SeqCst),
            taken: false,
        };
        match self.seats.fetch_add(1, SeqCst) < self.options.members() {
            true => Ok(seat),
            false => Err(Refusal::FULL),
        }
    }

    fn count(&self, named: bool) -> &AtomicUsize {
        match named {
            true => &self.members,
            false => &self.readers,
        }
    }
}

/// Une place demandée. Elle est rendue si elle n'est pas prise.
struct Seat {
    server: Arc<Server>,
    id: u64,
    taken: bool,
}

impl Seat {
    fn take(mut self, named: bool) -> Place {
        self.taken = true;
        self.server.count(named).fetch_add(1, SeqCst);
        Place {
            server: Arc::clone(&self.server),
            id: self.id,
            named,
            left: AtomicBool::new(false),
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if !self.taken {
            self.server.seats.fetch_sub(1, SeqCst);
        }
    }
}

impl Place {
    /// Sort, une seule fois.
    pub fn leave(&self) {
        if self.left.swap(true, SeqCst) {
            return;
        }
        self.server.count(self.named).fetch_sub(1, SeqCst);
        self.server.seats.fetch_sub(1, SeqCst);
        if self.named {
            // Sans salon, il n'y a plus rien à quitter.
            self.server.say(Demande::Sortir(self.id));
        } else {
            self.server.stream().readers.remove(&self.id);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, SeqCst);
    }
}
