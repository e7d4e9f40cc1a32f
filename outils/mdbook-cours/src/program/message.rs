//! Le message de rustc, écrit pour une page.
//!
//! rustc écrit de longues lignes, et désigne le code par des signes posés dessous.
//! Une ligne trop longue pour sa colonne se replie donc sous son propre texte, et
//! non sous la marge : les signes restent sous ce qu'ils désignent.

use crate::page::html::escape;
use regex::Regex;
use std::sync::LazyLock;

/// Le retrait, en colonnes, d'une ligne qui n'a pas de marge.
const PLAIN: usize = 2;

/// Le bloc HTML de `message`, que `theme/reflow.css` replie ; `weight` est ce que
/// son texte vaut pour la recherche.
pub fn to_html(message: &str, weight: &str) -> String {
    let lines: Vec<String> = message.trim_end().lines().map(line).collect();
    // `nohighlight` : rien à colorer, et les lignes resteraient sans retrait.
    format!(
        "<pre><code class=\"rustc-message nohighlight\" data-pagefind-weight=\"{weight}\">{}\n</code></pre>\n",
        lines.join("\n")
    )
}

/// Une ligne de code citée, ou l'endroit d'où elle vient.
static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*(?:\d+\s*\||-->)").expect("constante"));

fn line(line: &str) -> String {
    let class = match QUOTED.is_match(line) {
        true => " class=\"quoted\"",
        false => "",
    };
    let style = match indent(line) {
        PLAIN => String::new(),
        columns => format!(" style=\"--indent: {columns}ch\""),
    };
    format!("<span{class}{style}>{}</span>", escape(line))
}

/// La colonne où commence le texte d'une ligne, après sa marge et ses signes.
fn indent(line: &str) -> usize {
    static MARGIN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\s*(?:\d*\s*\||-->|=)[\s|^+~_-]*").expect("constante"));
    MARGIN
        .find(line)
        .map_or(PLAIN, |margin| margin.as_str().chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_ligne_se_replie_sous_son_texte() {
        for (line, text) in [
            ("error[E0382]: borrow of moved value: `message`", "ror"),
            (" --> refus/valeur_envoyee.rs:9:27", "refus"),
            ("7 |     let message = x;", "let"),
            ("  |         ------- move occurs", "move"),
            ("  |     |             `T` cannot be sent", "`T`"),
            ("  = help: within `T`", "help"),
            ("help: consider cloning", "lp"),
        ] {
            assert_eq!(Some(indent(line)), line.find(text), "{line}");
        }
    }

    #[test]
    fn le_code_cite_se_distingue_de_ce_qu_on_en_dit() {
        let quoted = |text: &str| line(text).contains("class=\"quoted\"");
        assert!(quoted(" --> a.rs:1:1") && quoted("12 |     f();"));
        assert!(!quoted("   |     ^ ici") && !quoted("note: x"));
    }

    #[test]
    fn le_texte_du_message_est_intact() {
        let message = "error[E0277]: `Rc<u32>`\n  |\n1 |     f();\n  |     ^ `Rc<u32>`\n";
        let html = to_html(message, "0.3");
        let text = Regex::new("<[^>]*>").unwrap().replace_all(&html, "");
        assert_eq!(text.trim_end(), escape(message).trim_end());
    }
}
