//! De quoi demander une page, et lire un flux d'événements, octet par octet.

use crate::patience::Patience;
use crate::server::PATIENCE;
use crate::verdict::{Verdict, failure};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// Une réponse : son statut, ses en-têtes, son corps.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Le statut, par exemple 200.
    pub status: u16,
    /// Les en-têtes, tels quels, sans la première ligne.
    pub head: String,
    /// Le corps.
    pub body: String,
}

impl Answer {
    /// Un en-tête, sans égard aux majuscules.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }
}

/// La valeur d'un en-tête de `head`.
pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// Se connecte, avec des délais.
///
/// # Errors
///
/// Le serveur n'accepte pas la connexion.
pub fn connect(address: SocketAddr) -> Verdict<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, PATIENCE).and_then(|stream| {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(stream)
    });
    stream.map_err(|error| failure("une connexion acceptée", error))
}

/// Demande `path`, et lit toute la réponse.
///
/// # Errors
///
/// Il n'y a pas de réponse.
pub fn get(address: SocketAddr, path: &str) -> Verdict<Answer> {
    ask(address, "GET", path, "")
}

/// Une demande entière ; `headers` sont des lignes finies par `\r\n`.
///
/// # Errors
///
/// Il n'y a pas de réponse.
pub fn ask(address: SocketAddr, method: &str, path: &str, headers: &str) -> Verdict<Answer> {
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}\r\n"
    );
    answer_to(address, request.as_bytes())
}

/// Envoie `request`, tel quel, et lit la réponse jusqu'à sa fin.
///
/// # Errors
///
/// Il n'y a pas de réponse.
pub fn answer_to(address: SocketAddr, request: &[u8]) -> Verdict<Answer> {
    let mut stream = connect(address)?;
    // Un serveur peut refuser avant d'avoir tout lu : sa réponse compte seule.
    let _ = stream.write_all(request);
    read_answer(&mut stream)
}

/// Lit une réponse : son corps est borné par `Content-Length`, ou par la fin.
///
/// # Errors
///
/// Ce n'est pas une réponse.
pub fn read_answer(stream: &mut TcpStream) -> Verdict<Answer> {
    let expected = "une réponse HTTP";
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        if let Some(answer) = whole_answer(&bytes, false) {
            return Ok(answer);
        }
        match stream.read(&mut piece) {
            Ok(0) => break,
            Ok(n) => bytes.extend(&piece[..n]),
            Err(error) if bytes.is_empty() => return Err(failure(expected, error)),
            Err(_) => break,
        }
    }
    whole_answer(&bytes, true)
        .ok_or_else(|| failure(expected, format!("« {} »", String::from_utf8_lossy(&bytes))))
}

/// La réponse que font `bytes`, si elle y est entière ; `ended`, rien ne la suivra.
fn whole_answer(bytes: &[u8], ended: bool) -> Option<Answer> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let (first, head) = head.split_once("\r\n").unwrap_or((head, ""));
    let status = first.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
    let length = header(head, "content-length").and_then(|length| length.parse::<usize>().ok());
    let length = if status < 200 { Some(0) } else { length };
    let body = match length {
        Some(length) if body.len() < length && !ended => return None,
        Some(length) => body.get(..length).unwrap_or(body).to_owned(),
        None if !ended => return None,
        None if header(head, "transfer-encoding") == Some("chunked") => unchunk(body),
        None => body.to_owned(),
    };
    Some(Answer {
        status,
        head: head.to_owned(),
        body,
    })
}

/// Recolle un corps en morceaux ; ce qui est coupé est gardé.
fn unchunk(mut body: &str) -> String {
    let mut whole = String::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).unwrap_or(0);
        if size == 0 {
            break;
        }
        let cut = rest.len().min(size);
        whole.push_str(rest.get(..cut).unwrap_or(rest));
        body = rest.get(cut + 2..).unwrap_or("");
    }
    whole
}

/// Un événement d'un flux.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// Le champ `id`.
    pub id: Option<u64>,
    /// Le champ `event`.
    pub event: Option<String>,
    /// Les lignes de `data`, rejointes.
    pub data: String,
}

/// Un lecteur de `GET /flux`.
#[derive(Debug)]
pub struct Stream {
    tcp: TcpStream,
    /// Les en-têtes de la réponse.
    pub head: String,
    chunked: bool,
    /// Reçu, pas encore décodé de ses morceaux.
    raw: Vec<u8>,
    /// Décodé, pas encore lu.
    text: Vec<u8>,
    ended: bool,
    /// Le dernier `retry`.
    pub retry: Option<u64>,
    /// Le nombre de commentaires lus.
    pub comments: usize,
}

