//! Lire des éléments de Rust, un par un.

use proc_macro2::{Delimiter, Group, LexError, LineColumn, TokenStream, TokenTree};

/// Les éléments de `source`.
pub(super) fn parsed(source: &str) -> Result<Vec<TokenTree>, LexError> {
    Ok(source.parse::<TokenStream>()?.into_iter().collect())
}

/// Les éléments d'un groupe.
pub(super) fn inside(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

/// Ce mot, si c'en est un.
pub(super) fn ident(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    }
}

/// Vrai si c'est ce mot.
pub(super) fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == word)
}

/// Ce signe, si c'en est un.
pub(super) fn punct(token: Option<&TokenTree>) -> Option<char> {
    match token {
        Some(TokenTree::Punct(punct)) => Some(punct.as_char()),
        _ => None,
    }
}

/// Vrai si `::` est à ce rang.
pub(super) fn colons(tokens: &[TokenTree], rank: usize) -> bool {
    punct(tokens.get(rank)) == Some(':') && punct(tokens.get(rank + 1)) == Some(':')
}

/// Vrai si c'est un groupe entre accolades.
pub(super) fn is_brace(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// Où commence un élément.
pub(super) fn start(token: &TokenTree) -> LineColumn {
    token.span().start()
}

/// La ligne d'un élément.
pub(super) fn line(token: &TokenTree) -> usize {
    start(token).line
}

/// Le rang du point-virgule qui finit un élément, ou de la fin.
pub(super) fn end_of_item(tokens: &[TokenTree]) -> usize {
    let end = |token| punct(Some(token)) == Some(';');
    tokens.iter().position(end).unwrap_or(tokens.len())
}

/// Le rang du premier élément après les attributs `#![…]` et `//!`.
pub(super) fn skip_inner_attributes(tokens: &[TokenTree]) -> usize {
    let mut rank = 0;
    while punct(tokens.get(rank)) == Some('#') && punct(tokens.get(rank + 1)) == Some('!') {
        rank += 3;
    }
    rank.min(tokens.len())
}

/// L'attribut `cfg(test)` ou `test` que forment ces deux éléments.
pub(super) fn test_attribute(tokens: &[TokenTree]) -> Option<&TokenTree> {
    match tokens {
        [hash, attribute @ TokenTree::Group(group), ..] if punct(Some(hash)) == Some('#') => {
            let text = group.stream().to_string().replace(' ', "");
            matches!(text.as_str(), "cfg(test)" | "test").then_some(attribute)
        }
        _ => None,
    }
}

/// Sans les éléments marqués `#[cfg(test)]` ou `#[test]`.
pub(super) fn without_tests(tokens: &[TokenTree]) -> Vec<TokenTree> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let [token, after @ ..] = rest {
        if test_attribute(rest).is_none() {
            kept.push(token.clone());
            rest = after;
            continue;
        }
        // Jusqu'au corps de l'élément, ou à son point-virgule.
        let ends = |token: &TokenTree| is_brace(token) || punct(Some(token)) == Some(';');
        let end = rest.iter().position(ends);
        rest = end.map_or(&[], |end| &rest[end + 1..]);
    }
    kept
}
