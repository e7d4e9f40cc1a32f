//! Le thème de mdBook, en français.
//!
//! mdBook n'a pas de mécanisme de traduction (rust-lang/mdBook n° 5). Les deux
//! fichiers qui portent ses textes, `index.hbs` et `book.js`, sont pris dans
//! son thème intégré, traduits par des remplacements **comptés**, et écrits
//! dans `theme/`, que mdBook lit après les préprocesseurs. Si une nouvelle
//! version de mdBook change un de ces textes, la construction s'arrête et
//! nomme la règle.

use crate::files::write_if_changed;
use anyhow::{Context, Result, bail};
use mdbook_html::theme::Theme;
use mdbook_preprocessor::config::HtmlConfig;
use std::fs;
use std::path::Path;

/// Un remplacement : le texte d'origine, le nouveau, et combien de fois le
/// premier doit apparaître, ni plus ni moins.
pub struct Rule {
    /// Texte du thème intégré.
    pub from: &'static str,
    /// S'il y en a un, le remplacement va de `from` à la fin de ce texte, le
    /// premier qui suit.
    pub until: Option<&'static str>,
    /// Texte du livre.
    pub to: &'static str,
    /// Nombre exact d'apparitions de `from`.
    pub count: usize,
}

pub(crate) const fn rule(from: &'static str, to: &'static str, count: usize) -> Rule {
    Rule {
        from,
        until: None,
        to,
        count,
    }
}

/// Un passage, de `from` à la fin de `until`, qui n'apparaît qu'une fois.
const fn passage(from: &'static str, until: &'static str, to: &'static str) -> Rule {
    Rule {
        from,
        until: Some(until),
        to,
        count: 1,
    }
}

/// Un passage retiré, de `from` à `until`, qui reste.
const fn cut(from: &'static str, until: &'static str) -> Rule {
    passage(from, until, until)
}

/// Le gabarit charge le script de la copie : `theme/executer.js` copie aussi.
pub const CODE_HBS: &[Rule] = &[cut(
    "<script src=\"{{ resource \"clipboard.min.js\" }}\">",
    "<script src=\"{{ resource \"highlight.js\" }}\">",
)];

/// Exécuter, modifier et copier un programme sont à `theme/executer.js` : le
/// code de mdBook qui en parle s'en va, plutôt que d'être traduit pour rien.
/// Reste à mdBook le bouton des lignes cachées.
pub const CODE_JS: &[Rule] = &[
    // Le texte d'un programme : `executer.js` le connaît, modifié ou non.
    cut(
        "function playground_text(",
        "/**\n * Helper for global keypress",
    ),
    // La requête au Playground au chargement, et celle du clic.
    cut(
        "    function fetch_with_timeout(",
        "    // Syntax highlighting Configuration",
    ),
    // Les boutons Copier, Exécuter et Annuler, cachés au clavier.
    cut(
        "    if (window.playground_copyable) {\n        Array.from(",
        "})();\n\n(function themes()",
    ),
    // La copie.
    cut("(function clipboard() {", "(function scrollToTop()"),
];

