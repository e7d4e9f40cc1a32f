//! `theme/tokens.js` lit un programme comme un vrai lecteur de Rust : celui de
//! `proc-macro2`. Chaque programme du livre, chaque variante, est remis en page au hasard,
//! avec des commentaires, et doit rester le même ; changé, il doit devenir un autre.

use catalogue::Variant;
use proc_macro2::{Spacing, TokenStream, TokenTree};
use serde_json::json;
use std::fs;
use testing::{fail_if_any, root, script, skip};

/// Combien de fois chaque programme est remis en page, puis changé.
const TIMES: usize = 5;

/// Des formes que les programmes du livre n'ont pas toutes.
const FORMS: &str = r##"fn f<'a>(x: &'a [(u8, (u8, f64))]) -> impl Fn(u8) -> bool + 'a {
    let s = r#"un " seul // pas un commentaire"#;
    let b = (b'"', '\'', '\u{e9}', 'é', b"\\\"", c"c", br"/*", "a\"/*\n*/", r#fn);
    'boucle: loop { break 'boucle; }
    let n = 1..=2; let m = 0x1E + 5 - 1e5 * 1_000.5e-3 / 1.max(2) << 3 >> x[0].1.1 as u8;
    a <<= 1; a >>= 2; a ..= b; a && b || !c; a = -1; a -= &&b; |()| *t != moi
}"##;

#[test]
fn deux_textes_sont_le_meme_programme_si_rustc_le_dit() {
    let texts = texts();
    assert!(texts.len() > 100, "seulement {} programmes", texts.len());
    let mut random = Random(0x5eed);
    let mut pairs = Vec::new();
    for text in &texts {
        let tokens = tokens(text);
        for _ in 0..TIMES {
            let laid_out = layout(&tokens, &mut random);
            pairs.push((text.clone(), laid_out, true));
            let mut changed = tokens.clone();
            change(&mut changed, &mut random);
            let is_same = changed == tokens;
            pairs.push((text.clone(), layout(&changed, &mut random), is_same));
        }
    }
    // La vérité ne vient pas de ce test, mais de `proc-macro2`.
    for (one, other, same) in &pairs {
        assert_eq!(tokens(one) == tokens(other), *same, "{other}");
    }
    let Some(found) = read_by_the_page(&pairs) else {
        skip("node n'est pas installé", "installez nodejs");
        return;
    };
    let errors: Vec<String> = pairs
        .iter()
        .zip(found)
        .filter(|((_, _, same), found)| same != found)
        .map(|((_, text, same), _)| format!("attendu {same} :\n{text}"))
        .take(3)
        .collect();
    println!("{} paires", pairs.len());
    fail_if_any(&errors);
}

/// Les programmes du livre tels qu'affichés, et leurs variantes.
fn texts() -> Vec<String> {
    let listings = root().join("listings");
    let mut texts = vec![FORMS.to_owned()];
    for reference in catalogue::references(&listings).unwrap() {
        let source = fs::read_to_string(listings.join(format!("{reference}.rs"))).unwrap();
        texts.push(undocumented(&catalogue::display(&source).1));
        let variants = Variant::all(&listings, &reference).unwrap();
        texts.extend(variants.iter().map(|variant| undocumented(&variant.text)));
    }
    texts
}

/// `text` sans sa documentation : un commentaire pour qui lit, un attribut pour rustc.
fn undocumented(text: &str) -> String {
    let lines = text.lines().filter(|it| !it.trim_start().starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Un élément, et vrai si rien ne doit le séparer du suivant : ils font un seul signe.
type Token = (String, bool);

fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    flatten(text.parse().unwrap(), &mut found);
    // `proc-macro2` joint tous les signes qui se touchent ; ceux qui n'en font pas un
    // peuvent s'écarter.
    for rank in 0..found.len() {
        found[rank].1 &= joined(&found, rank);
    }
    found
}

fn flatten(stream: TokenStream, found: &mut Vec<Token>) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) => {
                let delimiters = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ["(", ")"],
                    proc_macro2::Delimiter::Brace => ["{", "}"],
                    proc_macro2::Delimiter::Bracket => ["[", "]"],
                    proc_macro2::Delimiter::None => ["", ""],
                };
                found.push((delimiters[0].to_owned(), false));
                flatten(group.stream(), found);
                found.push((delimiters[1].to_owned(), false));
            }
            TokenTree::Punct(sign) => {
                let is_joint = sign.spacing() == Spacing::Joint;
                found.push((sign.as_char().to_string(), is_joint));
            }
            other => found.push((other.to_string(), false)),
        }
    }
}

