//! La connexion d'un membre : une tâche la lit, une autre y écrit.

use crate::connection::Line;
use crate::room::{End, Place, Queue, Room};
use axum::Error;
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use serveurs::bounds::{FAREWELL, GLANCE, LAST_FAREWELL, LINGER};
use serveurs::bucket::Bucket;
use serveurs::frames::Fault;
use serveurs::history::{Announcement, LOST, Missed};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::Instant;
use tokio::sync::mpsc;
use tokio::task::yield_now;
use tokio::time::{sleep, sleep_until, timeout};

/// Annonces préparées d'un coup, quand plusieurs attendent.
const BATCH: usize = 64;

/// Ce que la tâche qui lit demande à celle qui écrit.
enum Order {
    /// La fin qui dit une faute.
    Close(Fault),
    /// Le client n'enverra plus rien.
    Gone,
}

/// Ce que partagent les deux tâches.
struct Session {
    room: Arc<Room>,
    place: Place,
    line: Arc<Line>,
    /// Vrai quand la lecture a demandé la fin.
    closing: AtomicBool,
}

/// Sert un membre jusqu'à la fin.
pub async fn run(
    socket: WebSocket,
    room: Arc<Room>,
    place: Place,
    missed: Missed,
    queue: Queue,
    line: Arc<Line>,
    numbered: bool,
) {
    let (sink, stream) = socket.split();
    let (orders, ordered) = mpsc::channel(4);
    let session = Arc::new(Session {
        room,
        place,
        line,
        closing: AtomicBool::new(false),
    });
    let writer = Writer {
        session: Arc::clone(&session),
        sink,
        queue,
        ordered,
        numbered,
    };
    let mut writing = tokio::spawn(writer.run(missed));
    let reading = read(&session, stream, &orders);
    tokio::pin!(reading);
    tokio::select! {
        // Le client a encore à fermer de son côté.
        _ = &mut writing => drop(timeout(LINGER, reading).await),
        () = &mut reading => drop(writing.await),
    }
}

/// Lit jusqu'à la fin de la connexion. N'écrit jamais ; les pongs sont l'affaire de
/// la bibliothèque.
async fn read(session: &Session, mut stream: SplitStream<WebSocket>, orders: &mpsc::Sender<Order>) {
    let mut bucket = Bucket::new(session.room.options.rate(), Instant::now());
    let mut over = false;
    while let Some(got) = stream.next().await {
        let fault = match got {
            // La fin est demandée : la suite se lit sans rien en faire.
            _ if over => continue,
            Ok(Message::Text(text)) => match bucket.take(Instant::now()) {
                true => {
                    session.place.say(&text);
                    // Les tâches qui écrivent passent d'abord : sans cela, qui parle
                    // d'un trait remplirait les files avant que personne ne les vide.
                    yield_now().await;
                    continue;
                }
                false => Fault::FLOOD,
            },
            Ok(Message::Binary(_)) => Fault::BINARY,
            Ok(Message::Close(_)) => {
                // La bibliothèque y répond quand elle lit la suite.
                over = true;
                finish(session, orders, Order::Gone).await;
                continue;
            }
            Ok(Message::Ping(_) | Message::Pong(_)) => continue,
            Err(error) => match fault(error) {
                Some(fault) => fault,
                None => break,
            },
        };
        over = true;
        finish(session, orders, Order::Close(fault)).await;
    }
    finish(session, orders, Order::Gone).await;
}

/// Dit à la tâche qui écrit de finir, puis sort.
async fn finish(session: &Session, orders: &mpsc::Sender<Order>, order: Order) {
    session.closing.store(true, SeqCst);
    // Déjà finie, elle n'a plus d'ordre à recevoir.
    let _ = orders.send(order).await;
    session.place.leave();
}

/// La faute que dit une erreur de lecture ; rien si la connexion est coupée.
fn fault(error: Error) -> Option<Fault> {
    let error = error.into_inner();
    match error.downcast_ref::<tungstenite::Error>()? {
        tungstenite::Error::Capacity(_) => Some(Fault::LONG),
        tungstenite::Error::Utf8(_) => Some(Fault::GARBLED),
        tungstenite::Error::Protocol(
            tungstenite::error::ProtocolError::ResetWithoutClosingHandshake,
        ) => None,
        tungstenite::Error::Protocol(_) => Some(Fault::PROTOCOL),
        _ => None,
    }
}

