//! Qui a le droit de demander quoi.
//!
//! Le livre n'est servi qu'à cette machine, et sous ses noms : une page d'un autre
//! site, dont le nom est devenu celui de cette machine, ne lit rien. L'atelier, qui
//! exécute des programmes, demande de plus le jeton que portent les pages servies,
//! et qu'aucun autre site ne peut lire ; aucune réponse n'ouvre l'accès à un autre
//! site (CORS).

use crate::workshop::Answer;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::fmt::Write as _;
use std::io;

/// L'en-tête du jeton.
pub const TOKEN_HEADER: HeaderName = HeaderName::from_static("x-atelier");

/// Le nom de la balise `<meta>` qui donne le jeton aux pages.
pub const TOKEN_META: &str = "atelier";

/// Ce qui ouvre l'atelier, tiré à chaque lancement : 128 bits, en hexadécimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Un jeton neuf.
    ///
    /// # Errors
    ///
    /// Si le système n'a pas de hasard à donner.
    pub fn new() -> io::Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        let mut text = String::new();
        for byte in bytes {
            // Écrire dans un texte n'échoue pas.
            let _ = write!(text, "{byte:02x}");
        }
        Ok(Self(text))
    }

    /// Son texte.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Vrai si `given` est ce jeton ; le temps de la réponse ne dit rien de lui.
    fn is(&self, given: &[u8]) -> bool {
        let ours = self.0.as_bytes();
        let differences = ours
            .iter()
            .zip(given)
            .fold(0, |all, (our, their)| all | (our ^ their));
        given.len() == ours.len() && differences == 0
    }
}

/// Ce qu'il faut pour juger une demande.
#[derive(Debug, Clone)]
pub struct Access {
    /// Le port servi.
    pub port: u16,
    /// Le jeton du moment.
    pub token: Token,
}

impl Access {
    /// Les noms de cette machine, avec le port.
    fn is_local(&self, host: &str) -> bool {
        ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
            host.strip_prefix(name).is_some_and(|rest| {
                rest == format!(":{}", self.port) || (self.port == 80 && rest.is_empty())
            })
        })
    }

    fn refusal(&self, headers: &HeaderMap) -> Option<Answer> {
        let refused = |message: &str| Some(Answer::error(StatusCode::FORBIDDEN, message));
        let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or(""));
        // Un navigateur dit de quel site vient la demande ; un autre outil ne le dit pas.
        if text(header::ORIGIN).is_some_and(|origin| {
            !origin
                .strip_prefix("http://")
                .is_some_and(|host| self.is_local(host))
        }) {
            return refused("cette demande vient d'un autre site");
        }
        if text(HeaderName::from_static("sec-fetch-site")).is_some_and(|site| site != "same-origin")
        {
            return refused("cette demande vient d'un autre site");
        }
        let token = headers.get(TOKEN_HEADER);
        if !token.is_some_and(|token| self.token.is(token.as_bytes())) {
            return refused(
                "il manque le jeton de ce lancement, ou il est d'un autre : rechargez la page",
            );
        }
        None
    }
}

/// Laisse passer les demandes faites à cette machine, sous l'un de ses noms.
pub async fn local(State(access): State<Access>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST);
    let allowed = host
        .and_then(|host| host.to_str().ok())
        .is_some_and(|host| access.is_local(host));
    if allowed {
        return next.run(request).await;
    }
    let port = access.port;
    let said = format!("ce livre n'est servi qu'à l'adresse http://localhost:{port}\n");
    (StatusCode::MISDIRECTED_REQUEST, said).into_response()
}

/// Laisse passer les demandes des pages de ce lancement.
pub async fn with_token(State(access): State<Access>, request: Request, next: Next) -> Response {
    match access.refusal(request.headers()) {
        None => next.run(request).await,
        Some(refusal) => refusal.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_jeton_ne_vaut_que_lui_meme() {
        let (token, other) = (Token::new().unwrap(), Token::new().unwrap());
        assert_ne!(token, other);
        assert_eq!(token.as_str().len(), 32);
        assert!(token.is(token.as_str().as_bytes()));
        for given in ["", &token.as_str()[1..], other.as_str()] {
            assert!(!token.is(given.as_bytes()), "{given}");
        }
        let longer = format!("{}0", token.as_str());
        assert!(!token.is(longer.as_bytes()));
    }
}