/// La recherche du livre à la place de celle de mdBook, qui est désactivée : le
/// bouton de la barre, la ligne de l'aide, le dialogue. Voir
/// [`recherche`](crate::index) et `theme/recherche.js`. Ces règles passent
/// avant les autres.
pub const RECHERCHE_HBS: &[Rule] = &[
    passage(
        "{{#if search_enabled}}
                <p>Press",
        "{{/if}}",
        "<p><kbd>S</kbd> ou <kbd>/</kbd>\u{a0}: chercher dans le livre</p>",
    ),
    passage(
        "{{#if search_enabled}}
                        <button",
        "{{/if}}",
        "<button id=\"mdbook-search-toggle\" class=\"icon-button\" type=\"button\" title=\"Chercher dans le livre (`/`)\" aria-label=\"Chercher dans le livre\" aria-haspopup=\"dialog\" aria-keyshortcuts=\"/ S\">
                            {{fa \"solid\" \"magnifying-glass\"}}
                            <span class=\"recherche-mot\" aria-hidden=\"true\">Chercher <kbd>/</kbd></span>
                        </button>",
    ),
    passage(
        "{{#if search_enabled}}
                <div id=\"mdbook-search-wrapper\"",
        "{{/if}}",
        "",
    ),
    rule(
        "    <div id=\"mdbook-help-container\">",
        "    <dialog id=\"recherche\" aria-label=\"Recherche\">
        <form id=\"recherche-forme\">
            <input id=\"recherche-champ\" type=\"search\" aria-label=\"Chercher dans le livre\" placeholder=\"Chercher dans le livre…\" aria-controls=\"recherche-resultats\" aria-describedby=\"recherche-aide\" autocapitalize=\"none\" autocomplete=\"off\" enterkeyhint=\"search\" spellcheck=\"false\">
            <button id=\"recherche-fermer\" type=\"button\">Fermer</button>
        </form>
        <p id=\"recherche-etat\" role=\"status\"></p>
        <ol id=\"recherche-resultats\"></ol>
        <p id=\"recherche-aide\"><kbd>↓</kbd> <kbd>↑</kbd> choisir, <kbd>Entrée</kbd> ouvrir, <kbd>Échap</kbd> fermer</p>
    </dialog>
    <div id=\"mdbook-help-container\">",
        1,
    ),
];

/// Les remplacements dans le gabarit des pages.
pub const INDEX_HBS: &[Rule] = &[
    rule("Keyboard shortcuts", "Raccourcis clavier", 1),
    rule(
        "<p>Press <kbd>←</kbd> or <kbd>→</kbd> to navigate between chapters</p>",
        "<p><kbd>←</kbd> et <kbd>→</kbd>\u{a0}: page précédente, page suivante</p>",
        1,
    ),
    rule(
        "<p>Press <kbd>?</kbd> to show this help</p>",
        "<p><kbd>?</kbd>\u{a0}: montrer cette aide</p>",
        1,
    ),
    rule(
        "<p>Press <kbd>Esc</kbd> to hide this help</p>",
        "<p><kbd>Échap</kbd>\u{a0}: fermer cette aide</p>",
        1,
    ),
    rule(
        "aria-label=\"Table of contents\"",
        "aria-label=\"Table des matières\"",
        1,
    ),
    rule(
        "title=\"Toggle Table of Contents\" aria-label=\"Toggle Table of Contents\"",
        "title=\"Afficher ou masquer la table des matières\" aria-label=\"Afficher ou masquer la table des matières\"",
        1,
    ),
    rule(
        "title=\"Change theme\" aria-label=\"Change theme\"",
        "title=\"Changer de thème\" aria-label=\"Changer de thème\"",
        1,
    ),
    rule("aria-label=\"Themes\"", "aria-label=\"Thèmes\"", 1),
    rule(">Auto<", ">Selon le système<", 1),
    rule(">Light<", ">Clair<", 1),
    rule(">Rust<", ">Rouille<", 1),
    rule(">Coal<", ">Charbon<", 1),
    rule(">Navy<", ">Marine<", 1),
    rule(">Ayu<", ">Nuit<", 1),
    rule(
        "title=\"Print this book\" aria-label=\"Print this book\"",
        "title=\"Imprimer le livre\" aria-label=\"Imprimer le livre\"",
        1,
    ),
    rule(
        "title=\"Git repository\" aria-label=\"Git repository\"",
        "title=\"Dépôt du livre\" aria-label=\"Dépôt du livre\"",
        1,
    ),
    rule(
        "title=\"Suggest an edit\" aria-label=\"Suggest an edit\" rel=\"edit\"",
        "title=\"Modifier cette page\" aria-label=\"Modifier cette page\"",
        1,
    ),
    rule(
        "aria-label=\"Page navigation\"",
        "aria-label=\"Pages voisines\"",
        2,
    ),
    rule(
        "title=\"Previous chapter\" aria-label=\"Previous chapter\"",
        "title=\"Page précédente\" aria-label=\"Page précédente\"",
        2,
    ),
    rule(
        "title=\"Next chapter\" aria-label=\"Next chapter\"",
        "title=\"Page suivante\" aria-label=\"Page suivante\"",
        2,
    ),
];

/// Les remplacements dans le script des pages.
pub const BOOK_JS: &[Rule] = &[
    rule("Show hidden lines", "Montrer les lignes cachées", 4),
    rule("'Hide lines'", "'Cacher les lignes'", 2),
    // L'icône cliquée n'a pas de titre : mdBook écrivait « undefined ».
    rule(
        "this.setAttribute('aria-label', e.target.title);",
        "this.setAttribute('aria-label', this.title);",
        2,
    ),
    rule(
        "buttons.firstChild.addEventListener('click', function(e) {",
        "buttons.firstChild.addEventListener('click', function() {",
        1,
    ),
];

/// Ce qui manque à la structure des pages : repères, vrais boutons, dialogue,
/// pages voisines nommées. Ces règles suivent celles des textes.
pub const STRUCTURE_HBS: &[Rule] = &[
    // L'en-tête : voir `meta`, qui écrit la description de chaque page.
    rule(
        "<title>{{ title }}</title>",
        "<title>{{#if (eq path \"404.md\")}}Page introuvable - {{ book_title }}{{else}}{{#if is_index}}{{ book_title }}{{else}}{{#if is_print}}Tout le livre - {{/if}}{{ title }}{{/if}}{{/if}}</title>",
        1,
    ),
    rule(
        "<meta name=\"description\" content=\"{{ description }}\">",
        "",
        1,
    ),
    rule(
        "<meta name=\"theme-color\" content=\"#ffffff\">",
        "<meta name=\"theme-color\" media=\"(prefers-color-scheme: light)\" content=\"#ffffff\">
        <meta name=\"theme-color\" media=\"(prefers-color-scheme: dark)\" content=\"#161923\">",
        1,
    ),
    // Le lien d'évitement. Dans la page 404, `<base>` l'enverrait à l'accueil.
    rule(
        "    <div id=\"mdbook-help-container\">",
        "    {{#unless base_url}}<a class=\"aller-au-contenu\" href=\"#contenu\">Aller au contenu</a>{{/unless}}
    <dialog id=\"mdbook-help-container\" aria-labelledby=\"aide-titre\">",
        1,
    ),
    rule("<main>", "<main id=\"contenu\" tabindex=\"-1\">", 1),
    // L'aide est un dialogue : le navigateur garde et rend le focus.
    rule(
        "<h2 class=\"mdbook-help-title\">",
        "<h2 class=\"mdbook-help-title\" id=\"aide-titre\">",
        1,
    ),
    rule(
        "            </div>
        </div>
    </div>
    <div id=\"mdbook-body-container\">",
        "            </div>
            <form method=\"dialog\"><button class=\"bouton\">Fermer</button></form>
        </div>
    </dialog>
    <div id=\"mdbook-body-container\">",
        1,
    ),
    // La table des matières laisse sa place au texte et au code côte à côte.
    rule(
        "sidebar = sidebar || 'visible';",
        "sidebar = sidebar || (document.body.clientWidth >= 1600 ? 'visible' : 'hidden');",
        1,
    ),
    passage("<noscript>", "</noscript>", ""),
    rule(
        "<label id=\"mdbook-sidebar-toggle\" class=\"icon-button\" for=\"mdbook-sidebar-toggle-anchor\"",
        "<noscript><a class=\"icon-button\" href=\"{{ path_to_root }}toc.html\">Table des matières</a></noscript>
                        <button id=\"mdbook-sidebar-toggle\" class=\"icon-button\" type=\"button\"",
        1,
    ),
    rule("</label>", "</button>", 1),
    rule(
        "<button role=\"menuitem\" class=\"theme\"",
        "<button type=\"button\" role=\"menuitemradio\" aria-checked=\"false\" class=\"theme\"",
        6,
    ),
    rule(
        "<div id=\"mdbook-menu-bar\" class=\"menu-bar sticky\">",
        "<header id=\"mdbook-menu-bar\" class=\"menu-bar sticky\">",
        1,
    ),
    rule(
        "<h1 class=\"menu-title\">{{ book_title }}</h1>",
        "<a class=\"menu-title\" href=\"{{ path_to_root }}index.html\">{{ book_title }}</a>",
        1,
    ),
    rule(
        "<div class=\"right-buttons\">",
        "<div class=\"right-buttons\">
                        <button id=\"aide-ouvrir\" class=\"icon-button\" type=\"button\" title=\"Raccourcis clavier (`?`)\" aria-label=\"Raccourcis clavier\" aria-haspopup=\"dialog\" aria-keyshortcuts=\"?\">
                            {{fa \"solid\" \"keyboard\"}}
                        </button>",
        1,
    ),
    rule(
        "{{/if}}

                    </div>
                </div>",
        "{{/if}}

                    </div>
                </header>",
        1,
    ),
    // Les pages voisines : au bas de la page, par leur nom.
    passage("<nav class=\"nav-wide-wrapper\"", "</nav>", ""),
    rule(
        "class=\"mobile-nav-chapters previous\" title=\"Page précédente\" aria-label=\"Page précédente\" aria-keyshortcuts=\"Left\">",
        "class=\"mobile-nav-chapters previous\" aria-keyshortcuts=\"ArrowLeft\">
                                <span class=\"page-voisine\"><small>Page précédente</small> {{previous.title}}</span>",
        1,
    ),
    rule(
        "<a rel=\"next prefetch\" href=\"{{ path_to_root }}{{next.link}}\" class=\"mobile-nav-chapters next\" title=\"Page suivante\" aria-label=\"Page suivante\" aria-keyshortcuts=\"Right\">",
        "<a rel=\"next\" href=\"{{ path_to_root }}{{next.link}}\" class=\"mobile-nav-chapters next\" aria-keyshortcuts=\"ArrowRight\">
                                <span class=\"page-voisine\"><small>Page suivante</small> {{next.title}}</span>",
        1,
    ),
    rule(
        "
                        <div style=\"clear: both\"></div>
                    </nav>",
        "                    </nav>
                    {{#if git_repository_edit_url}}
                    <p class=\"modifier-page\"><a href=\"{{git_repository_edit_url}}\">Modifier cette page</a></p>
                    {{/if}}",
        1,
    ),
];

/// Le bouton des notes de l'enseignant, à gauche de celui de l'aide.
const TEACHER_HBS: &[Rule] = &[rule(
    "<button id=\"aide-ouvrir\"",
    "<button id=\"notes-bascule\" class=\"icon-button bascule-notes\" type=\"button\" role=\"switch\" aria-checked=\"false\" title=\"Notes pour l'enseignant\" aria-label=\"Notes pour l'enseignant\">
                            {{fa \"solid\" \"chalkboard-user\"}}
                        </button>
                        <button id=\"aide-ouvrir\"",
    1,
)];

/// Ce que ces changements de structure demandent au script.
pub const STRUCTURE_JS: &[Rule] = &[
    // Un `unload`, même vide, est abandonné par les navigateurs, et empêche de
    // revenir aussitôt à la page quittée.
    passage(
        "// Fix back button cache problem",
        "window.onunload = function() { };\n",
        "",
    ),
    // Le bouton de la table des matières n'est plus l'étiquette de la case.
    rule(
        "sidebar.offsetHeight;
        }",
        "sidebar.offsetHeight;
        }
        sidebarCheckbox.click();",
        1,
    ),
    rule(
        "document.querySelector('meta[name=\"theme-color\"]')",
        "document.querySelectorAll('meta[name=\"theme-color\"]')",
        1,
    ),
    rule(
        "themeColorMetaTag.content = getComputedStyle(document.documentElement).backgroundColor;",
        "const color = getComputedStyle(document.documentElement).backgroundColor;
            themeColorMetaTag.forEach(meta => { meta.content = color; });",
        1,
    ),
    rule(
        "el.classList.remove('theme-selected');",
        "el.classList.remove('theme-selected');
            el.setAttribute('aria-checked', false);",
        1,
    ),
    rule(
        "element.classList.add('theme-selected');",
        "element.classList.add('theme-selected');
        element.setAttribute('aria-checked', true);",
        1,
    ),
    // Le dialogue se ferme de lui-même : voir `theme/interface.js`.
    passage(
        "const container = document.getElementById('mdbook-help-container');",
        "function hideHelp() {
            document.getElementById('mdbook-help-container').style.display = 'none';",
        "document.getElementById('mdbook-help-container').showModal();",
    ),
    rule("'.nav-chapters.next'", "'.mobile-nav-chapters.next'", 1),
    rule(
        "'.nav-chapters.previous'",
        "'.mobile-nav-chapters.previous'",
        1,
    ),
    // Le titre est un lien vers l'accueil.
    passage("(function scrollToTop() {", "})();\n", ""),
];

/// Écrit le thème français dans le dossier `theme/` de la racine `root`.
///
/// # Errors
///
/// Une règle qui ne s'applique plus le nombre de fois prévu, ou un fichier
/// impossible à écrire.
pub fn write_theme(root: &Path) -> Result<()> {
    for (name, source) in builtin()? {
        let mut text = source;
        for rules in groups(name) {
            text = apply(name, &text, rules)?;
        }
        write_if_changed(&root.join("theme").join(name), text.as_bytes())?;
    }
    Ok(())
}

/// Les fichiers du thème intégré qui portent des textes, dans leur état
/// d'origine.
fn builtin() -> Result<Vec<(&'static str, String)>> {
    let builtin = tempfile::tempdir().context("impossible de créer un dossier temporaire")?;
    Theme::copy_theme(&HtmlConfig::default(), builtin.path())
        .context("impossible de lire le thème intégré de mdBook")?;
    ["index.hbs", "book.js"]
        .into_iter()
        .map(|name| {
            let text = fs::read_to_string(builtin.path().join("theme").join(name))
                .with_context(|| format!("le thème intégré de mdBook n'a pas de {name}"))?;
            Ok((name, text))
        })
        .collect()
}

/// Les règles du fichier `name`, dans l'ordre où elles s'appliquent.
fn groups(name: &str) -> &'static [&'static [Rule]] {
    match name {
        "index.hbs" => &[
            CODE_HBS,
            RECHERCHE_HBS,
            INDEX_HBS,
            STRUCTURE_HBS,
            TEACHER_HBS,
        ],
        _ => &[CODE_JS, BOOK_JS, STRUCTURE_JS],
    }
}

/// Applique `rules` au fichier `name` du thème, de contenu `source`.
///
/// # Errors
///
/// La première règle dont le texte n'apparaît pas exactement `count` fois.
pub fn apply(name: &str, source: &str, rules: &[Rule]) -> Result<String> {
    let mut text = source.to_owned();
    for rule in rules {
        let found = text.matches(rule.from).count();
        if found != rule.count {
            bail!(
                "outils/mdbook-cours/src/theme/french.rs : la règle « {} » trouve {found} passage(s) dans {name} de mdBook, {} attendu(s) ; \
                 mdBook a changé, adaptez la règle",
                rule.from.lines().next().unwrap_or_default().trim(),
                rule.count
            );
        }
        text = match rule.until {
            None => text.replace(rule.from, rule.to),
            Some(until) => replace_passage(&text, rule.from, until, rule.to).with_context(|| {
                format!(
                    "outils/mdbook-cours/src/theme/french.rs : le passage de la règle « {} » ne finit pas par « {until} » dans {name} de mdBook ; \
                     mdBook a changé, adaptez la règle",
                    rule.from
                )
            })?,
        };
    }
    Ok(text)
}

/// Remplace par `to` le passage qui va du premier `from` à la fin du premier
/// `until` qui le suit ; `None` s'il n'a pas de fin.
fn replace_passage(text: &str, from: &str, until: &str, to: &str) -> Option<String> {
    let start = text.find(from)?;
    let inside = start + from.len();
    let end = inside + text[inside..].find(until)? + until.len();
    Some(format!("{}{to}{}", &text[..start], &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_theme_integre_se_traduit_en_entier() {
        let dir = tempfile::tempdir().unwrap();
        write_theme(dir.path()).unwrap();
        let index = fs::read_to_string(dir.path().join("theme/index.hbs")).unwrap();
        let book = fs::read_to_string(dir.path().join("theme/book.js")).unwrap();
        assert!(index.contains("Table des matières"));
        for removed in [
            "play.rust-lang.org",
            "Copy to clipboard",
            "ClipboardJS(",
            "onunload",
        ] {
            assert!(!book.contains(removed), "{removed}");
        }
        assert!(!index.contains("clipboard"));
        assert!(
            !index.contains("search_enabled"),
            "reste de la recherche de mdBook"
        );
    }

    /// Ce que fait une mise à jour de mdBook qui change un texte : chaque règle,
    /// une à une, perd un passage de celui qu'elle cherche.
    #[test]
    fn chaque_regle_que_mdbook_ferait_mentir_arrete_tout_et_est_nommee() {
        let mut rules_tried = 0;
        for (name, source) in builtin().unwrap() {
            let mut text = source;
            for rule in groups(name).iter().copied().flatten() {
                let changed = text.replacen(rule.from, "", 1);
                let Err(error) = apply(name, &changed, std::slice::from_ref(rule)) else {
                    panic!("{name} : la règle « {} » n'arrête rien", rule.from);
                };
                let message = error.to_string();
                let named = rule.from.lines().next().unwrap_or_default().trim();
                assert!(
                    message.contains(&format!("la règle « {named} »")) && message.contains(name),
                    "{message}"
                );
                text = apply(name, &text, std::slice::from_ref(rule)).unwrap();
                rules_tried += 1;
            }
        }
        assert!(rules_tried > 50, "{rules_tried} règles");
    }

    #[test]
    fn une_regle_qui_ne_s_applique_plus_est_nommee() {
        let rules = [rule("absent", "", 1)];
        let message = apply("x.hbs", "texte", &rules).unwrap_err().to_string();
        assert!(message.contains("« absent »"), "{message}");
        assert!(message.contains("x.hbs"), "{message}");
        assert!(apply("x.hbs", "absent absent", &rules).is_err());
        assert_eq!(apply("x.hbs", "un absent", &rules).unwrap(), "un ");
    }

    #[test]
    fn un_passage_va_jusqu_a_sa_fin_ou_la_regle_est_nommee() {
        let rules = [passage("<a>", "</a>", "x")];
        assert_eq!(apply("x.hbs", "0<a>1</a>2</a>", &rules).unwrap(), "0x2</a>");
        let message = apply("x.hbs", "<a>1", &rules).unwrap_err().to_string();
        assert!(message.contains("« <a> »"), "{message}");
        assert!(apply("x.hbs", "<a></a><a></a>", &rules).is_err());
    }
}
