//! Ce que demande un client, et ce qui lui est refusé avant tout le reste.

use crate::bounds::{HEAD_BYTES, NAME_CHARS};
use crate::page::{self, File};
use data_encoding::BASE64;
use http::header::{
    CONNECTION, HOST, HeaderName, ORIGIN, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use http::{HeaderMap, Method, StatusCode, Uri, Version};
use percent_encoding::percent_decode_str;

/// Une demande acceptée.
#[derive(Debug, PartialEq, Eq)]
pub enum Route {
    /// Un fichier de la page.
    Page(&'static File),
    /// L'état du serveur.
    State,
    /// Entrer dans le salon.
    Room(Entry),
    /// Lire le flux, après ce numéro s'il y en a un.
    Stream(Option<u64>),
}

/// Qui veut entrer.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// Son nom.
    pub name: String,
    /// Le dernier numéro qu'il a vu : il veut alors les numéros.
    pub seen: Option<u64>,
    /// Sa clé, à laquelle répond le serveur.
    pub key: String,
}

/// Une demande refusée : son statut, et une phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Le statut de la réponse.
    pub status: StatusCode,
    /// Pourquoi, en français.
    pub reason: &'static str,
}

impl Refusal {
    const fn new(status: StatusCode, reason: &'static str) -> Self {
        Self { status, reason }
    }

    const fn bad(reason: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, reason)
    }

    /// Un nom que porte déjà un membre.
    pub const TAKEN: Self = Self::new(StatusCode::CONFLICT, "Ce nom est pris.");
    /// Autant de membres qu'il est permis.
    pub const FULL: Self = Self::new(StatusCode::SERVICE_UNAVAILABLE, "Le salon est plein.");
    /// Plus personne n'entre.
    pub const STOPPING: Self = Self::new(StatusCode::SERVICE_UNAVAILABLE, "Le serveur s'arrête.");
    /// Un en-tête trop long.
    pub const LONG: Self = Self::new(
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        "L'en-tête de la demande est trop long.",
    );
    /// Un en-tête trop lent.
    pub const LATE: Self = Self::new(
        StatusCode::REQUEST_TIMEOUT,
        "La demande n'est pas arrivée à temps.",
    );
    /// Ce qui n'est pas du HTTP.
    pub const GARBLED: Self = Self::bad("Cette demande n'est pas du HTTP.");

    /// Ce que la réponse dit de plus.
    #[must_use]
    pub fn header(&self) -> Option<(&'static str, &'static str)> {
        match self.status {
            StatusCode::UPGRADE_REQUIRED => Some(("Sec-WebSocket-Version", "13")),
            StatusCode::METHOD_NOT_ALLOWED => Some(("Allow", "GET")),
            _ => None,
        }
    }

    /// Le corps de la réponse.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n", self.reason)
    }
}

/// L'en-tête d'une demande.
#[derive(Clone, Debug)]
pub struct Head {
    /// Sa méthode.
    pub method: Method,
    /// Son adresse.
    pub uri: Uri,
    /// Sa version de HTTP.
    pub version: Version,
    /// Ses champs.
    pub headers: HeaderMap,
}

impl Head {
    /// Lit un en-tête au début de `bytes`, et rend sa longueur ; rien s'il n'est
    /// pas entier.
    ///
    /// # Errors
    ///
    /// Ce qui n'est pas du HTTP, ou passe les bornes.
    pub fn parse(bytes: &[u8]) -> Result<Option<(Self, usize)>, Refusal> {
        let mut fields = [httparse::EMPTY_HEADER; 64];
        let mut parsed = httparse::Request::new(&mut fields);
        let length = match parsed.parse(bytes) {
            Ok(httparse::Status::Complete(length)) => length,
            Ok(httparse::Status::Partial) if bytes.len() < HEAD_BYTES => return Ok(None),
            Ok(httparse::Status::Partial) | Err(httparse::Error::TooManyHeaders) => {
                return Err(Refusal::LONG);
            }
            Err(_) => return Err(Refusal::GARBLED),
        };
        if length > HEAD_BYTES {
            return Err(Refusal::LONG);
        }
        Self::of(&parsed).map_or(Err(Refusal::GARBLED), |head| Ok(Some((head, length))))
    }

