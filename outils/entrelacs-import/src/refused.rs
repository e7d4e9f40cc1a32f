//! Ce que le modèle laisse de côté, et ce qu'il faut écrire à la place.

macro_rules! refused {
    ($($path:literal: $advice:literal,)+) => {
        /// Un chemin de `std` ou de crossbeam qui n'est ni modélisé, ni d'un module sans
        /// effet visible d'un autre fil, est refusé avec sa ligne. Pour ceux-ci, le message
        /// dit aussi quoi écrire. Sont encore refusés `unsafe`, `static mut`, `extern`,
        /// `#![feature]`, les fichiers inclus, `core` et `alloc`, et l'affichage d'une
        /// adresse.
        ///
        /// | refusé | parce que, ou à la place |
        /// |---|---|
        #[doc = concat!($("| `", $path, "` | ", $advice, " |\n"),+)]
        pub const REFUSED: &[(&str, &str)] = &[$(($path, $advice)),+];
    };
}

refused! {
    "std::alloc": "le modèle alloue lui-même",
    "std::any::type_name":
        "ce qu'il rend dépend de la compilation ; écrivez ce nom dans une chaîne",
    "std::any::type_name_of_val":
        "ce qu'il rend dépend de la compilation ; écrivez ce nom dans une chaîne",
    "std::backtrace": "ce qu'il affiche dépend de la compilation",
    "std::collections::hash_map::RandomState":
        "il est au hasard ; ôtez-le, `HashMap::new()` suffit",
    "std::env": "écrivez une constante à la place de ce que donnerait l'environnement",
    "std::fs":
        "un programme exploré ne lit et n'écrit aucun fichier ; gardez les données dans une constante ou un `Vec`",
    "std::future": "un futur n'a pas d'exécuteur ici ; écrivez un fil",
    "std::hash::RandomState": "il est au hasard ; ôtez-le, ou prenez `DefaultHasher::new()`",
    "std::io::stdin": "un programme exploré ne lit rien ; écrivez les données dans le programme",
    "std::net": "remplacez la connexion par un canal",
    "std::os": "il dépend du système",
    "std::path": "un programme exploré ne touche à aucun fichier ; une `String` suffit",
    "std::process::Command": "un programme exploré n'en lance pas d'autre ; écrivez un fil",
    "std::process::id": "il change à chaque exécution ; écrivez une constante",
    "std::task": "un futur n'a pas d'exécuteur ici ; écrivez un fil",
    "std::thread::available_parallelism":
        "il dépend de la machine ; écrivez une constante, par exemple `let n = 2;`",
    "std::thread::park_timeout_ms": "écrivez `thread::park_timeout(Duration::from_millis(…))`",
    "std::thread::sleep_ms": "écrivez `thread::sleep(Duration::from_millis(…))`",
    "std::time::SystemTime":
        "l'heure qu'il est change à chaque exécution ; mesurez une durée par `Instant`, et explorez avec `--ordonne`",
    "std::time::UNIX_EPOCH":
        "l'heure qu'il est change à chaque exécution ; mesurez une durée par `Instant`, et explorez avec `--ordonne`",
    "crossbeam::deque": "écrivez un `Mutex<VecDeque<…>>` ou un canal",
    "crossbeam::epoch": "écrivez un `Arc`",
    "crossbeam::queue": "écrivez un `Mutex<VecDeque<…>>` ou un canal",
    "crossbeam_utils::sync::ShardedLock": "écrivez `std::sync::RwLock`",
    "crossbeam::sync::ShardedLock": "écrivez `std::sync::RwLock`",
}

/// Le message d'un chemin refusé ; le plus long de [`REFUSED`] qui convient le
/// conseille.
pub(super) fn refusal(path: &[String]) -> String {
    let path = path.join("::");
    let advice = REFUSED
        .iter()
        .filter(|(refused, _)| {
            path.strip_prefix(refused)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        })
        .max_by_key(|(refused, _)| refused.len())
        .map_or(String::new(), |(_, advice)| format!(" : {advice}"));
    format!("`{path}` n'est pas modélisé par entrelacs{advice}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import;

    #[test]
    fn chaque_chemin_refuse_l_est_avec_son_conseil() {
        for (path, advice) in REFUSED {
            let source = format!("fn main() {{\n    {path}::f();\n}}\nuse {path};\n");
            let errors = import(&source, &[]).unwrap_err();
            let found: Vec<_> = errors
                .iter()
                .map(|error| (error.line, error.message.ends_with(advice)))
                .collect();
            assert_eq!(found, [(2, true), (4, true)], "{errors:?}");
        }
    }
}
