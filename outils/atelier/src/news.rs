//! Ce que les pages ouvertes apprennent : `GET /atelier/nouvelles`, des événements
//! du serveur (SSE), chacun un [`News`](crate::editions::News) en JSON.

use crate::editions::Editions;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use std::convert::Infallible;
use tokio_stream::{Stream, StreamExt as _};

/// Le chemin de ces événements.
pub const PATH: &str = "/atelier/nouvelles";

/// La nouvelle de l'instant, puis chacune des suivantes.
pub async fn stream(
    State(editions): State<Editions>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = editions.subscribe().map(|news| {
        // Des nombres et du texte : JSON sait toujours les écrire.
        Ok(Event::default().data(serde_json::to_string(&news).unwrap_or_default()))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}
