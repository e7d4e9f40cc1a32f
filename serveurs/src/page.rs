//! La page du salon, telle que le serveur la contient.

/// Un fichier de la page.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// Son type.
    pub kind: &'static str,
    /// Son texte.
    pub text: &'static str,
}

/// Ce que la page a le droit de charger : elle-même.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

static INDEX: File = File {
    kind: "text/html; charset=utf-8",
    text: include_str!("../page/index.html"),
};
static STYLE: File = File {
    kind: "text/css; charset=utf-8",
    text: include_str!("../page/salon.css"),
};
static SCRIPT: File = File {
    kind: "text/javascript; charset=utf-8",
    text: include_str!("../page/salon.js"),
};

/// Le fichier de la page à cette adresse.
#[must_use]
pub fn file(path: &str) -> Option<&'static File> {
    match path {
        "/" => Some(&INDEX),
        "/salon.css" => Some(&STYLE),
        "/salon.js" => Some(&SCRIPT),
        _ => None,
    }
}