    fn of(parsed: &httparse::Request) -> Option<Self> {
        let mut headers = HeaderMap::new();
        for field in parsed.headers.iter() {
            let name = HeaderName::from_bytes(field.name.as_bytes()).ok()?;
            headers.append(name, http::HeaderValue::from_bytes(field.value).ok()?);
        }
        Some(Self {
            method: Method::from_bytes(parsed.method?.as_bytes()).ok()?,
            uri: parsed.path?.parse().ok()?,
            version: match parsed.version? {
                0 => Version::HTTP_10,
                _ => Version::HTTP_11,
            },
            headers,
        })
    }

    /// Ce que demande cette demande, dont les pages de `origins` ont aussi le
    /// droit.
    ///
    /// # Errors
    ///
    /// Pourquoi elle est refusée.
    pub fn route(&self, origins: &[String]) -> Result<Route, Refusal> {
        let file = page::file(self.uri.path());
        let known = ["/salon", "/flux", "/etat"].contains(&self.uri.path());
        if !known && file.is_none() {
            let reason = "Il n'y a rien à cette adresse.";
            return Err(Refusal::new(StatusCode::NOT_FOUND, reason));
        }
        if self.method != Method::GET {
            let reason = "Cette adresse ne répond qu'à GET.";
            return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, reason));
        }
        if let Some(file) = file {
            return Ok(Route::Page(file));
        }
        match self.uri.path() {
            "/etat" => Ok(Route::State),
            "/flux" => self.since().map(Route::Stream),
            _ => self.entry(origins).map(Route::Room),
        }
    }

    fn entry(&self, origins: &[String]) -> Result<Entry, Refusal> {
        if self.version < Version::HTTP_11 {
            return Err(Refusal::bad("Il faut HTTP/1.1."));
        }
        if !self.has_token(&CONNECTION, "upgrade") || !self.has_token(&UPGRADE, "websocket") {
            return Err(Refusal::bad("Cette adresse ne parle que WebSocket."));
        }
        if self.only(&SEC_WEBSOCKET_VERSION) != Some("13") {
            let reason = "Seule la version 13 de WebSocket est parlée ici.";
            return Err(Refusal::new(StatusCode::UPGRADE_REQUIRED, reason));
        }
        let key = self.only(&SEC_WEBSOCKET_KEY).unwrap_or_default();
        if BASE64.decode(key.as_bytes()).map_or(0, |it| it.len()) != 16 {
            let reason = "La clé Sec-WebSocket-Key doit faire seize octets.";
            return Err(Refusal::bad(reason));
        }
        if !self.is_of_this_site(origins) {
            let reason = "Une page d'un autre site ne peut pas entrer.";
            return Err(Refusal::new(StatusCode::FORBIDDEN, reason));
        }
        Ok(Entry {
            name: self.name()?,
            seen: self.seen()?,
            key: key.to_owned(),
        })
    }

    /// La valeur d'un champ qui est là une fois.
    fn only(&self, name: &HeaderName) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next()?.to_str().ok()?;
        values.next().is_none().then_some(value)
    }

    fn has_token(&self, name: &HeaderName, token: &str) -> bool {
        let values = self.headers.get_all(name).iter();
        values
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|part| part.trim().eq_ignore_ascii_case(token))
    }

    /// Vrai si la demande vient d'une page permise, ou d'aucune page.
    fn is_of_this_site(&self, origins: &[String]) -> bool {
        let host = self.only(&HOST).unwrap_or_default();
        self.headers.get_all(ORIGIN).iter().all(|origin| {
            let Ok(origin) = origin.to_str() else {
                return false;
            };
            let own = ["http", "https"]
                .iter()
                .any(|scheme| origin.eq_ignore_ascii_case(&format!("{scheme}://{host}")));
            (own && !host.is_empty()) || origins.iter().any(|it| it == origin)
        })
    }

    fn name(&self) -> Result<String, Refusal> {
        let name = self.parameter("nom")?.unwrap_or_default();
        let name = name.trim();
        if name.is_empty() {
            return Err(Refusal::bad("Il faut un nom."));
        }
        if name.chars().count() > NAME_CHARS {
            return Err(Refusal::bad("Un nom a vingt-quatre caractères au plus."));
        }
        if name.contains(char::is_control) {
            return Err(Refusal::bad("Un nom n'a pas de caractère de contrôle."));
        }
        Ok(name.to_owned())
    }

    /// Le dernier numéro vu : `Last-Event-ID` passe avant `vu`.
    fn since(&self) -> Result<Option<u64>, Refusal> {
        match self.headers.get("last-event-id") {
            Some(value) if !value.is_empty() => {
                number(value.to_str().unwrap_or_default()).map(Some)
            }
            _ => self.seen(),
        }
    }

    fn seen(&self) -> Result<Option<u64>, Refusal> {
        self.parameter("vu")?.as_deref().map(number).transpose()
    }

    /// La valeur d'un paramètre de l'adresse. Un plus y est un plus.
    fn parameter(&self, name: &str) -> Result<Option<String>, Refusal> {
        let query = self.uri.query().unwrap_or_default();
        let found = query.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (key == name).then_some(value)
        });
        let Some(value) = found else {
            return Ok(None);
        };
        let decoded = percent_decode_str(value).decode_utf8();
        match decoded {
            Ok(decoded) if is_encoded(value) => Ok(Some(decoded.into_owned())),
            _ => Err(Refusal::bad("L'adresse est mal codée.")),
        }
    }
}

