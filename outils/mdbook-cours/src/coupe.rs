//! Ce que `theme/executer.js` remplace dans le script des pages de mdBook.
//!
//! Exécuter, modifier et copier un programme sont à nous : le code de mdBook
//! qui en parle est retiré de `book.js`, plutôt que traduit pour rien. Avec
//! lui s'en va `clipboard.js`. Reste à mdBook le bouton des lignes cachées.

use anyhow::{Result, bail};

/// Un passage à retirer : de `from`, qui n'apparaît qu'une fois, jusqu'au
/// premier `until` qui le suit, qui reste.
pub struct Cut {
    /// Où le passage commence.
    pub from: &'static str,
    /// Ce qui vient juste après lui.
    pub until: &'static str,
}

/// Les passages de `book.js` qui servent les boutons du code.
pub const BOOK_JS: &[Cut] = &[
    // Le texte d'un programme : `executer.js` le connaît, modifié ou non.
    Cut {
        from: "function playground_text(",
        until: "/**\n * Helper for global keypress",
    },
    // La requête au Playground au chargement, et celle du clic.
    Cut {
        from: "    function fetch_with_timeout(",
        until: "    // Syntax highlighting Configuration",
    },
    // Les boutons Copier, Exécuter et Annuler, cachés au clavier.
    Cut {
        from: "    if (window.playground_copyable) {\n        Array.from(",
        until: "})();\n\n(function themes()",
    },
    // La copie.
    Cut {
        from: "(function clipboard() {",
        until: "(function scrollToTop()",
    },
];

/// Le passage du gabarit qui charge le script de la copie.
pub const INDEX_HBS: &[Cut] = &[Cut {
    from: "        <script src=\"{{ resource \"clipboard.min.js\" }}\">",
    until: "        <script src=\"{{ resource \"highlight.js\" }}\">",
}];

/// Retire du fichier `name` du thème, de contenu `source`, ce que
/// `executer.js` remplace.
///
/// # Errors
///
/// Le premier passage qui ne se trouve pas, ou se trouve plusieurs fois.
pub fn apply(name: &str, source: &str) -> Result<String> {
    match name {
        "book.js" => cut(name, source, BOOK_JS),
        "index.hbs" => cut(name, source, INDEX_HBS),
        _ => Ok(source.to_owned()),
    }
}

fn cut(name: &str, source: &str, cuts: &[Cut]) -> Result<String> {
    let mut text = source.to_owned();
    for cut in cuts {
        let starts: Vec<usize> = text.match_indices(cut.from).map(|(i, _)| i).collect();
        let end = match starts[..] {
            [start] => text[start..].find(cut.until).map(|i| (start, start + i)),
            _ => None,
        };
        let Some((start, end)) = end else {
            bail!(
                "outils/mdbook-cours/src/coupe.rs : le passage de {name} de mdBook qui va de « {} » à « {} » est introuvable \
                 ou répété ; mdBook a changé, adaptez la coupe",
                cut.from.trim(),
                cut.until.trim(),
            );
        };
        text.replace_range(start..end, "");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUT: &[Cut] = &[Cut {
        from: "b",
        until: "d",
    }];

    #[test]
    fn le_passage_s_en_va_et_la_suite_reste() {
        assert_eq!(cut("x.js", "abcde", CUT).unwrap(), "ade");
    }

    #[test]
    fn une_coupe_qui_ne_s_applique_plus_est_nommee() {
        for source in ["acde", "abc", "abcdbd"] {
            let message = cut("x.js", source, CUT).unwrap_err().to_string();
            assert!(
                message.contains("x.js") && message.contains("« b »"),
                "{message}"
            );
        }
    }
}
