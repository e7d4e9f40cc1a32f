//! Le fil qui écrit, et le seul : les annonces, les pings, les pongs, la fin.

use crate::session::Session;
use crossbeam_channel::{Receiver, never, select_biased};
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

/// Ce qui écrit sur une connexion.
pub struct Writer {
    session: Arc<Session>,
    stream: TcpStream,
    received: Receiver<Announcement>,
    orders: Receiver<Order>,
    format: Format,
    output: Vec<u8>,
    /// Quand le serveur a montré pour la dernière fois qu'il vit.
    shown: Instant,
}

impl Writer {
    pub fn new(
        session: Arc<Session>,
        stream: TcpStream,
        received: Receiver<Announcement>,
        orders: Receiver<Order>,
        format: Format,
        output: Vec<u8>,
    ) -> Self {
        Self {
            session,
            stream,
            received,
            orders,
            format,
            output,
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
        self.format.write(said, &mut self.output);
        while self.output.len() < BATCH_BYTES && self.orders.is_empty() {
            let Ok(said) = self.received.try_recv() else {
                return;
            };
            self.format.write(&said, &mut self.output);
        }
    }

    /// Prépare ce que le silence demande, et rend le temps qui reste avant d'y
    /// regarder de nouveau.
    fn silence(&mut self) -> Result<Duration, Fault> {
        let silence = self.session.server.options.silence();
        let now = Instant::now();
        if self.format == Format::Events {
            if now >= self.shown + silence / 2 {
                self.shown = now;
                self.output.extend(events::SILENCE.as_bytes());
            }
            return Ok(self.shown + silence / 2 - now);
        }
        let heard = self.session.heard();
        if now >= heard + silence {
            return Err(Fault::SILENCE);
        }
        if now < heard + silence / 2 {
            return Ok(heard + silence / 2 - now);
        }
        if self.shown < heard + silence / 2 {
            self.shown = now;
            write(OpCode::Control(Control::Ping), &[], &mut self.output);
        }
        Ok(heard + silence - now)
    }

    /// Écrit ce qui est préparé. Un client qui ne lit pas est attendu, tant que sa
    /// file a de la place et que rien ne demande la fin.
    fn flush(&mut self) -> io::Result<()> {
        let mut written = 0;
        let mut hopeless_since = None;
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
            if written == self.output.len() {
                break;
            }
            if let Some(limit) = self.farewell() {
                let since = *hopeless_since.get_or_insert_with(Instant::now);
                if since.elapsed() >= limit {
                    return Err(io::ErrorKind::TimedOut.into());
                }
            } else {
                hopeless_since = None;
            }
            let silence = self.session.server.options.silence();
            if self.format != Format::Events && self.session.heard().elapsed() >= silence {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
        self.output.clear();
        Ok(())
    }

    /// Ce que ce client a encore pour lire, s'il est temps d'en finir : sa file est
    /// pleine, et le salon le lâche à la prochaine annonce ; ou la fin est demandée.
    fn farewell(&self) -> Option<Duration> {
        if self.session.server.is_stopping() {
            return Some(LAST_FAREWELL);
        }
        let closing = self.session.closing.load(SeqCst);
        (closing || self.received.is_full()).then_some(FAREWELL)
    }

    /// Dit la fin, puis laisse au client le temps de fermer de son côté.
    fn say_goodbye(&mut self, code: Option<u16>, reason: &str) {
        if self.format != Format::Events {
            write_close(code, reason, &mut self.output);
        }
        // Rien ne vient plus : l'écriture ne se juge que par la fin.
        self.received = never();
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
