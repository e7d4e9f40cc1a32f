//! Les bouts de canal, quel que soit ce qu'ils portent.

use crate::locks::LIMIT;
use entrelacs::crossbeam_channel as crossbeam;
use entrelacs::std_shim::sync::mpsc;
use entrelacs_generator::{Mode, Payload, Pipe};

#[derive(Clone)]
pub enum Tx {
    Int(crossbeam::Sender<i64>),
    Text(crossbeam::Sender<String>),
    Message(crossbeam::Sender<Message>),
    Mpsc(mpsc::Sender<i64>),
    Sync(mpsc::SyncSender<String>),
}

pub enum Rx {
    Int(crossbeam::Receiver<i64>),
    Text(crossbeam::Receiver<String>),
    Message(crossbeam::Receiver<Message>),
    Mpsc(mpsc::Receiver<i64>),
    Sync(mpsc::Receiver<String>),
}

pub enum Message {
    Value(i64),
    Port(crossbeam::Sender<i64>),
}

/// Ce que porte un canal.
pub trait Load {
    fn of(value: i64) -> Self;
    /// Ce qu'il donne ; à un émetteur, on répond.
    fn read(self) -> i64;
}

impl Load for i64 {
    fn of(value: i64) -> Self {
        value
    }

    fn read(self) -> i64 {
        self
    }
}

impl Load for String {
    fn of(value: i64) -> Self {
        value.to_string()
    }

    fn read(self) -> i64 {
        self.parse().expect("un nombre")
    }
}

impl Load for Message {
    fn of(value: i64) -> Self {
        Self::Value(value)
    }

    fn read(self) -> i64 {
        match self {
            Self::Value(value) => value,
            Self::Port(reply) => {
                // Personne n'attend peut-être plus la réponse.
                let _ = reply.send(7);
                100
            }
        }
    }
}

/// La même chose pour chaque sorte de canal de crossbeam.
macro_rules! each_crossbeam {
    ($kind:ident, $end:expr, $bound:ident => $body:expr) => {
        match $end {
            $kind::Int($bound) => $body,
            $kind::Text($bound) => $body,
            $kind::Message($bound) => $body,
            _ => unreachable!("un canal de crossbeam"),
        }
    };
}
pub(crate) use each_crossbeam;

/// Les deux bouts d'un canal neuf.
pub fn channel(pipe: Pipe) -> (Tx, Rx) {
    macro_rules! ends {
        ($kind:ident, $channel:expr) => {{
            let (tx, rx) = $channel;
            (Tx::$kind(tx), Rx::$kind(rx))
        }};
    }
    fn made<T>(capacity: Option<usize>) -> (crossbeam::Sender<T>, crossbeam::Receiver<T>) {
        capacity.map_or_else(crossbeam::unbounded, crossbeam::bounded)
    }
    let capacity = pipe.capacity;
    match (pipe.mpsc, pipe.payload, capacity) {
        (true, _, None) => ends!(Mpsc, mpsc::channel()),
        (true, _, Some(size)) => ends!(Sync, mpsc::sync_channel(size)),
        (false, Payload::Int, _) => ends!(Int, made(capacity)),
        (false, Payload::Text, _) => ends!(Text, made(capacity)),
        (false, Payload::Message, _) => ends!(Message, made(capacity)),
    }
}

impl Tx {
    pub fn send(&self, value: i64, mode: Mode) -> i64 {
        match self {
            Self::Int(tx) => sent(tx, value, mode),
            Self::Text(tx) => sent(tx, value, mode),
            Self::Message(tx) => sent(tx, value, mode),
            Self::Mpsc(tx) => tx.send(value).map_or(-1, |()| 1),
            Self::Sync(tx) if mode == Mode::Now => match tx.try_send(Load::of(value)) {
                Ok(()) => 1,
                Err(mpsc::TrySendError::Full(_)) => 0,
                Err(mpsc::TrySendError::Disconnected(_)) => -1,
            },
            Self::Sync(tx) => tx.send(Load::of(value)).map_or(-1, |()| 1),
        }
    }
}

fn sent<T: Load>(tx: &crossbeam::Sender<T>, value: i64, mode: Mode) -> i64 {
    let value = T::of(value);
    match mode {
        Mode::Block => tx.send(value).map_or(-1, |()| 1),
        Mode::Now => match tx.try_send(value) {
            Ok(()) => 1,
            Err(crossbeam::TrySendError::Full(_)) => 0,
            Err(crossbeam::TrySendError::Disconnected(_)) => -1,
        },
        Mode::Timeout => match tx.send_timeout(value, LIMIT) {
            Ok(()) => 1,
            Err(crossbeam::SendTimeoutError::Timeout(_)) => 0,
            Err(crossbeam::SendTimeoutError::Disconnected(_)) => -1,
        },
    }
}

impl Rx {
    pub fn receive(&self, mode: Mode) -> i64 {
        macro_rules! received {
            ($from:ident, $rx:expr) => {
                match mode {
                    Mode::Block => $rx.recv().map_or(-1, Load::read),
                    Mode::Now => match $rx.try_recv() {
                        Ok(message) => message.read(),
                        Err($from::TryRecvError::Empty) => -2,
                        Err($from::TryRecvError::Disconnected) => -1,
                    },
                    Mode::Timeout => match $rx.recv_timeout(LIMIT) {
                        Ok(message) => message.read(),
                        Err($from::RecvTimeoutError::Timeout) => -2,
                        Err($from::RecvTimeoutError::Disconnected) => -1,
                    },
                }
            };
        }
        match self {
            Self::Int(rx) => received!(crossbeam, rx),
            Self::Text(rx) => received!(crossbeam, rx),
            Self::Message(rx) => received!(crossbeam, rx),
            Self::Mpsc(rx) => received!(mpsc, rx),
            Self::Sync(rx) => received!(mpsc, rx),
        }
    }

    /// Le message suivant, pris à l'itérateur du récepteur.
    pub fn next(&self) -> Option<i64> {
        match self {
            Self::Mpsc(rx) => rx.iter().next(),
            Self::Sync(rx) => rx.iter().next().map(Load::read),
            other => each_crossbeam!(Self, other, rx => rx.iter().next().map(Load::read)),
        }
    }

    /// Un récepteur de plus ; `None` s'il ne peut y en avoir qu'un.
    pub fn another(&self) -> Option<Self> {
        match self {
            Self::Int(rx) => Some(Self::Int(rx.clone())),
            Self::Text(rx) => Some(Self::Text(rx.clone())),
            Self::Message(rx) => Some(Self::Message(rx.clone())),
            Self::Mpsc(_) | Self::Sync(_) => None,
        }
    }
}
