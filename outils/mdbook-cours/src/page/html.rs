//! Petites aides pour écrire du HTML.

/// Dans la recherche, un mot du code compte moins qu'un mot du texte.
pub const CODE_WEIGHT: &str = "0.3";

/// Remplace les caractères que HTML réserve.
pub fn escape(text: &str) -> String {
    escape_text(text).replace('"', "&quot;")
}

/// Remplace les caractères que HTML réserve dans un texte, hors d'un attribut.
pub fn escape_text(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Le texte de ce que mdBook a échappé.
pub fn unescape(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

/// Un titre d'une ligne : échappé, `code` entre accents graves, espaces
/// insécables posés.
pub fn title(text: &str) -> String {
    let text = escape(&crate::page::typography::fix(text));
    let mut html = String::new();
    for (i, part) in text.split('`').enumerate() {
        match i % 2 {
            0 => html.push_str(part),
            _ => html.push_str(&format!("<code>{part}</code>")),
        }
    }
    html
}

/// Un bloc de code Markdown, sa clôture plus longue que toute suite d'accents
/// graves qu'il contient.
pub fn fence(info: &str, code: &str) -> String {
    let mut ticks = "```".to_owned();
    while code.contains(&ticks) {
        ticks.push('`');
    }
    format!("{ticks}{info}\n{}\n{ticks}\n", code.trim_end_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_titre_montre_son_code() {
        assert_eq!(
            title("La fin de `main<T>` : tout"),
            "La fin de <code>main&lt;T&gt;</code>\u{a0}: tout"
        );
    }

    #[test]
    fn la_cloture_depasse_son_contenu() {
        assert_eq!(fence("text", "```\n"), "````text\n```\n````\n");
    }
}
