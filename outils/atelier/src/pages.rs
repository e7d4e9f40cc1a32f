//! Les pages et leurs fichiers, comprimés. Chaque page reçoit le script qui la tient
//! à jour et, si l'atelier est ouvert, ceux qui s'en servent ; le site publié n'en a
//! pas trace.

use crate::access::{TOKEN_META, Token};
use crate::editions::Editions;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    LAST_MODIFIED,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::io::ErrorKind;
use tower_http::services::{ServeDir, ServeFile};

/// Un script que les pages reçoivent.
struct Script {
    path: &'static str,
    text: &'static str,
    /// Ce que dit sa balise ; un script ordinaire passe avant ceux de la page.
    attributes: &'static str,
}

const RELOAD: Script = Script {
    path: "/atelier/rechargement.js",
    text: include_str!("../../../theme/workshop/reload.js"),
    attributes: " type=\"module\"",
};

/// Ceux des pages à qui l'atelier est ouvert, dans l'ordre.
const WORKSHOP: [Script; 4] = [
    Script {
        path: "/atelier/client.js",
        text: include_str!("../../../theme/workshop/client.js"),
        attributes: "",
    },
    Script {
        path: "/atelier/programmes.js",
        text: include_str!("../../../theme/workshop/programs.js"),
        attributes: "",
    },
    Script {
        path: "/atelier/reparation.js",
        text: include_str!("../../../theme/workshop/repair.js"),
        attributes: "",
    },
    Script {
        path: "/atelier/exercice.js",
        text: include_str!("../../../theme/workshop/exercise.js"),
        attributes: "",
    },
];

/// Le style de ce qu'ils posent : son chemin, et son texte.
const STYLE: (&str, &str) = (
    "/atelier/programmes.css",
    include_str!("../../../theme/workshop/programs.css"),
);

impl Script {
    fn tag(&self) -> String {
        let Self {
            path, attributes, ..
        } = self;
        format!("<script{attributes} src=\"{path}\"></script>\n")
    }
}

/// Au-delà, ce n'est pas une page de ce livre.
const MAX_PAGE: usize = 64 << 20;

/// Les pages servies.
#[derive(Debug, Clone)]
pub struct Pages {
    /// Les éditions du livre.
    pub editions: Editions,
    /// Ce qui leur ouvre l'atelier, s'il est ouvert.
    pub token: Option<Token>,
}

/// Un fichier de l'édition servie.
pub async fn page(State(pages): State<Pages>, mut request: Request) -> Response {
    // Un navigateur ne doit pas croire à jour une page d'une édition passée : les
    // dates des fichiers n'ont que la seconde. Et une page se change tout entière.
    for condition in [header::IF_MODIFIED_SINCE, header::RANGE] {
        request.headers_mut().remove(condition);
    }
    *request.method_mut() = Method::GET;
    let folder = pages.editions.folder();
    let absent = ServeFile::new(folder.join("404.html"));
    let served = ServeDir::new(&folder)
        .not_found_service(absent)
        .try_call(request)
        .await;
    let mut response = match served {
        Ok(response) => response.map(Body::new),
        // Plus long que le nom d'aucun fichier.
        Err(error) if error.kind() == ErrorKind::InvalidFilename => {
            return (StatusCode::NOT_FOUND, "cette page n'existe pas\n").into_response();
        }
        Err(error) => {
            let said = format!("ce fichier du livre ne se lit pas : {error}\n");
            return (StatusCode::INTERNAL_SERVER_ERROR, said).into_response();
        }
    };
    let headers = response.headers_mut();
    headers.remove(LAST_MODIFIED);
    headers.remove(ETAG);
    headers.remove(ACCEPT_RANGES);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if is_html(headers) {
        return with_scripts(response, pages.token.as_ref()).await;
    }
    response
}

/// Les scripts et le style que reçoivent les pages, pour qui peut les demander.
pub fn added<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let every = std::iter::once(RELOAD).chain(WORKSHOP);
    let scripts = every.map(|Script { path, text, .. }| (path, text, "text/javascript"));
    let (path, text) = STYLE;
    let files = scripts.chain([(path, text, "text/css")]);
    files.fold(Router::new(), |router, (path, text, kind)| {
        let headers = [
            (CONTENT_TYPE, format!("{kind}; charset=utf-8")),
            (CACHE_CONTROL, "no-cache".to_owned()),
        ];
        router.route(path, get(async move || (headers, text)))
    })
}

fn is_html(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

async fn with_scripts(response: Response, token: Option<&Token>) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(page) = to_bytes(body, MAX_PAGE).await else {
        let said = "cette page du livre ne se lit pas\n";
        return (StatusCode::INTERNAL_SERVER_ERROR, said).into_response();
    };
    let page = String::from_utf8_lossy(&page);
    let mut tags = String::new();
    if let Some(token) = token {
        let token = token.as_str();
        tags += &format!("<meta name=\"{TOKEN_META}\" content=\"{token}\">\n");
        tags += &format!("<link rel=\"stylesheet\" href=\"{}\">\n", STYLE.0);
        tags.extend(WORKSHOP.iter().map(Script::tag));
    }
    tags += &RELOAD.tag();
    tags += "</head>";
    let page = page.replacen("</head>", &tags, 1);
    // Un autre site ne montre pas une page d'ici dans la sienne.
    parts.headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("frame-ancestors 'self'"),
    );
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    Response::from_parts(parts, Body::from(page))
}
