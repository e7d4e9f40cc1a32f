//! Les tableaux qu'une colonne étroite montre en fiches : une par ligne, où chaque
//! case redit sa colonne (`theme/reflow.css`).
//!
//! Une fiche n'est plus un tableau pour certains navigateurs : les rôles le disent
//! encore. La page les a dès sa première mise en page, et sans JavaScript.

use crate::page::html::{escape, unescape};
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::LazyLock;

/// Moins de colonnes se lisent côte à côte sur un téléphone.
const COLUMNS: usize = 3;

/// Des lignes plus courtes, en caractères, tiennent en colonnes, même étroites.
const LINE: usize = 60;

/// La page `html`, ses tableaux qui le demandent prêts à devenir des fiches.
pub fn stack(html: &str) -> Cow<'_, str> {
    static TABLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("(?s)<table>(.*?<thead>.*?<tr>(.*?)</tr>.*?</thead>)(.*?)</table>")
            .expect("constante")
    });
    static ROLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("<(table|thead|tbody|tr|th|td)\\b([^>]*)>").expect("constante")
    });
    TABLE.replace_all(html, |table: &Captures<'_>| {
        let [whole, head, columns, body] = [0, 1, 2, 3].map(|group| &table[group]);
        let columns = cells(columns);
        let narrow = columns.len() < COLUMNS;
        if narrow || rows(body).all(|row| text(row).chars().count() < LINE) {
            return whole.to_owned();
        }
        let table = format!(
            "<table class=\"stackable\">{head}{}</table>",
            named(body, &columns)
        );
        ROLE.replace_all(&table, |opening: &Captures<'_>| {
            let (tag, attributes) = (&opening[1], &opening[2]);
            let role = match tag {
                "table" => "table",
                "thead" | "tbody" => "rowgroup",
                "tr" => "row",
                "td" => "cell",
                _ if attributes.contains("scope=\"row\"") => "rowheader",
                _ => "columnheader",
            };
            format!("<{tag} role=\"{role}\"{attributes}>")
        })
        .into_owned()
    })
}

/// Les lignes du corps d'un tableau.
fn rows(body: &str) -> impl Iterator<Item = &str> {
    body.split("<tr>").skip(1)
}

/// Le texte des cases d'une ligne.
fn cells(row: &str) -> Vec<String> {
    static CELL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("(?s)<t[hd][^>]*>(.*?)</t[hd]>").expect("constante"));
    CELL.captures_iter(row).map(|cell| text(&cell[1])).collect()
}

/// Le corps d'un tableau, chaque case avec le nom de sa colonne.
fn named(body: &str, columns: &[String]) -> String {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| Regex::new("<t[hd]\\b").expect("constante"));
    let (before, _) = body.split_once("<tr>").unwrap_or((body, ""));
    let mut written = before.to_owned();
    for row in rows(body) {
        let mut names = columns.iter();
        let row = OPENING.replace_all(row, |cell: &Captures<'_>| match names.next() {
            Some(name) => format!("{} data-column=\"{}\"", &cell[0], escape(name)),
            None => cell[0].to_owned(),
        });
        let _ = write!(written, "<tr>{row}");
    }
    written
}

/// Le texte d'un fragment de HTML.
fn text(html: &str) -> String {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("<[^>]*>").expect("constante"));
    unescape(&TAG.replace_all(html, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Un tableau tel que mdBook l'écrit, dont une case dit `said`.
    fn table(heads: &[&str], said: &str) -> String {
        let head: String = heads.iter().map(|it| format!("<th>{it}</th>")).collect();
        let cells: String = heads
            .iter()
            .map(|_| format!("<td style=\"text-align: right\">{said}</td>"))
            .collect();
        format!(
            "<div><table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n<tr>{cells}</tr>\n</tbody>\n</table></div>"
        )
    }

    #[test]
    fn une_case_redit_sa_colonne() {
        let long = "un texte qui ne tient pas, ou <b>mal</b>";
        assert_eq!(
            stack(&table(&["A", "<code>&lt;B&gt;</code>", "« C »"], long)),
            format!(
                "<div><table role=\"table\" class=\"stackable\">\n<thead role=\"rowgroup\">\n<tr role=\"row\">\
                 <th role=\"columnheader\">A</th><th role=\"columnheader\"><code>&lt;B&gt;</code></th>\
                 <th role=\"columnheader\">« C »</th></tr>\n</thead>\n<tbody role=\"rowgroup\">\n<tr role=\"row\">\
                 <td role=\"cell\" data-column=\"A\" style=\"text-align: right\">{long}</td>\
                 <td role=\"cell\" data-column=\"&lt;B&gt;\" style=\"text-align: right\">{long}</td>\
                 <td role=\"cell\" data-column=\"« C »\" style=\"text-align: right\">{long}</td></tr>\n</tbody>\n</table></div>"
            )
        );
    }

    #[test]
    fn peu_de_colonnes_ou_peu_de_texte_restent_un_tableau() {
        let long = "x".repeat(LINE);
        let narrow = [table(&["A", "B"], &long), table(&["A", "B", "C"], "court")];
        for html in narrow {
            assert!(matches!(stack(&html), Cow::Borrowed(_)) || stack(&html) == html);
        }
    }

    #[test]
    fn une_case_qui_nomme_sa_ligne_le_dit() {
        let page = table(&["A", "B", "C"], "un texte long de plus de vingt signes")
            .replace("<td", "<th scope=\"row\"")
            .replace("</td", "</th");
        assert_eq!(stack(&page).matches("role=\"rowheader\"").count(), 3);
    }

    #[test]
    fn chaque_tableau_est_juge_seul() {
        let [short, long] = ["court", "un texte long de plus de vingt signes"]
            .map(|said| table(&["A", "B", "C"], said));
        let page = format!("{short}<p></p>{long}");
        let stacked = stack(&page);
        assert!(stacked.starts_with(&short), "{stacked}");
        assert!(
            stacked.contains("<p></p><div><table role=\"table\" class=\"stackable\">"),
            "{stacked}"
        );
    }
}
