//! Un client de salon écrit octet par octet : il sait aussi mal faire.

use crate::frame::{Frame, opcode};
use crate::http::{self, header, is_timeout};
use crate::patience::Patience;
use crate::server::PATIENCE;
use crate::verdict::{Verdict, expect, failure};
use std::fmt;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// La clé d'exemple de la RFC 6455, 1.3, et la réponse qu'elle appelle.
pub const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
/// La réponse à [`KEY`].
pub const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// Ce qui arrive à un client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Une trame.
    Frame(Frame),
    /// La fin de la connexion, propre ou brutale.
    End,
    /// Rien, pendant ce temps.
    Nothing(Duration),
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let frame = match self {
            Self::End => return write!(f, "la fin de la connexion"),
            Self::Nothing(limit) => return write!(f, "rien, en {limit:?}"),
            Self::Frame(frame) => frame,
        };
        let text = String::from_utf8_lossy(&frame.payload);
        match frame.opcode {
            opcode::TEXT => write!(f, "« {} »", shortened(&text)),
            opcode::PING => write!(f, "un ping « {text} »"),
            opcode::PONG => write!(f, "un pong « {text} »"),
            opcode::CLOSE => match frame.payload.get(..2) {
                Some(code) => write!(
                    f,
                    "une fermeture, code {}",
                    u16::from_be_bytes([code[0], code[1]])
                ),
                None => write!(f, "une fermeture sans code"),
            },
            other => write!(f, "une trame de sorte {other}"),
        }
    }
}

fn shortened(text: &str) -> String {
    match text.chars().count() {
        ..=60 => text.to_owned(),
        n => format!(
            "{}… ({n} caractères)",
            text.chars().take(40).collect::<String>()
        ),
    }
}

/// La demande qui ouvre un WebSocket ; `headers` sont des lignes finies par `\r\n`.
pub fn request(address: SocketAddr, path: &str, headers: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {KEY}\r\n{headers}\r\n"
    )
}

/// Un membre du salon, du côté du réseau.
#[derive(Debug)]
pub struct Client {
    tcp: TcpStream,
    received: Vec<u8>,
    ended: bool,
}

impl Client {
    /// Entre sous ce nom, déjà codé pour une adresse, et lit « … entre ».
    ///
    /// # Errors
    ///
    /// La porte est fermée, ou l'annonce n'est pas la première trame.
    pub fn enter(address: SocketAddr, name: &str) -> Verdict<Self> {
        let mut client = Self::open(address, &format!("/salon?nom={name}"))?;
        client.expect_text(&format!("{name} entre"))?;
        Ok(client)
    }

    /// Ouvre un WebSocket, sans rien lire de plus.
    ///
    /// # Errors
    ///
    /// Ce n'est pas la réponse 101 qu'appelle la clé.
    pub fn open(address: SocketAddr, path: &str) -> Verdict<Self> {
        Self::open_with(address, path, "")
    }

    /// De même, avec d'autres en-têtes.
    ///
    /// # Errors
    ///
    /// Ce n'est pas la réponse 101 qu'appelle la clé.
    pub fn open_with(address: SocketAddr, path: &str, headers: &str) -> Verdict<Self> {
        let tcp = http::connect(address)?;
        Self::upgrade(tcp, request(address, path, headers).as_bytes())
    }

    /// Envoie `bytes`, qui commencent par une demande, sur `tcp`.
    ///
    /// # Errors
    ///
    /// Ce n'est pas la réponse 101 qu'appelle la clé.
    pub fn upgrade(mut tcp: TcpStream, bytes: &[u8]) -> Verdict<Self> {
        let expected = "une réponse 101";
        tcp.write_all(bytes)
            .map_err(|error| failure(expected, error))?;
        let mut received = Vec::new();
        let mut piece = [0; 4096];
        let end = loop {
            if let Some(at) = received.windows(4).position(|four| four == b"\r\n\r\n") {
                break at;
            }
            match tcp.read(&mut piece) {
                Ok(n @ 1..) => received.extend(&piece[..n]),
                Ok(_) => return Err(failure(expected, "la fin de la connexion")),
                Err(error) => return Err(failure(expected, error)),
            }
        };
        let head = String::from_utf8_lossy(&received[..end]).into_owned();
        expect(head.starts_with("HTTP/1.1 101"), expected, &head)?;
        let accept = header(&head, "sec-websocket-accept");
        expect(
            accept == Some(ACCEPT),
            &format!("Sec-WebSocket-Accept: {ACCEPT}"),
            &head,
        )?;
        received.drain(..end + 4);
        Ok(Self {
            tcp,
            received,
            ended: false,
        })
    }

    /// Envoie des octets, tels quels.
    ///
    /// # Errors
    ///
    /// La connexion est coupée.
    pub fn send_raw(&mut self, bytes: &[u8]) -> Verdict {
        let sent = self.tcp.write_all(bytes);
        sent.map_err(|error| failure("une connexion ouverte", error))
    }

    /// Envoie une trame.
    ///
    /// # Errors
    ///
    /// La connexion est coupée.
    pub fn send(&mut self, frame: &Frame) -> Verdict {
        self.send_raw(&frame.bytes())
    }

    /// Dit `text` dans le salon.
    ///
    /// # Errors
    ///
    /// La connexion est coupée.
    pub fn say(&mut self, text: &str) -> Verdict {
        self.send(&Frame::text(text))
    }