/// Ce qui écrit à un membre.
struct Writer {
    session: Arc<Session>,
    sink: SplitSink<WebSocket, Message>,
    queue: Queue,
    ordered: mpsc::Receiver<Order>,
    numbered: bool,
}

impl Writer {
    /// Écrit jusqu'à la fin.
    async fn run(mut self, missed: Missed) {
        let end = self.pump(missed).await;
        self.session.place.leave();
        if let Some(fault) = end {
            self.say_goodbye(fault).await;
        }
    }

    /// Écrit ce qui vient, et rend la faute à dire, s'il y en a une.
    async fn pump(&mut self, missed: Missed) -> Option<Fault> {
        let mut first = Vec::new();
        if missed.hole {
            first.push(Message::text(format!("0 {LOST}")));
        }
        first.extend(missed.said.iter().map(|said| self.message(said)));
        if !first.is_empty() && !self.send(first).await {
            return None;
        }
        let silence = self.session.room.options.silence();
        let mut pinged = self.session.line.heard();
        loop {
            let heard = self.session.line.heard();
            let waiting = pinged > heard;
            let limit = match waiting {
                true => heard + silence,
                false => heard + silence / 2,
            };
            tokio::select! {
                biased;
                order = self.ordered.recv() => match order {
                    Some(Order::Close(fault)) => return Some(fault),
                    Some(Order::Gone) | None => return None,
                },
                () = sleep_until(limit.into()), if limit <= Instant::now() => {
                    if waiting {
                        return Some(Fault::SILENCE);
                    }
                    pinged = Instant::now();
                    if !self.send(vec![Message::Ping(Default::default())]).await {
                        return None;
                    }
                }
                said = self.queue.next() => match said {
                    Ok(said) => {
                        let mut batch = vec![self.message(&said)];
                        while batch.len() < BATCH && self.ordered.is_empty() {
                            let Some(said) = self.queue.try_next() else { break };
                            batch.push(self.message(&said));
                        }
                        if !self.send(batch).await {
                            return None;
                        }
                    }
                    Err(End::Slow) => return Some(Fault::SLOW),
                    Err(End::Stopped) => return Some(Fault::STOPPING),
                },
                () = sleep_until(limit.into()) => {}
            }
        }
    }

    fn message(&self, said: &Announcement) -> Message {
        match self.numbered {
            true => Message::text(format!("{} {}", said.0, said.1)),
            false => Message::text(said.1.clone()),
        }
    }

    /// Écrit ces messages ; faux si la connexion est perdue. Un client qui ne lit pas
    /// est attendu, tant que sa file a de la place et que rien ne demande la fin.
    async fn send(&mut self, messages: Vec<Message>) -> bool {
        let sink = &mut self.sink;
        let sending = async {
            for message in messages {
                sink.feed(message).await?;
            }
            sink.flush().await
        };
        tokio::pin!(sending);
        let mut hopeless_since = None;
        loop {
            tokio::select! {
                sent = &mut sending => return sent.is_ok(),
                () = sleep(GLANCE) => {}
            }
            let limit = match self.session.room.is_stopping() {
                true => Some(LAST_FAREWELL),
                false => {
                    (self.session.closing.load(SeqCst) || self.queue.is_late()).then_some(FAREWELL)
                }
            };
            match limit {
                Some(limit) => {
                    let since = *hopeless_since.get_or_insert_with(Instant::now);
                    if since.elapsed() >= limit {
                        return false;
                    }
                }
                None => hopeless_since = None,
            }
            let silence = self.session.room.options.silence();
            if self.session.line.heard().elapsed() >= silence {
                return false;
            }
        }
    }

    /// Dit la fin.
    async fn say_goodbye(&mut self, fault: Fault) {
        self.session.closing.store(true, SeqCst);
        let frame = CloseFrame {
            code: fault.code,
            reason: fault.reason.into(),
        };
        // Perdue, la connexion se coupe de même.
        self.send(vec![Message::Close(Some(frame))]).await;
    }
}
