//! Que réduire pour qu'une exploration aboutisse.
//!
//! Rien n'y est inventé : la ligne qui revient le plus dans l'exécution la plus
//! longue est comptée, puis le texte dit quelle boucle la répète et quel nombre
//! borne cette boucle. Faute de le trouver, seul le compte est dit.

use entrelacs::Exploration;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Ce qu'il faut réduire, en une phrase : « Réduisez `N`, ligne 7. ».
pub fn advice(exploration: &Exploration) -> Option<String> {
    // Le plus long des plus courts chemins.
    let last = exploration.graph().deepest_unexplored()?;
    let mut times: BTreeMap<(String, u32), usize> = BTreeMap::new();
    for event in exploration.schedule(last).steps {
        if event.line > 0 {
            *times.entry((event.thread, event.line)).or_default() += 1;
        }
    }
    let mut repeated: Vec<(usize, u32)> = times
        .iter()
        .map(|((_, line), &count)| (count, *line))
        .collect();
    repeated.sort_unstable_by_key(|&(count, line)| (std::cmp::Reverse(count), line));
    let most = repeated.first()?.0;
    let text = Text::read(exploration.program().source);
    let likely = || repeated.iter().filter(|(count, _)| count * 3 >= most);
    let bounds = likely().filter_map(|(_, line)| text.bound_of(*line as usize));
    // Le plus grand nombre est celui qui a le plus à perdre.
    if let Some(bound) = bounds.rev().max_by_key(|bound| bound.value)
        && bound.value > 3
    {
        return Some(format!("Réduisez {}.", bound.what));
    }
    let threads = exploration.threads(last).len();
    if most <= 3 {
        return (threads > 3).then(|| {
            format!("Aucun fil n'y passe plus de {most} fois par une même ligne : réduisez le nombre de fils ({threads}).")
        });
    }
    Some(
        match likely().find_map(|(_, line)| text.loop_of(*line as usize)) {
            Some(found) => format!(
                "La boucle de la ligne {} y fait au moins {most} tours, et rien ne la borne dans le texte : donnez-lui une fin plus proche.",
                found.line
            ),
            None => format!(
                "La ligne {} y est celle qui revient le plus : {most} fois dans un même fil.",
                repeated[0].1
            ),
        },
    )
}

/// Ce qui borne une boucle.
#[derive(Debug, PartialEq, Eq)]
struct Bound {
    value: u64,
    what: String,
}

/// Les boucles et les nombres nommés d'un programme.
#[derive(Debug, Default)]
struct Text {
    loops: Vec<Loop>,
    functions: Vec<(String, RangeInclusive<usize>)>,
    /// Le nom, la ligne et la valeur.
    numbers: Vec<(String, usize, u64)>,
}

#[derive(Debug)]
struct Loop {
    line: usize,
    body: RangeInclusive<usize>,
    /// Entre `for … in` et l'accolade, ou entre `while` et l'accolade.
    header: Vec<TokenTree>,
    /// Les noms que la boucle emploie.
    words: Vec<String>,
}

impl Text {
    fn read(source: &str) -> Self {
        let mut text = Self::default();
        // Un texte qui s'explore se lit.
        if let Ok(tokens) = source.parse::<TokenStream>() {
            text.walk(tokens);
        }
        text
    }

    fn walk(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (rank, token) in tokens.iter().enumerate() {
            if let TokenTree::Group(group) = token {
                self.walk(group.stream());
            }
            let TokenTree::Ident(word) = token else {
                continue;
            };
            let word = word.to_string();
            let line = token.span().start().line;
            let rest = &tokens[rank + 1..];
            match word.as_str() {
                "for" | "while" | "loop" => {
                    let Some((header, body)) = until_block(rest) else {
                        continue;
                    };
                    let start = match word.as_str() {
                        "for" => header.iter().position(|token| is_word(token, "in")),
                        _ => Some(0),
                    };
                    // `impl Trait for Type { … }` n'a pas de `in`.
                    if let Some(start) = start {
                        self.loops.push(Loop {
                            line,
                            body: lines(body),
                            header: header[start..].to_vec(),
                            words: words(header.iter().chain([body]).cloned().collect()),
                        });
                    }
                }
                "fn" => {
                    if let (Some(TokenTree::Ident(name)), Some((_, body))) =
                        (rest.first(), until_block(rest))
                    {
                        self.functions.push((name.to_string(), lines(body)));
                    }
                }
                "const" | "static" | "let" => {
                    let mut rest = rest;
                    if rest.first().is_some_and(|token| is_word(token, "mut")) {
                        rest = &rest[1..];
                    }
                    let end = rest.iter().position(|token| is_sign(token, ';'));
                    let statement = &rest[..end.unwrap_or(0)];
                    if let [TokenTree::Ident(name), .., equals, value] = statement
                        && is_sign(equals, '=')
                        && let Some(value) = count(value)
                    {
                        self.numbers.push((name.to_string(), line, value));
                    }
                }
                _ => {}
            }
        }
    }