    /// Ce qui arrive, avant `limit`. Les pings aussi sont rendus, sans réponse.
    pub fn next_within(&mut self, limit: Duration) -> Seen {
        let mut patience = Patience::new(limit);
        let mut piece = [0; 16_384];
        loop {
            if let Some((frame, length)) = Frame::parse(&self.received) {
                self.received.drain(..length);
                return Seen::Frame(frame);
            }
            if self.ended {
                return Seen::End;
            }
            let Some(slice) = patience.slice() else {
                return Seen::Nothing(limit);
            };
            let start = Instant::now();
            // Un délai refusé laisse le précédent, qui suffit.
            let _ = self.tcp.set_read_timeout(Some(slice));
            match self.tcp.read(&mut piece) {
                Ok(0) => self.ended = true,
                Ok(n) => self.received.extend(&piece[..n]),
                Err(error) if is_timeout(&error) => {}
                Err(_) => self.ended = true,
            }
            patience.spend(start);
        }
    }

    /// Rend [`Client::ready`] possible : plus rien n'attend sur cette connexion.
    ///
    /// # Errors
    ///
    /// Le système refuse ce réglage.
    pub fn without_waiting(&mut self) -> Verdict {
        let set = self.tcp.set_nonblocking(true);
        set.map_err(|error| failure("une connexion ouverte", error))
    }

    /// Ce qui est déjà là, sans attendre.
    pub fn ready(&mut self) -> Option<Seen> {
        let mut piece = [0; 16_384];
        loop {
            if let Some((frame, length)) = Frame::parse(&self.received) {
                self.received.drain(..length);
                return Some(Seen::Frame(frame));
            }
            match self.tcp.read(&mut piece) {
                Ok(n @ 1..) => self.received.extend(&piece[..n]),
                Err(error) if is_timeout(&error) => return None,
                Ok(_) | Err(_) => return Some(Seen::End),
            }
        }
    }

    /// Ce qui arrive, à quelqu'un de patient qui répond aux pings.
    ///
    /// # Errors
    ///
    /// La connexion est coupée pendant qu'il répond.
    pub fn next_answering(&mut self) -> Verdict<Seen> {
        let start = Instant::now();
        loop {
            match self.next_within(PATIENCE) {
                // Des pings peuvent venir sans fin.
                Seen::Frame(frame) if frame.opcode == opcode::PING => {
                    if start.elapsed() > PATIENCE {
                        return Ok(Seen::Frame(frame));
                    }
                    self.send(&Frame::new(opcode::PONG, frame.payload))?;
                }
                seen => return Ok(seen),
            }
        }
    }

    /// Le texte de la trame suivante.
    ///
    /// # Errors
    ///
    /// C'est autre chose.
    pub fn text(&mut self) -> Verdict<String> {
        match self.next_answering()? {
            Seen::Frame(frame) if frame.opcode == opcode::TEXT && frame.last && !frame.masked => {
                String::from_utf8(frame.payload).map_err(|error| failure("du texte", error))
            }
            seen => Err(failure("une trame de texte", seen)),
        }
    }

    /// Lit la trame suivante, qui doit dire `text`.
    ///
    /// # Errors
    ///
    /// C'est autre chose.
    pub fn expect_text(&mut self, text: &str) -> Verdict {
        let expected = format!("« {} »", shortened(text));
        match self.next_answering()? {
            Seen::Frame(frame)
                if frame.opcode == opcode::TEXT && frame.payload == text.as_bytes() =>
            {
                Ok(())
            }
            seen => Err(failure(expected, seen)),
        }
    }

    /// Lit jusqu'à la trame qui dit `text`.
    ///
    /// # Errors
    ///
    /// Elle ne vient pas.
    pub fn await_text(&mut self, text: &str) -> Verdict {
        loop {
            match self.next_answering()? {
                Seen::Frame(frame) if frame.opcode == opcode::TEXT => {
                    if frame.payload == text.as_bytes() {
                        return Ok(());
                    }
                }
                seen => return Err(failure(format!("« {} »", shortened(text)), seen)),
            }
        }
    }

    /// Lit jusqu'à la fermeture, qui doit avoir ce code (nul : aucun), puis la
    /// fin. Les annonces qui la précèdent sont passées.
    ///
    /// # Errors
    ///
    /// C'est autre chose.
    pub fn expect_close(&mut self, code: u16) -> Verdict {
        let expected = match code {
            0 => "une fermeture sans code".to_owned(),
            code => format!("une fermeture, code {code}"),
        };
        let start = Instant::now();
        let frame = loop {
            match self.next_within(PATIENCE) {
                Seen::Frame(frame) if frame.opcode == opcode::CLOSE => break frame,
                // Des pings peuvent venir sans fin.
                Seen::Frame(_) if start.elapsed() < PATIENCE => {}
                seen => return Err(failure(expected, seen)),
            }
        };
        let given = frame
            .payload
            .get(..2)
            .map_or(0, |code| u16::from_be_bytes([code[0], code[1]]));
        expect(given == code, &expected, Seen::Frame(frame))?;
        // Le client ferme de son côté : le serveur n'a plus rien à attendre.
        let _ = self.tcp.shutdown(Shutdown::Write);
        match self.next_within(PATIENCE) {
            Seen::End => Ok(()),
            seen => Err(failure("la fin de la connexion, après la fermeture", seen)),
        }
    }

    /// Ferme comme il faut, et attend la fin.
    ///
    /// # Errors
    ///
    /// La réponse n'est pas la fermeture de même code.
    pub fn close(mut self) -> Verdict {
        self.send(&Frame::close(1000, b""))?;
        self.expect_close(1000)
    }

    /// Coupe la connexion d'un coup : le serveur reçoit une erreur.
    ///
    /// # Errors
    ///
    /// Le système refuse ce réglage.
    pub fn reset(self) -> Verdict {
        let socket = socket2::SockRef::from(&self.tcp);
        let set = socket.set_linger(Some(Duration::ZERO));
        set.map_err(|error| failure("une connexion à couper", error))
    }

    /// La connexion.
    pub fn tcp(&self) -> &TcpStream {
        &self.tcp
    }
}