/// Vrai si le signe de rang `rank` n'en fait qu'un avec le suivant, d'après la liste des
/// signes de Rust ; une apostrophe, avec le nom qu'elle commence.
fn joined(tokens: &[Token], rank: usize) -> bool {
    const SIGNS: [&str; 25] = [
        "<<=", ">>=", "...", "..=", "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "+=",
        "-=", "*=", "/=", "%=", "^=", "&=", "|=", "<<", ">>", "..", "'",
    ];
    // Le début de la suite de signes qui se touchent.
    let is_sign = |rank: usize| {
        tokens[rank].0.len() == 1 && tokens[rank].0.chars().all(|c| c.is_ascii_punctuation())
    };
    let mut start = rank;
    while start > 0 && is_sign(start - 1) && tokens[start - 1].1 {
        start -= 1;
    }
    let mut at = start;
    while at <= rank {
        let run: String = (at..tokens.len())
            .take_while(|&i| i == at || tokens[i - 1].1)
            .map(|i| tokens[i].0.as_str())
            .collect();
        let length = SIGNS
            .iter()
            .filter(|sign| run.starts_with(**sign) && **sign != "'")
            .map(|sign| sign.len())
            .max()
            .unwrap_or(1);
        if rank < at + length {
            return tokens[rank].0 == "'" || rank + 1 < at + length;
        }
        at += length;
    }
    false
}

/// Ces éléments, séparés au hasard.
fn layout(tokens: &[Token], random: &mut Random) -> String {
    const GAPS: [&str; 6] = [
        " ",
        "\n",
        "\n\n    ",
        " /* un /* deux */ \" */ ",
        " // l'un : \"\n",
        "\t",
    ];
    let mut text = String::new();
    for (token, is_joined) in tokens {
        text += token;
        if !is_joined {
            text += GAPS[random.below(GAPS.len())];
        }
    }
    text
}

/// Change un élément : il disparaît, se répète, prend la place du suivant, ou se sépare
/// de celui avec lequel il faisait un signe.
fn change(tokens: &mut Vec<Token>, random: &mut Random) {
    let is_bracket = |token: &Token| "()[]{}".contains(token.0.as_str());
    let joints: Vec<usize> = (0..tokens.len())
        .filter(|&i| tokens[i].1 && tokens[i].0 != "'")
        .collect();
    let free: Vec<usize> = (0..tokens.len())
        .filter(|&i| !is_bracket(&tokens[i]) && !tokens[i].1 && (i == 0 || !tokens[i - 1].1))
        .collect();
    let rank = free[random.below(free.len())];
    match random.below(4) {
        0 => drop(tokens.remove(rank)),
        1 => tokens.insert(rank, tokens[rank].clone()),
        2 if !joints.is_empty() => tokens[joints[random.below(joints.len())]].1 = false,
        _ => {
            let other = free[random.below(free.len())];
            tokens.swap(rank, other);
        }
    }
}

/// Ce que `theme/tokens.js` dit de chaque paire ; rien sans Node.js.
fn read_by_the_page(pairs: &[(String, String, bool)]) -> Option<Vec<bool>> {
    let texts: Vec<_> = pairs.iter().map(|(one, other, _)| (one, other)).collect();
    let same = "input.map(pair => pair.map(text => JSON.stringify(window.courseTokens(text)))).map(([one, other]) => one === other)";
    let found = script("theme/tokens.js", same, &json!(texts))?;
    Some(serde_json::from_value(found).expect("une réponse par paire"))
}

/// Un tirage (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}
