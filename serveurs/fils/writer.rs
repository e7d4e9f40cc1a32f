//! Le fil qui écrit, et le seul : les annonces, les pings, les pongs, la fin.

use crate::session::Session;
use crate::silence::{Look, Silence};
use crossbeam_channel::{Receiver, select_biased};
use serveurs::bounds::{FAREWELL, LAST_FAREWELL, LINGER};
use serveurs::events;
use serveurs::frames::{Fault, write, write_close, write_text};
use serveurs::history::Announcement;
use std::io::{self, Write as _};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::time::{Duration, Instant};
use tungstenite::protocol::frame::coding::{Control, OpCode};

/// Les octets préparés d'un coup, quand plusieurs annonces attendent.
const BATCH_BYTES: usize = 16 << 10;

/// Ce que le fil qui lit demande d'écrire.
pub enum Order {
    /// La réponse à un ping.
    Pong(Vec<u8>),
    /// La fin, avec ce code s'il y en a un.
    Close(Option<u16>, &'static str),
    /// Le client n'enverra plus rien.
    Gone,
}

impl Order {
    /// La fin qui dit une faute.
    pub fn fault(fault: Fault) -> Self {
        Self::Close(Some(fault.code), fault.reason)
    }
}

/// Comment s'écrit une annonce.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Une trame, son texte.
    Text,
    /// Une trame, son numéro et son texte.
    Numbered,
    /// Un événement.
    Events,
}

impl Format {
    pub fn write(self, said: &Announcement, output: &mut Vec<u8>) {
        match self {
            Self::Text => write_text(&said.1, output),
            Self::Numbered => write_text(&format!("{} {}", said.0, said.1), output),
            Self::Events => output.extend(events::event(said).into_bytes()),
        }
    }
}

/// Par quoi commence une connexion.
pub struct Start {
    pub format: Format,
    /// Ce qui est déjà à écrire.
    pub output: Vec<u8>,
    /// Le numéro de la dernière annonce qui y est.
    pub last: u64,
}

/// Ce qui écrit sur une connexion.
pub struct Writer {
    session: Arc<Session>,
    stream: TcpStream,
    received: Receiver<Announcement>,
    orders: Receiver<Order>,
    format: Format,
    output: Vec<u8>,
    /// Le numéro de la dernière annonce préparée.
    last: u64,
    /// Depuis quand il est temps d'en finir.
    ending: Option<Instant>,
    /// Quand un lecteur a su pour la dernière fois que le serveur vit.
    shown: Instant,
}

impl Writer {
    pub fn new(
        session: Arc<Session>,
        stream: TcpStream,
        received: Receiver<Announcement>,
        orders: Receiver<Order>,
        start: Start,
    ) -> Self {
        Self {
            session,
            stream,
            received,
            orders,
            format: start.format,
            output: start.output,
            last: start.last,
            ending: None,
            shown: Instant::now(),
        }
    }

    /// Écrit jusqu'à la fin, puis coupe.
    pub fn run(mut self) {
        let end = self.pump();
        self.session.place.leave();
        if let Ok(Some((code, reason))) = end {
            self.say_goodbye(code, reason);
        }
        // Le fil qui lit s'arrête alors.
        let _ = self.stream.shutdown(Shutdown::Both);
    }

    /// Écrit ce qui vient, et rend la fin à dire, s'il y en a une.
    fn pump(&mut self) -> io::Result<Option<(Option<u16>, &'static str)>> {
        loop {
            self.flush()?;
            let wait = match self.silence() {
                Ok(wait) => wait,
                Err(fault) => return Ok(Some((Some(fault.code), fault.reason))),
            };
            if !self.output.is_empty() {
                continue;
            }
            select_biased! {
                recv(self.orders) -> order => match order {
                    Ok(Order::Pong(payload)) => {
                        write(OpCode::Control(Control::Pong), &payload, &mut self.output);
                    }
                    Ok(Order::Close(code, reason)) => return Ok(Some((code, reason))),
                    Ok(Order::Gone) | Err(_) => return Ok(None),
                },
                recv(self.received) -> said => match said {
                    Ok(said) => self.take(&said),
                    Err(_) => {
                        let fault = match self.session.server.is_stopping() {
                            true => Fault::STOPPING,
                            false => Fault::SLOW,
                        };
                        return Ok(Some((Some(fault.code), fault.reason)));
                    }
                },
                default(wait) => {}
            }
        }
    }