    /// La boucle la plus proche autour d'une ligne, ou autour d'un appel de la
    /// fonction où elle est.
    fn loop_of(&self, line: usize) -> Option<&Loop> {
        self.loops_of(line).into_iter().next()
    }

    /// Les boucles qui répètent une ligne, de la plus proche à la plus lointaine.
    fn loops_of(&self, line: usize) -> Vec<&Loop> {
        let around = |line: usize| {
            let mut around: Vec<&Loop> = self
                .loops
                .iter()
                .filter(|one| one.line == line || one.body.contains(&line))
                .collect();
            around.sort_by_key(|one| one.body.end() - one.body.start());
            around
        };
        let mut found = around(line);
        let functions = self.functions.iter();
        let inside = functions
            .filter(|(_, body)| body.contains(&line))
            .min_by_key(|(_, body)| body.end() - body.start());
        if let Some((name, _)) = inside {
            let calling = self.loops.iter();
            found.extend(calling.filter(|one| one.words.contains(name)));
        }
        found
    }

    /// Ce qui borne le plus largement une boucle qui répète cette ligne.
    fn bound_of(&self, line: usize) -> Option<Bound> {
        let loops = self.loops_of(line).into_iter();
        let bounds = loops.filter_map(|one| self.bound(one));
        bounds.rev().max_by_key(|bound| bound.value)
    }

    fn bound(&self, one: &Loop) -> Option<Bound> {
        let words = words(one.header.iter().cloned().collect());
        let named = self
            .numbers
            .iter()
            .filter(|(name, _, value)| *value > 1 && words.contains(name))
            .min_by_key(|(_, line, _)| line.abs_diff(one.line));
        if let Some((name, line, value)) = named {
            return Some(Bound {
                value: *value,
                what: format!("`{name}`, ligne {line} ({value} dans le texte)"),
            });
        }
        let value = one.header.iter().filter_map(count).max()?;
        Some(Bound {
            value,
            what: format!(
                "le nombre de tours de la boucle, ligne {} ({value} dans le texte)",
                one.line
            ),
        })
    }
}

/// Ce qui précède le premier bloc, et ce bloc.
fn until_block(tokens: &[TokenTree]) -> Option<(&[TokenTree], &TokenTree)> {
    let end = tokens.iter().position(|token| {
        is_sign(token, ';')
            || matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
    })?;
    matches!(tokens[end], TokenTree::Group(_)).then(|| (&tokens[..end], &tokens[end]))
}

fn lines(block: &TokenTree) -> RangeInclusive<usize> {
    block.span().start().line..=block.span().end().line
}

fn words(tokens: TokenStream) -> Vec<String> {
    let each = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(word) => vec![word.to_string()],
        TokenTree::Group(group) => words(group.stream()),
        _ => Vec::new(),
    });
    each.flatten().collect()
}

/// La valeur d'un entier écrit en toutes lettres : `1_000`, `30u32`.
fn count(token: &TokenTree) -> Option<u64> {
    let TokenTree::Literal(literal) = token else {
        return None;
    };
    let text = literal.to_string().replace('_', "");
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, suffix) = text.split_at(digits);
    (suffix.is_empty() || suffix.starts_with(['u', 'i']))
        .then(|| digits.parse().ok())
        .flatten()
}

fn is_word(token: &TokenTree, wanted: &str) -> bool {
    matches!(token, TokenTree::Ident(word) if word == wanted)
}

fn is_sign(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(sign) if sign.as_char() == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ce_qui_borne_une_boucle_est_nomme() {
        let text = Text::read(
            "const N: usize = 1_000;\n\
             fn main() {\n\
             for _ in 0..N {\n\
             step();\n\
             }\n\
             for i in 0..30u32 {\n\
             for evt in &evts { go(evt); }\n\
             }\n\
             let tours = 12;\n\
             let mut i = 0;\n\
             while i < tours {\n\
             i += 1;\n\
             }\n\
             loop { tick(); }\n\
             }\n\
             fn step() {\n\
             work();\n\
             }\n\
             impl Run for Job { fn run(&self) { work(); } }\n",
        );
        let bound = |line| text.bound_of(line).map(|bound| bound.what);
        let n = Some("`N`, ligne 1 (1000 dans le texte)".to_owned());
        assert_eq!(bound(4), n);
        assert_eq!(bound(17), n, "par l'appel de `step`");
        let thirty = "le nombre de tours de la boucle, ligne 6 (30 dans le texte)";
        assert_eq!(bound(7).as_deref(), Some(thirty));
        assert_eq!(
            bound(12).as_deref(),
            Some("`tours`, ligne 9 (12 dans le texte)")
        );
        assert_eq!(bound(14), None, "`loop` n'a pas de borne");
        assert_eq!(text.loop_of(14).map(|one| one.line), Some(14));
        assert_eq!(bound(19), None);
    }
}
