//! La taille de mémoire qu'une exploration peut prendre.

use parse_size::parse_size;

/// Le programme exploré en prend lui-même quelques-uns.
const LEAST: u64 = 50_000_000;

/// Une taille en octets : `2G`, `500Mo`, `100000000`.
///
/// # Errors
///
/// Un texte vide, qui laisse la ligne de commande dire ce qu'elle attend : ce
/// n'est pas une taille, ou elle est trop petite.
pub fn parse(text: &str) -> Result<u64, String> {
    parse_size(text.trim_end_matches(['o', 'O']))
        .ok()
        .filter(|bytes| *bytes >= LEAST)
        .ok_or_else(String::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_taille_a_une_unite() {
        assert_eq!(parse("2G"), Ok(2_000_000_000));
        assert_eq!(parse("1.5g"), Ok(1_500_000_000));
        assert_eq!(parse("500Mo"), Ok(500_000_000));
        assert_eq!(parse("100000000"), Ok(100_000_000));
        for refused in ["", "G", "-1G", "10M", "99999999999999999G"] {
            assert!(parse(refused).is_err(), "{refused}");
        }
    }
}
