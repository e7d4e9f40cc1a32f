//! Les adresses des exercices.

use super::exercises::{Checking, Denied, Edit, Exercises, ReaderFile, Restarted, Summary};
use super::routes::{Shared, body, panicked, stream, turn};
use super::{Answer, Workshop};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// Ce qu'une demande doit contenir.
const EXPECTED: &str =
    "{\"texte\": \"…\", \"empreinte\": \"…\", \"garder\": true}, où « garder » est facultatif";

/// Les adresses des exercices.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/atelier/exercices", get(all))
        .route("/atelier/exercices/{name}", get(read))
        .route("/atelier/exercices/{name}/enregistrer", post(save))
        .route("/atelier/exercices/{name}/recommencer", post(reset))
        .route("/atelier/exercices/{name}/verifier", post(check))
}

async fn all(State(shared): State<Shared>) -> Result<Response, Response> {
    at_disk(shared, |exercises| -> Result<Vec<Summary>, Denied> {
        exercises.all()
    })
    .await
}

async fn read(
    State(shared): State<Shared>,
    Path(name): Path<String>,
) -> Result<Response, Response> {
    at_disk(shared, move |exercises| -> Result<ReaderFile, Denied> {
        exercises.read(&name)
    })
    .await
}

async fn save(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, Response> {
    let edit: Edit = edit(request).await?;
    at_disk(shared, move |exercises| -> Result<ReaderFile, Denied> {
        exercises.save(&name, &edit)
    })
    .await
}

async fn reset(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, Response> {
    let edit = edit(request).await?;
    at_disk(shared, move |exercises| -> Result<Restarted, Denied> {
        exercises.reset(&name, &edit)
    })
    .await
}

/// Enregistre sans attendre son tour, puis juge.
async fn check(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, Response> {
    let edit = edit(request).await?;
    let workshop = shared.workshop.clone();
    let saving = name.clone();
    let saved = spawn_blocking(move || workshop.exercises().save(&saving, &edit));
    let saved = saved
        .await
        .map_err(|error| panicked(error).into_response())?;
    let saved = saved.map_err(Denied::into_response)?;
    let turn = turn(&shared.queue).await.map_err(Answer::into_response)?;
    stream(turn, move |job| {
        let stamp = saved.stamp.clone();
        (job.tell)(Checking::Saved(saved));
        shared.workshop.exercises().check(&name, &stamp, job)
    })
    .await
}

async fn edit(request: Request) -> Result<Edit, Response> {
    body(request, EXPECTED).await.map_err(Answer::into_response)
}

/// Ce que rend `work`, qui ne lit et n'écrit que des fichiers du lecteur.
async fn at_disk<T: serde::Serialize + Send + 'static>(
    shared: Shared,
    work: impl FnOnce(&dyn Exercises) -> Result<T, Denied> + Send + 'static,
) -> Result<Response, Response> {
    let workshop: Arc<dyn Workshop> = shared.workshop;
    let done = spawn_blocking(move || work(workshop.exercises()));
    let done = done
        .await
        .map_err(|error| panicked(error).into_response())?;
    let done = done.map_err(Denied::into_response)?;
    let mut response = Json(done).into_response();
    let never = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, never);
    Ok(response)
}
