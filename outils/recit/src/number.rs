//! Les nombres, tels qu'on les lit.

/// Un entier, par groupes de trois chiffres.
pub fn thousands(number: impl ToString) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (rank, digit) in digits.chars().enumerate() {
        if rank > 0 && (digits.len() - rank).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// Des octets, en mégaoctets.
pub fn megabytes(bytes: u64) -> String {
    format!("{} Mo", thousands(bytes / 1_000_000))
}

/// Un nombre et ce qu'il compte.
pub fn counted(count: usize, what: &str) -> String {
    format!("{} {what}{}", thousands(count), plural(count))
}

/// La marque du pluriel.
pub fn plural(count: usize) -> &'static str {
    if count > 1 { "s" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_nombres_se_lisent() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(123), "123");
        assert_eq!(thousands(1_234_567), "1 234 567");
        assert_eq!(megabytes(2_000_000_000), "2 000 Mo");
    }
}
