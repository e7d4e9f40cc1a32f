//! Ce que les figures de code ont en commun.

use crate::page::html::{escape, title};

/// La légende d'un programme.
pub fn caption(number: &str, text: &str) -> String {
    format!(
        "<span class=\"listing-number\">Programme {number}</span> {}",
        title(text)
    )
}

/// Un volet : lisible sans JavaScript, onglet avec. `tab` est le choix que le
/// lecteur garde d'un programme à l'autre.
pub fn panel(tab: &str, label: &str, markdown: &str) -> String {
    format!(
        "<section class=\"listing-panel\" data-tab=\"{tab}\">\n<p class=\"listing-label\">{}</p>\n\n{markdown}\n</section>\n",
        escape(label)
    )
}
