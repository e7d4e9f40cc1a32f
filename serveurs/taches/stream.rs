//! Le flux d'un lecteur : une tâche le remplit, la connexion l'écrit.

use crate::connection::Line;
use crate::room::{Place, Queue, Room};
use crate::routes;
use axum::body::Body;
use axum::response::Response;
use serveurs::bounds::{FAREWELL, GLANCE};
use serveurs::events;
use serveurs::history::Missed;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval, sleep};
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;

/// La réponse, et la tâche qui la remplit.
pub fn answer(
    room: &Arc<Room>,
    place: Place,
    missed: Missed,
    queue: Queue,
    line: Arc<Line>,
) -> Response {
    let (texts, written) = mpsc::channel(1);
    let silence = room.options.silence();
    tokio::spawn(async move {
        if fill(&texts, missed, queue, silence).await.is_err() {
            // Le lecteur ne lit plus : rien d'autre ne le délogerait.
            line.cut.notify_one();
        }
        drop(place);
    });
    let body = ReceiverStream::new(written).map(Ok::<String, Infallible>);
    routes::events(Body::from_stream(body))
}

/// Un lecteur qui ne lit plus.
struct Stuck;

/// Remplit le flux jusqu'à la fin : celle du salon, ou du lecteur.
async fn fill(
    texts: &mpsc::Sender<String>,
    missed: Missed,
    mut queue: Queue,
    silence: Duration,
) -> Result<(), Stuck> {
    let opening = events::opening(missed.hole) + &events::events(&missed.said);
    send(texts, &queue, opening).await?;
    let mut ticks = interval(silence / 2);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await;
    loop {
        let text = tokio::select! {
            () = texts.closed() => return Ok(()),
            said = queue.next() => match said {
                Ok(said) => events::event(&said),
                Err(_) => return Ok(()),
            },
            _ = ticks.tick() => events::SILENCE.to_owned(),
        };
        send(texts, &queue, text).await?;
    }
}

/// Donne un texte à la connexion. Un lecteur qui ne lit pas est attendu, tant que sa
/// file a de la place.
async fn send(texts: &mpsc::Sender<String>, queue: &Queue, text: String) -> Result<(), Stuck> {
    let sending = texts.send(text);
    tokio::pin!(sending);
    let mut late_since = None;
    loop {
        tokio::select! {
            // Parti, le lecteur se verra au tour suivant.
            _ = &mut sending => return Ok(()),
            () = sleep(GLANCE) => {}
        }
        if !queue.is_late() {
            late_since = None;
        } else if late_since.get_or_insert_with(Instant::now).elapsed() >= FAREWELL {
            return Err(Stuck);
        }
    }
}
