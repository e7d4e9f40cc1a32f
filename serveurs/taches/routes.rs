//! Qui répond à quoi.

use crate::connection::Line;
use crate::room::Room;
use crate::{session, stream};
use axum::body::Body;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts as _, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Router};
use http::header::{CONNECTION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, StatusCode};
use serveurs::bounds::MESSAGE_BYTES;
use serveurs::page::POLICY;
use serveurs::request::{Entry, Head, Refusal, Route};
use std::sync::Arc;

/// Octets que la connexion d'un membre prépare d'un coup ; quatre fois plus, au
/// plus.
const WRITE_BYTES: usize = 16 << 10;
/// Octets qu'elle lit d'un coup.
const READ_BYTES: usize = 8 << 10;

/// Toutes les adresses du serveur.
pub fn app(room: Arc<Room>) -> Router {
    // Une seule fonction répond : les refus sont ceux des autres serveurs.
    Router::new().fallback(answer).with_state(room)
}

async fn answer(
    State(room): State<Arc<Room>>,
    Extension(line): Extension<Arc<Line>>,
    request: Request,
) -> Response {
    let (mut parts, _) = request.into_parts();
    let head = Head {
        method: parts.method.clone(),
        uri: parts.uri.clone(),
        version: parts.version,
        headers: parts.headers.clone(),
    };
    let answered = match head.route(&room.options.origins) {
        Ok(Route::Room(entry)) => {
            match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
                Ok(upgrade) => enter(&room, upgrade, entry, line),
                Err(rejection) => return closed(rejection.into_response()),
            }
        }
        Ok(Route::Stream(seen)) => room
            .enter(None, seen)
            .map(|(place, missed, queue)| stream::answer(&room, place, missed, queue, line)),
        Ok(Route::State) => Ok(respond(
            StatusCode::OK,
            &[
                ("content-type", "application/json"),
                ("cache-control", "no-store"),
            ],
            room.state().json(),
        )),
        Ok(Route::Page(file)) => Ok(respond(
            StatusCode::OK,
            &[
                ("content-type", file.kind),
                ("content-security-policy", POLICY),
                ("x-content-type-options", "nosniff"),
                ("cache-control", "no-cache"),
            ],
            file.text,
        )),
        Err(refusal) => Err(refusal),
    };
    answered.unwrap_or_else(|refusal| refuse(&refusal))
}

/// Fait entrer un membre, puis laisse la connexion devenir la sienne.
fn enter(
    room: &Arc<Room>,
    upgrade: WebSocketUpgrade,
    entry: Entry,
    line: Arc<Line>,
) -> Result<Response, Refusal> {
    let (place, missed, queue) = room.enter(Some(entry.name), entry.seen)?;
    let room = Arc::clone(room);
    let numbered = entry.seen.is_some();
    Ok(upgrade
        .max_message_size(MESSAGE_BYTES)
        .max_frame_size(MESSAGE_BYTES)
        .read_buffer_size(READ_BYTES)
        .write_buffer_size(WRITE_BYTES)
        .max_write_buffer_size(4 * WRITE_BYTES)
        .on_upgrade(move |socket| session::run(socket, room, place, missed, queue, line, numbered)))
}

fn refuse(refusal: &Refusal) -> Response {
    let kind = ("content-type", "text/plain; charset=utf-8");
    let mut headers = vec![kind];
    headers.extend(refusal.header());
    respond(refusal.status, &headers, refusal.text())
}

fn respond(
    status: StatusCode,
    headers: &[(&'static str, &'static str)],
    body: impl Into<Body>,
) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    for (name, value) in headers {
        // Ces noms et ces valeurs sont écrits dans le programme.
        if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
            response
                .headers_mut()
                .insert(name, HeaderValue::from_static(value));
        }
    }
    closed(response)
}

/// Une réponse après laquelle la connexion se ferme.
pub fn closed(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

/// La réponse qui ouvre un flux.
pub fn events(body: Body) -> Response {
    let mut response = respond(StatusCode::OK, &[("cache-control", "no-store")], body);
    let kind = HeaderValue::from_static(serveurs::events::TYPE);
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}
