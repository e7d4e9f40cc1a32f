//! Les variables `static`, que rien ne crée : leurs constructeurs sont à part, et
//! chacune se déclare au modèle.

use super::modelled::STATIC;
use super::rewrite::Edits;
use super::tokens::{colons, end_of_item, ident, inside, is_word, punct};
use proc_macro2::TokenTree;

/// Une `static` écrite dans le programme.
pub(super) enum Static {
    /// `static mut`.
    Mutable,
    /// La sienne, et le rang de son point-virgule.
    Named {
        /// Son nom, précédé de `$` si une macro le donne.
        name: String,
        end: usize,
    },
}

impl Static {
    /// Lit celle qui commence `tokens`.
    pub fn read(tokens: &[TokenTree]) -> Option<Self> {
        let dollar = usize::from(punct(tokens.get(1)) == Some('$'));
        let name = ident(tokens.get(1 + dollar))?;
        if name == "mut" {
            return Some(Self::Mutable);
        }
        (punct(tokens.get(2 + dollar)) == Some(':')).then(|| Self::Named {
            name: "$".repeat(dollar) + &name,
            end: end_of_item(tokens),
        })
    }
}

/// Ce qui déclare la `static` `name`, là où rien d'autre que ce qui la suit ne peut la
/// nommer.
pub(super) fn declaration(name: &str, line: usize) -> String {
    format!(" ::entrelacs::declare_static! {{ {name} {line} }}")
}

/// Donne aux constructeurs de `tokens` la forme qui convient à une variable que rien
/// ne crée. Rend faux après une fermeture : son corps s'exécute plus tard.
pub(super) fn constructors(tokens: &[TokenTree], edits: &mut Edits<'_>) -> bool {
    for (rank, token) in tokens.iter().enumerate() {
        if punct(Some(token)) == Some('|') {
            return false;
        }
        if is_word(Some(token), "new")
            && matches!(tokens.get(rank + 1), Some(TokenTree::Group(_)))
            && has_static_form(&tokens[..rank])
        {
            edits.replace(token.span(), "entrelacs_static");
        }
        if let TokenTree::Group(group) = token
            && !constructors(&inside(group), edits)
        {
            return false;
        }
    }
    true
}

/// Vrai si `tokens` finit par `Type::` ou `Type::<…>::`, où `Type` se construit
/// dans une `static`.
fn has_static_form(tokens: &[TokenTree]) -> bool {
    let known = |token| STATIC.iter().any(|known| is_word(token, known));
    let Some(before) = without_colons(tokens) else {
        return false;
    };
    if ident(before.last()).is_some() {
        return known(before.last());
    }
    // Des paramètres de type : jusqu'au chevron ouvrant.
    let open = |token| punct(Some(token)) == Some('<');
    let open = before.iter().rposition(open);
    open.and_then(|open| without_colons(&before[..open]))
        .is_some_and(|before| known(before.last()))
}

fn without_colons(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    let before = tokens.len().checked_sub(2)?;
    colons(tokens, before).then_some(&tokens[..before])
}
