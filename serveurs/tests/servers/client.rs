//! Un client, celui de tungstenite, et des demandes HTTP toutes simples.

use crate::process::Server;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};
use tungstenite::client::IntoClientRequest as _;
use tungstenite::{Error, HandshakeError, Message, WebSocket};

/// Au-delà, ce qui n'est pas venu ne viendra pas.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug)]
pub struct Client {
    pub name: String,
    pub socket: WebSocket<TcpStream>,
}

impl Client {
    /// Entre, ou rend le statut du refus.
    pub fn enter(server: &Server, query: &str) -> Result<Self, u16> {
        Self::enter_from(server, query, None)
    }

    /// Entre, comme une page de cette origine.
    pub fn enter_from(server: &Server, query: &str, origin: Option<&str>) -> Result<Self, u16> {
        let query = query.replace('é', "%C3%A9");
        let url = format!("ws://{}/salon?{query}", server.address);
        let mut request = url.into_client_request().unwrap();
        if let Some(origin) = origin {
            request
                .headers_mut()
                .insert("origin", origin.parse().unwrap());
        }
        match tungstenite::client(request, connect(server)) {
            Ok((socket, _)) => Ok(Self {
                name: query,
                socket,
            }),
            Err(HandshakeError::Failure(Error::Http(response))) => Err(response.status().as_u16()),
            Err(error) => panic!("{} {query} : {error}", server.name),
        }
    }

    pub fn say(&mut self, text: &str) {
        self.socket.send(Message::text(text)).unwrap();
    }

    /// Le texte qui suit.
    pub fn text(&mut self) -> String {
        let start = Instant::now();
        loop {
            assert!(start.elapsed() < PATIENCE, "{} n'entend rien", self.name);
            match self.socket.read().unwrap() {
                Message::Text(text) => return text.to_string(),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{} reçoit {other:?}", self.name),
            }
        }
    }

    /// Le numéro et le texte qui suivent.
    pub fn numbered(&mut self) -> (u64, String) {
        let text = self.text();
        let (number, text) = text.split_once(' ').unwrap();
        (number.parse().unwrap(), text.to_owned())
    }

    /// Le code avec lequel le serveur ferme, une fois lu ce qui le précède.
    pub fn closed(&mut self) -> Option<u16> {
        loop {
            if let Message::Close(frame) = self.socket.read().unwrap() {
                return frame.map(|it| it.code.into());
            }
        }
    }

    /// Ferme, et attend la réponse.
    pub fn leave(mut self) {
        self.socket.close(None).unwrap();
        while self.socket.read().is_ok() {}
    }

    /// S'en va sans rien dire.
    pub fn vanish(self) {
        drop(self);
    }
}

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// La réponse entière à une demande.
pub fn get(server: &Server, path: &str) -> String {
    let mut stream = connect(server);
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n",
        server.address
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Ce que répond une demande, jusqu'à ce texte.
pub fn read_until(server: &Server, path: &str, headers: &str, end: &str) -> String {
    let mut stream = connect(server);
    let host = &server.address;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    let mut chunk = [0; 1024];
    let start = Instant::now();
    loop {
        let length = stream.read(&mut chunk).unwrap();
        answer.extend_from_slice(&chunk[..length]);
        let text = String::from_utf8_lossy(&answer).into_owned();
        if text.contains(end) {
            return text;
        }
        let late = start.elapsed() > PATIENCE;
        assert!(length > 0 && !late, "{} {path} : {text}", server.name);
    }
}
