//! Les adresses de l'atelier.

use super::queue::{Queue, Situation, Turn};
use super::{Answer, Job, Options, Time, Workshop, exercise_routes};
use crate::access::{self, Access};
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, RequestExt as _, Router, middleware};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use tokio::sync::{mpsc as channel, oneshot};
use tokio::task::spawn_blocking;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;

/// Le plus long programme, en octets de la demande.
const MAX_BODY: usize = 64 * 1024;

/// Ce qu'un lecteur lent peut laisser en attente, en morceaux de sortie.
const MAX_EVENTS: usize = 64;

/// Ce que partagent les demandes.
#[derive(Clone)]
pub(super) struct Shared {
    pub workshop: Arc<dyn Workshop>,
    pub queue: Queue,
}

/// Les adresses de l'atelier, pour qui a le jeton.
pub fn router(workshop: Arc<dyn Workshop>, access: Access) -> Router {
    let shared = Shared {
        workshop,
        queue: Queue::new(),
    };
    Router::new()
        .route("/atelier/explorer", post(explore))
        .route("/atelier/executer", post(run))
        .route("/atelier/etat", get(situation))
        .merge(exercise_routes::routes())
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn_with_state(access, access::with_token))
        .with_state(shared)
}

/// Ce qui est demandé de l'atelier.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(rename = "programme")]
    program: String,
    #[serde(rename = "temps", default)]
    time: Time,
    #[serde(rename = "constantes", default)]
    constants: BTreeMap<String, u64>,
}

const EXPECTED: &str = "{\"programme\": \"…\", \"temps\": \"ordonne\", \"constantes\": {\"N\": 3}}, où « temps » et « constantes » sont facultatifs";

/// Lit une demande, qui doit être `expected`.
pub(super) async fn body<T: DeserializeOwned>(
    request: Request,
    expected: &str,
) -> Result<T, Answer> {
    // Un formulaire, que n'importe quel site peut envoyer, n'a pas ce type.
    if !is_json(request.headers()) {
        let said = "la demande doit être du JSON (Content-Type: application/json)";
        return Err(Answer::error(StatusCode::UNSUPPORTED_MEDIA_TYPE, said));
    }
    let body: Bytes = request.extract().await.map_err(|_| {
        let said = format!(
            "le programme est trop long : {} ko au plus",
            MAX_BODY / 1024
        );
        Answer::error(StatusCode::PAYLOAD_TOO_LARGE, said)
    })?;
    serde_json::from_slice(&body).map_err(|error| {
        let column = error.column();
        let said = format!("la demande ne se lit pas : attendu {expected} (colonne {column})");
        Answer::error(StatusCode::BAD_REQUEST, said)
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

pub(super) async fn turn(queue: &Queue) -> Result<Turn, Answer> {
    queue.turn().await.ok_or_else(|| {
        let said = "l'atelier a trop de travail : attendez qu'il finisse, ou annulez";
        Answer::error(StatusCode::TOO_MANY_REQUESTS, said)
    })
}

/// Annule le travail quand la demande disparaît avant lui.
struct CancelOnDrop(Sender<()>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        // Déjà fini, il n'a rien à annuler.
        let _ = self.0.send(());
    }
}

async fn explore(State(shared): State<Shared>, request: Request) -> Result<Response, Answer> {
    let Asked {
        program,
        time,
        constants,
    } = body(request, EXPECTED).await?;
    let options = Options { time, constants };
    let turn = turn(&shared.queue).await?;
    let (cancel, cancelled) = mpsc::channel();
    let _cancel = CancelOnDrop(cancel);
    let graph = spawn_blocking(move || {
        let job = Job {
            cancelled,
            progress: &|step| turn.progress(step),
            tell: &|_| true,
        };
        shared.workshop.explore(&program, &options, job)
    });
    let graph = graph.await.map_err(panicked)??;
    let kind = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((kind, graph).into_response())
}

async fn run(State(shared): State<Shared>, request: Request) -> Result<Response, Response> {
    let asked: Result<Asked, Answer> = body(request, EXPECTED).await;
    let Asked { program, .. } = asked.map_err(Answer::into_response)?;
    let turn = turn(&shared.queue).await.map_err(Answer::into_response)?;
    stream(turn, move |job| shared.workshop.run(&program, job)).await
}

/// Ce que `work` raconte, un objet par ligne, à mesure. S'il refuse avant d'avoir rien
/// dit, la réponse est ce refus ; après, c'est sa dernière ligne.
pub(super) async fn stream<E, R>(
    turn: Turn,
    work: impl FnOnce(Job<'_, E>) -> Result<(), R> + Send + 'static,
) -> Result<Response, Response>
where
    E: Serialize + From<R> + Send + 'static,
    R: IntoResponse + Send + 'static,
{
    let (cancel, cancelled) = mpsc::channel();
    let cancel = CancelOnDrop(cancel);
    let (events, mut received) = channel::channel::<E>(MAX_EVENTS);
    let (refuse, refused) = oneshot::channel::<R>();
    let work = spawn_blocking(move || {
        let begun = Cell::new(false);
        let tell = |event| {
            begun.set(true);
            events.blocking_send(event).is_ok()
        };
        let job = Job {
            cancelled,
            progress: &|step| turn.progress(step),
            tell: &tell,
        };
        if let Err(refusal) = work(job) {
            // La demande a pu disparaître ; ou sa réponse, commencer.
            if begun.get() {
                tell(refusal.into());
            } else {
                let _ = refuse.send(refusal);
            }
        }
    });
    // Le premier événement, ou le refus, dit le statut de la réponse.
    let Some(first) = received.recv().await else {
        let refusal = refused.await;
        work.await
            .map_err(|error| panicked(error).into_response())?;
        let nothing = |_| {
            let said = "l'atelier n'a rien répondu";
            Answer::error(StatusCode::INTERNAL_SERVER_ERROR, said).into_response()
        };
        return Err(refusal.map_or_else(nothing, R::into_response));
    };
    let events = tokio_stream::once(first).chain(ReceiverStream::new(received));
    let lines = events.map(move |event| {
        // Annule si le corps de la réponse disparaît avant la fin.
        let _ = &cancel;
        // Des nombres et du texte : JSON sait toujours les écrire.
        let line = serde_json::to_string(&event).unwrap_or_default();
        Ok::<_, Infallible>(format!("{line}\n"))
    });
    let mut response = Body::from_stream(lines).into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, "application/x-ndjson; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}

async fn situation(State(shared): State<Shared>) -> Json<Situation> {
    Json(shared.queue.situation())
}

pub(super) fn panicked(_: tokio::task::JoinError) -> Answer {
    let said = "l'atelier a paniqué ; le terminal dit où";
    Answer::error(StatusCode::INTERNAL_SERVER_ERROR, said)
}
