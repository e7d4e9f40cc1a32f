//! Ce que les figures de code ont en commun.

use crate::page::html::{escape, title};

/// La légende d'un programme.
pub fn caption(number: &str, text: &str) -> String {
    format!(
        "<span class=\"listing-numero\">Programme {number}</span> {}",
        title(text)
    )
}

/// Un volet : lisible sans JavaScript, onglet avec.
pub fn panel(label: &str, markdown: &str) -> String {
    format!(
        "<section class=\"listing-volet\" data-onglet=\"{label}\">\n<p class=\"listing-etiquette\">{}</p>\n\n{markdown}\n</section>\n",
        escape(label)
    )
}