/// Vrai si chaque `%` est suivi de deux chiffres.
fn is_encoded(value: &str) -> bool {
    value.split('%').skip(1).all(|part| {
        let digits = part.as_bytes().get(..2);
        digits.is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit))
    })
}

fn number(value: &str) -> Result<u64, Refusal> {
    let digits = !value.is_empty() && value.bytes().all(|it| it.is_ascii_digit());
    match value.parse() {
        Ok(number) if digits => Ok(number),
        _ => Err(Refusal::bad("Le dernier numéro vu doit être un nombre.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// L'en-tête d'une entrée, dont une ligne est remplacée par une autre.
    fn entry(path: &str, line: &str, other: &str) -> Result<Route, Refusal> {
        let text = format!(
            "GET {path} HTTP/1.1\r\n\
             Host: salon.test:80\r\n\
             Connection: keep-alive, Upgrade\r\n\
             Upgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        assert!(text.contains(line), "{line}");
        route(&text.replacen(line, other, 1))
    }

    fn route(text: &str) -> Result<Route, Refusal> {
        let (head, length) = Head::parse(text.as_bytes())?.expect("un en-tête entier");
        assert_eq!(length, text.len());
        head.route(&["https://ami.test".to_owned()])
    }

    fn name(query: &str) -> Result<String, &'static str> {
        match entry(&format!("/salon?{query}"), "", "") {
            Ok(Route::Room(entry)) => Ok(entry.name),
            Ok(other) => panic!("{other:?}"),
            Err(refusal) => {
                assert_eq!(refusal.status, 400);
                Err(refusal.reason)
            }
        }
    }

    #[test]
    fn un_nom_est_decode_et_debarrasse_de_ses_blancs() {
        assert_eq!(name("nom=Ana"), Ok("Ana".to_owned()));
        assert_eq!(name("nom=%20L%C3%A9a%20%20"), Ok("Léa".to_owned()));
        assert_eq!(name("vu=1&nom=a+b"), Ok("a+b".to_owned()));
        let long = "é".repeat(24);
        assert_eq!(name(&format!("nom={}", "%C3%A9".repeat(24))), Ok(long));
    }

    #[test]
    fn un_nom_mauvais_est_refuse_avec_sa_raison() {
        for (query, reason) in [
            ("", "Il faut un nom."),
            ("nom", "Il faut un nom."),
            ("nom=%20%09", "Il faut un nom."),
            ("nom=a%0Ab", "Un nom n'a pas de caractère de contrôle."),
            ("nom=a%C2%85b", "Un nom n'a pas de caractère de contrôle."),
            ("nom=%FF", "L'adresse est mal codée."),
            ("nom=%C3", "L'adresse est mal codée."),
            ("nom=%", "L'adresse est mal codée."),
            ("nom=%4", "L'adresse est mal codée."),
            ("nom=%zz", "L'adresse est mal codée."),
            ("nom=a&vu=-1", "Le dernier numéro vu doit être un nombre."),
            ("nom=a&vu=+1", "Le dernier numéro vu doit être un nombre."),
            ("nom=a&vu=", "Le dernier numéro vu doit être un nombre."),
            (
                "nom=1234567890123456789012345",
                "Un nom a vingt-quatre caractères au plus.",
            ),
        ] {
            assert_eq!(name(query), Err(reason), "{query}");
        }
    }

    #[test]
    fn une_poignee_de_main_incomplete_est_refusee() {
        let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        for (line, other, status) in [
            ("GET", "POST", 405),
            ("/salon?", "/ailleurs?", 404),
            ("HTTP/1.1", "HTTP/1.0", 400),
            ("Upgrade: websocket", "Upgrade: h2c", 400),
            ("keep-alive, Upgrade", "keep-alive", 400),
            ("Version: 13", "Version: 8", 426),
            (key, "X: y", 400),
            (key, "Sec-WebSocket-Key: YWJj", 400),
            (key, "Sec-WebSocket-Key: ", 400),
        ] {
            let refusal = entry("/salon?nom=Ana", line, other).unwrap_err();
            assert_eq!(refusal.status, status, "{other}");
        }
    }

    #[test]
    fn une_page_d_un_autre_site_est_refusee() {
        let from = |origin: &str| {
            let host = "Host: salon.test:80";
            let with = format!("{host}\r\nOrigin: {origin}");
            entry("/salon?nom=Ana", host, &with).map_err(|it| it.status.as_u16())
        };
        for origin in [
            "http://salon.test:80",
            "https://salon.test:80",
            "https://ami.test",
        ] {
            assert!(from(origin).is_ok(), "{origin}");
        }
        for origin in [
            "http://salon.test",
            "https://mal.test",
            "null",
            "http://ami.test",
        ] {
            assert_eq!(from(origin), Err(403), "{origin}");
        }
    }

    #[test]
    fn l_en_tete_du_navigateur_passe_avant_l_adresse() {
        let flux = |headers: &str| route(&format!("GET /flux?vu=3 HTTP/1.1\r\n{headers}\r\n"));
        assert_eq!(flux(""), Ok(Route::Stream(Some(3))));
        assert_eq!(flux("Last-Event-ID: 7\r\n"), Ok(Route::Stream(Some(7))));
        assert_eq!(route("GET /flux HTTP/1.1\r\n\r\n"), Ok(Route::Stream(None)));
    }

    #[test]
    fn un_en_tete_est_borne() {
        let long = format!("GET / HTTP/1.1\r\nX: {}", "y".repeat(HEAD_BYTES));
        assert_eq!(Head::parse(long.as_bytes()).unwrap_err(), Refusal::LONG);
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(65));
        assert_eq!(Head::parse(many.as_bytes()).unwrap_err(), Refusal::LONG);
        assert!(Head::parse(b"GET / HTTP/1.1\r\nX: y").unwrap().is_none());
        let garbled = Head::parse(b"\x16\x03\x01\x02\x00").unwrap_err();
        assert_eq!(garbled, Refusal::GARBLED);
    }
}