    /// Prépare une annonce, et celles qui attendent derrière elle.
    fn take(&mut self, said: &Announcement) {
        self.write(said);
        while self.output.len() < BATCH_BYTES && self.orders.is_empty() {
            let Ok(said) = self.received.try_recv() else {
                return;
            };
            self.write(&said);
        }
    }

    fn write(&mut self, said: &Announcement) {
        self.last = said.0;
        self.format.write(said, &mut self.output);
    }

    /// Prépare ce que le silence demande, et rend le temps qui reste avant d'y
    /// regarder de nouveau.
    fn silence(&mut self) -> Result<Duration, Fault> {
        let Some(silence) = &self.session.silence else {
            let pause = self.session.server.options.silence() / 2;
            let now = Instant::now();
            if now >= self.shown + pause {
                self.shown = now;
                self.output.extend(events::SILENCE.as_bytes());
            }
            return Ok(self.shown + pause - now);
        };
        match silence.look() {
            Look::Wait(time) => Ok(time),
            Look::Ping => {
                write(OpCode::Control(Control::Ping), &[], &mut self.output);
                Ok(Duration::ZERO)
            }
            Look::Over => Err(Fault::SILENCE),
        }
    }

    /// Écrit ce qui est préparé. Un client qui ne lit pas est attendu, tant que rien ne
    /// demande d'en finir.
    fn flush(&mut self) -> io::Result<()> {
        let mut written = 0;
        while written < self.output.len() {
            match self.stream.write(&self.output[written..]) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(length) => written += length,
                Err(error) => match error.kind() {
                    io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => {}
                    io::ErrorKind::Interrupted => continue,
                    _ => return Err(error),
                },
            }
            let over = self.farewell().is_some_and(|limit| Instant::now() >= limit);
            let mute = self.session.silence.as_ref().is_some_and(Silence::is_over);
            if written < self.output.len() && (over || mute) {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
        self.output.clear();
        Ok(())
    }

    /// Jusqu'à quand ce client peut encore lire, s'il est temps d'en finir : le
    /// serveur s'arrête, la fin est demandée, ou le salon a détruit sa file.
    fn farewell(&mut self) -> Option<Instant> {
        let server = &self.session.server;
        let stopping = server.is_stopping();
        // Il manque plus d'annonces qu'une file n'en contient : elle a été détruite.
        let queue = u64::try_from(server.options.queue()).unwrap_or(u64::MAX);
        let late = server.next() > self.last.saturating_add(queue) + 1;
        if !stopping && !late && !self.session.closing.load(SeqCst) && self.ending.is_none() {
            return None;
        }
        let since = *self.ending.get_or_insert_with(Instant::now);
        Some(since + if stopping { LAST_FAREWELL } else { FAREWELL })
    }

    /// Dit la fin, puis laisse au client le temps de fermer de son côté.
    fn say_goodbye(&mut self, code: Option<u16>, reason: &str) {
        if self.format != Format::Events {
            write_close(code, reason, &mut self.output);
        }
        self.session.closing.store(true, SeqCst);
        if self.flush().is_err() || self.stream.shutdown(Shutdown::Write).is_err() {
            return;
        }
        let limit = Instant::now() + LINGER;
        while let Ok(order) = self.orders.recv_deadline(limit) {
            if matches!(order, Order::Gone) {
                return;
            }
        }
    }
}
