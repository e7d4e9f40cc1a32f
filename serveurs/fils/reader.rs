//! Le fil qui lit : ce que dit un client, et ses fautes. Il n'écrit jamais.

use crate::salon::Demande;
use crate::session::Session;
use crate::writer::Order;
use crossbeam_channel::Sender;
use serveurs::bucket::Bucket;
use serveurs::frames::{Event, Fault, Frames};
use std::io::{self, Read as _};
use std::net::TcpStream;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Instant;

/// Ce qui lit un membre.
pub struct Reader<'a> {
    session: &'a Session,
    orders: &'a Sender<Order>,
    frames: Frames,
    bucket: Bucket,
}

impl<'a> Reader<'a> {
    pub fn new(session: &'a Session, orders: &'a Sender<Order>) -> Self {
        Self {
            session,
            orders,
            frames: Frames::default(),
            bucket: Bucket::new(session.server.options.rate(), Instant::now()),
        }
    }

    /// Lit jusqu'à la fin, à commencer par ce qui est déjà arrivé.
    pub fn read(mut self, mut stream: &TcpStream, rest: &[u8]) {
        let mut end = self.take(rest);
        let mut chunk = [0; 4096];
        while end.is_none() {
            match stream.read(&mut chunk) {
                Ok(length @ 1..) => {
                    self.session.hear();
                    end = self.take(&chunk[..length]);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                _ => break,
            }
        }
        if let Some(order) = end {
            finish(self.session, self.orders, order);
        }
        wait_for_end(stream, self.session, self.orders);
    }

    /// Fait ce que disent ces octets, jusqu'à la raison de finir.
    fn take(&mut self, bytes: &[u8]) -> Option<Order> {
        self.frames.feed(bytes);
        loop {
            match self.frames.event() {
                Ok(Some(Event::Text(text))) => {
                    if !self.bucket.take(Instant::now()) {
                        return Some(Order::fault(Fault::FLOOD));
                    }
                    // Sans salon, la file se ferme, et le dit.
                    self.session
                        .server
                        .say(Demande::Dire(self.session.place.id, text));
                }
                Ok(Some(Event::Ping(payload))) => {
                    // Un client qui ne lit pas n'a pas à recevoir tous ses pongs :
                    // le plus récent suffit (RFC 6455, 5.5.3).
                    let _ = self.orders.try_send(Order::Pong(payload));
                }
                Ok(Some(Event::Pong)) => {}
                Ok(Some(Event::Close(code))) => return Some(Order::Close(code, "")),
                Ok(None) => return None,
                Err(fault) => return Some(Order::fault(fault)),
            }
        }
    }
}

/// Dit au fil qui écrit de finir, puis sort : ce qui est dit ensuite n'est plus
/// pour ce membre.
fn finish(session: &Session, orders: &Sender<Order>, order: Order) {
    session.closing.store(true, SeqCst);
    // Déjà fini, il n'a plus d'ordre à recevoir.
    let _ = orders.send(order);
    session.place.leave();
}

/// Lit sans rien en faire jusqu'à la fin de la connexion, et le dit.
pub fn wait_for_end(mut stream: &TcpStream, session: &Session, orders: &Sender<Order>) {
    let mut rest = [0; 4096];
    loop {
        match stream.read(&mut rest) {
            Ok(1..) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            _ => break,
        }
    }
    finish(session, orders, Order::Gone);
}
