//! Une connexion : sa demande, puis les deux fils d'un membre ou d'un lecteur.

use crate::answer;
use crate::reader::{self, Reader};
use crate::server::{Connection, Place, Server};
use crate::silence::Silence;
use crate::writer::{Format, Order, Start, Writer};
use crossbeam_channel::{Receiver, Sender, bounded};
use serveurs::bounds::{GLANCE, HEAD_BYTES, HEAD_TIME, KERNEL_BYTES};
use serveurs::events;
use serveurs::frames::write_text;
use serveurs::history::{Announcement, LOST};
use serveurs::request::{Entry, Head, Refusal, Route};
use std::io::{self, Read as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Instant;
use tungstenite::handshake::derive_accept_key;

/// La pile d'un fil de connexion : il n'y met que de petits tampons.
const STACK_BYTES: usize = 256 << 10;

/// Donne un fil à une connexion ; trop nombreuses, elle est fermée.
pub fn start(server: &Arc<Server>, stream: TcpStream) {
    let Some(connection) = server.connect() else {
        return;
    };
    let server = Arc::clone(server);
    // Sans fil, la connexion se ferme.
    let _ = spawn(move || {
        // Une connexion déjà coupée se verra à la lecture.
        let _ = prepare(&stream);
        serve(&server, &Arc::new(connection), &stream);
    });
}

fn spawn(body: impl FnOnce() + Send + 'static) -> io::Result<thread::JoinHandle<()>> {
    thread::Builder::new().stack_size(STACK_BYTES).spawn(body)
}

fn prepare(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    socket2::SockRef::from(stream).set_send_buffer_size(KERNEL_BYTES)
}

fn serve(server: &Arc<Server>, connection: &Arc<Connection>, stream: &TcpStream) {
    let routed = head(stream).and_then(|(head, rest)| {
        let route = head.route(&server.options.origins)?;
        Ok((route, rest))
    });
    let refused = match routed {
        Ok((Route::Page(file), _)) => {
            answer::page(stream, file);
            Ok(())
        }
        Ok((Route::State, _)) => {
            answer::state(stream, &server.state().json());
            Ok(())
        }
        Ok((Route::Room(entry), rest)) => enter(server, connection, stream, entry, &rest),
        Ok((Route::Stream(seen), _)) => follow(server, connection, stream, seen),
        Err(refusal) => Err(refusal),
    };
    if let Err(refusal) = refused {
        answer::refuse(stream, &refusal);
    }
}

/// Lit l'en-tête de la demande, et ce qui est arrivé de la suite.
fn head(mut stream: &TcpStream) -> Result<(Head, Vec<u8>), Refusal> {
    let limit = Instant::now() + HEAD_TIME;
    let mut read = Vec::new();
    let mut chunk = [0; 2048];
    loop {
        let left = limit.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return Err(Refusal::LATE);
        }
        match stream.read(&mut chunk) {
            Ok(length @ 1..) => read.extend_from_slice(&chunk[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            _ => return Err(Refusal::LATE),
        }
        if let Some((head, length)) = Head::parse(&read)? {
            return Ok((head, read.split_off(length)));
        }
        if read.len() >= HEAD_BYTES {
            return Err(Refusal::LONG);
        }
    }
}

/// Ce que partagent les deux fils d'une connexion.
pub struct Session {
    pub server: Arc<Server>,
    pub place: Place,
    /// Comptée tant que l'un des deux vit.
    _connection: Arc<Connection>,
    /// Celui d'un membre ; un lecteur n'a rien à répondre.
    pub silence: Option<Silence>,
    /// Vrai quand la lecture a demandé la fin.
    pub closing: AtomicBool,
}

impl Session {
    /// Un octet vient d'arriver.
    pub fn hear(&self) {
        if let Some(silence) = &self.silence {
            silence.hear();
        }
    }
}

fn enter(
    server: &Arc<Server>,
    connection: &Arc<Connection>,
    stream: &TcpStream,
    entry: Entry,
    rest: &[u8],
) -> Result<(), Refusal> {
    let (place, received, entered) = server.enter(entry.name)?;
    let mut output = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\
         Connection: Upgrade\r\nSec-WebSocket-Accept: {}\r\n\r\n",
        derive_accept_key(entry.key.as_bytes())
    )
    .into_bytes();
    let missed = server.missed(entry.seen, entered.0);
    if missed.hole {
        write_text(&format!("0 {LOST}"), &mut output);
    }
    let format = match entry.seen {
        Some(_) => Format::Numbered,
        None => Format::Text,
    };
    for said in missed.said.iter().chain([&entered]) {
        format.write(said, &mut output);
    }
    let start = Start {
        format,
        output,
        last: entered.0,
    };
    let (session, orders) = pump(server, connection, stream, place, received, start)?;
    Reader::new(&session, &orders).read(stream, rest);
    Ok(())
}

fn follow(
    server: &Arc<Server>,
    connection: &Arc<Connection>,
    stream: &TcpStream,
    seen: Option<u64>,
) -> Result<(), Refusal> {
    let (place, received, missed, next) = server.follow(seen)?;
    let output = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nCache-Control: no-store\r\n\
         Connection: close\r\n\r\n{}{}",
        events::TYPE,
        events::opening(missed.hole),
        events::events(&missed.said)
    );
    let output = output.into_bytes();
    let start = Start {
        format: Format::Events,
        output,
        last: next - 1,
    };
    let (session, orders) = pump(server, connection, stream, place, received, start)?;
    reader::wait_for_end(stream, &session, &orders);
    Ok(())
}

/// Lance le fil qui écrit ; celui-ci lira.
fn pump(
    server: &Arc<Server>,
    connection: &Arc<Connection>,
    stream: &TcpStream,
    place: Place,
    received: Receiver<Announcement>,
    start: Start,
) -> Result<(Arc<Session>, Sender<Order>), Refusal> {
    let (orders, ordered) = bounded(4);
    let silence = match start.format {
        Format::Events => None,
        // Sans fil pour y veiller, c'est plein.
        _ => Some(Silence::new(server.options.silence()).map_err(|_| Refusal::FULL)?),
    };
    let session = Arc::new(Session {
        server: Arc::clone(server),
        place,
        _connection: Arc::clone(connection),
        silence,
        closing: AtomicBool::new(false),
    });
    let writing = Arc::clone(&session);
    let writer = stream.try_clone().and_then(|stream| {
        stream.set_read_timeout(None)?;
        stream.set_write_timeout(Some(GLANCE))?;
        spawn(move || Writer::new(writing, stream, received, ordered, start).run())
    });
    // Ni fil ni descripteur : c'est plein.
    writer.map_err(|_| Refusal::FULL)?;
    Ok((session, orders))
}