impl Stream {
    /// Ouvre le flux ; `path` commence par `/flux`, `headers` sont des lignes
    /// finies par `\r\n`.
    ///
    /// # Errors
    ///
    /// La réponse n'est pas un flux.
    pub fn open(address: SocketAddr, path: &str, headers: &str) -> Verdict<Self> {
        let mut tcp = connect(address)?;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\n{headers}\r\n"
        );
        let sent = tcp.write_all(request.as_bytes());
        sent.map_err(|error| failure("une demande reçue", error))?;
        let mut raw = Vec::new();
        let mut piece = [0; 4096];
        let end = loop {
            if let Some(at) = raw.windows(4).position(|four| four == b"\r\n\r\n") {
                break at;
            }
            match tcp.read(&mut piece) {
                Ok(n @ 1..) => raw.extend(&piece[..n]),
                other => return Err(failure("un flux d'événements", format!("{other:?}"))),
            }
        };
        let head = String::from_utf8_lossy(&raw[..end]).into_owned();
        raw.drain(..end + 4);
        if !head.starts_with("HTTP/1.1 200") {
            return Err(failure("un flux d'événements", head));
        }
        let chunked = header(&head, "transfer-encoding") == Some("chunked");
        Ok(Self {
            tcp,
            head,
            chunked,
            raw,
            text: Vec::new(),
            ended: false,
            retry: None,
            comments: 0,
        })
    }

    /// L'événement suivant, s'il vient avant `limit` ; aucun si le flux finit.
    ///
    /// # Errors
    ///
    /// Rien n'est venu.
    pub fn next_within(&mut self, limit: Duration) -> Verdict<Option<Event>> {
        let mut patience = Patience::new(limit);
        loop {
            if let Some(event) = self.parsed() {
                return Ok(Some(event));
            }
            if self.ended {
                return Ok(None);
            }
            let Some(slice) = patience.slice() else {
                let seen = format!("rien en {limit:?}");
                return Err(failure("un événement, ou la fin du flux", seen));
            };
            let start = Instant::now();
            self.fill(slice);
            patience.spend(start);
        }
    }

    /// L'événement suivant.
    ///
    /// # Errors
    ///
    /// Rien n'est venu, ou le flux a fini.
    pub fn event(&mut self) -> Verdict<Event> {
        let next = self.next_within(PATIENCE)?;
        next.ok_or_else(|| failure("un événement", "la fin du flux"))
    }

    fn fill(&mut self, limit: Duration) {
        let mut piece = [0; 4096];
        // Un délai refusé laisse le précédent, qui suffit.
        let _ = self.tcp.set_read_timeout(Some(limit));
        match self.tcp.read(&mut piece) {
            Ok(0) => self.ended = true,
            Ok(n) => self.raw.extend(&piece[..n]),
            Err(error) if is_timeout(&error) => {}
            Err(_) => self.ended = true,
        }
        if !self.chunked {
            self.text.append(&mut self.raw);
            return;
        }
        while let Some(at) = self.raw.windows(2).position(|two| two == b"\r\n") {
            let size = String::from_utf8_lossy(&self.raw[..at]).into_owned();
            let Ok(size) = usize::from_str_radix(size.trim(), 16) else {
                self.ended = true;
                return;
            };
            if self.raw.len() < at + 4 + size {
                return;
            }
            self.text.extend(&self.raw[at + 2..at + 2 + size]);
            self.raw.drain(..at + 4 + size);
            self.ended |= size == 0;
        }
    }

    /// Un événement entier de ce qui est reçu, s'il y en a un.
    fn parsed(&mut self) -> Option<Event> {
        loop {
            let end = self.text.windows(2).position(|two| two == b"\n\n")?;
            let block = String::from_utf8_lossy(&self.text[..end]).into_owned();
            self.text.drain(..end + 2);
            let mut event = Event::default();
            let mut data: Vec<&str> = Vec::new();
            for line in block.lines() {
                let (field, value) = line.split_once(':').unwrap_or((line, ""));
                let value = value.strip_prefix(' ').unwrap_or(value);
                match field {
                    "" => self.comments += 1,
                    "id" => event.id = value.parse().ok(),
                    "event" => event.event = Some(value.to_owned()),
                    "data" => data.push(value),
                    "retry" => self.retry = value.parse().ok(),
                    _ => {}
                }
            }
            if !data.is_empty() {
                event.data = data.join("\n");
                return Some(event);
            }
        }
    }
}

/// Vrai si `error` dit seulement que rien n'est venu à temps.
pub fn is_timeout(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{Interrupted, TimedOut, WouldBlock};
    matches!(error.kind(), TimedOut | WouldBlock | Interrupted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_reponse_se_lit_par_sa_longueur_ou_par_morceaux() {
        let sized = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";
        assert_eq!(whole_answer(sized, false).unwrap().body, "abc");
        assert!(whole_answer(&sized[..sized.len() - 1], false).is_none());
        let chunked =
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        assert_eq!(whole_answer(chunked, true).unwrap().body, "abc");
    }
}
