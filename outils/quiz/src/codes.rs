//! Les codes d'erreur de rustc que les quiz proposent, et leur sens.

/// Chaque code, avec son sens en quelques mots.
pub const CODES: &[(&str, &str)] = &[
    ("E0004", "un `match` ne traite pas tous les cas"),
    (
        "E0015",
        "un calcul qui ne peut pas se faire à la compilation",
    ),
    ("E0277", "un type n'a pas le trait ou la marque exigés"),
    ("E0282", "le compilateur ne peut pas deviner un type"),
    ("E0308", "un type n'est pas celui qui est attendu"),
    (
        "E0373",
        "une fermeture peut vivre plus longtemps que ce qu'elle emprunte",
    ),
    ("E0381", "une variable sert avant d'avoir reçu une valeur"),
    ("E0382", "une valeur sert après avoir été donnée"),
    ("E0384", "une variable qui n'est pas `mut` change de valeur"),
    ("E0499", "deux emprunts en écriture à la fois"),
    (
        "E0502",
        "un emprunt en écriture pendant un emprunt en lecture",
    ),
    (
        "E0505",
        "une valeur est donnée pendant qu'elle est empruntée",
    ),
    ("E0506", "une variable empruntée change de valeur"),
    ("E0507", "une valeur est prise à travers une référence"),
    (
        "E0594",
        "on écrit dans ce qui n'est accessible qu'en lecture",
    ),
    (
        "E0596",
        "un emprunt en écriture de ce qui n'est accessible qu'en lecture",
    ),
    ("E0597", "une valeur empruntée ne vit pas assez longtemps"),
    ("E0599", "ce type n'a pas cette méthode"),
    ("E0614", "`*` s'applique à ce qui n'est pas une référence"),
];

/// Le sens du code `code`, s'il est connu.
pub fn meaning(code: &str) -> Option<&'static str> {
    CODES
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, meaning)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_codes_sont_tries_et_bien_formes() {
        assert!(CODES.is_sorted());
        for (code, meaning) in CODES {
            assert!(code.len() == 5 && code.starts_with('E'), "{code}");
            assert!(!meaning.is_empty(), "{code}");
        }
        assert_eq!(super::meaning("E0000"), None);
    }
}
