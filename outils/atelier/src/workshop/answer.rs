//! Ce que l'atelier répond quand il ne fait pas ce qui est demandé.

use super::Event;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Une réponse qui n'est pas celle que l'on attendait.
#[derive(Debug)]
pub struct Answer {
    status: StatusCode,
    refusal: Refusal,
}

/// Pourquoi un programme n'est ni exécuté ni exploré.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// La raison, en français.
    pub message: String,
    /// Les lignes du programme en cause.
    #[serde(rename = "lignes", skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// Ce que dit rustc, tel quel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rustc: Option<String>,
    /// Vrai si ce n'est pas la faute du programme.
    #[serde(skip)]
    pub ours: bool,
}

/// Une ligne en cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Son numéro, à partir de 1.
    #[serde(rename = "ligne")]
    pub line: usize,
    /// Ce qui lui est reproché.
    pub message: String,
}

impl Answer {
    /// Une erreur qui tient en une phrase.
    pub fn error(status: StatusCode, message: impl Into<String>) -> Self {
        let message = message.into();
        let refusal = Refusal {
            message,
            ..Refusal::default()
        };
        Self { status, refusal }
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal.ours {
            true => StatusCode::INTERNAL_SERVER_ERROR,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self { status, refusal }
    }
}

/// Un refus qui vient trop tard pour être une réponse.
impl From<Refusal> for Event {
    fn from(refusal: Refusal) -> Self {
        Self::End {
            status: None,
            message: refusal.message,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        Answer::from(self).into_response()
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.refusal)).into_response();
        let never = HeaderValue::from_static("no-store");
        response.headers_mut().insert(header::CACHE_CONTROL, never);
        response
    }
}
