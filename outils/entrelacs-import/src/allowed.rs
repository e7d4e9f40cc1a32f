//! Ce que le modèle connaît.

use super::{ident, punct};
use proc_macro2::TokenTree;

/// Les modules dont tout est permis : ce sont ceux de la vraie bibliothèque.
const FREE: &[&str] = &[
    "array",
    "ascii",
    "borrow",
    "boxed",
    "cell",
    "char",
    "clone",
    "cmp",
    "convert",
    "default",
    "error",
    "f32",
    "f64",
    "fmt",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "iter",
    "marker",
    "mem",
    "num",
    "ops",
    "option",
    "pin",
    "primitive",
    "rc",
    "result",
    "slice",
    "str",
    "string",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "vec",
    "assert",
    "assert_eq",
    "assert_ne",
    "dbg",
    "eprint",
    "eprintln",
    "format",
    "format_args",
    "matches",
    "print",
    "println",
    "todo",
    "unimplemented",
    "unreachable",
    "write",
    "writeln",
    "concat",
    "stringify",
    "compile_error",
    "thread_local",
    "line",
    "file",
    "column",
    "module_path",
    "cfg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
];

/// Ce qu'offre `crossbeam_channel`, que `crossbeam` appelle `channel`.
const CHANNEL: &[&str] = &[
    "IntoIter",
    "Iter",
    "ReadyTimeoutError",
    "Receiver",
    "RecvError",
    "RecvTimeoutError",
    "Select",
    "SelectTimeoutError",
    "SelectedOperation",
    "SendError",
    "SendTimeoutError",
    "Sender",
    "TryIter",
    "TryReadyError",
    "TryRecvError",
    "TrySelectError",
    "TrySendError",
    "after",
    "at",
    "bounded",
    "never",
    "select",
    "select_biased",
    "tick",
    "unbounded",
];

/// Ce qu'offre `crossbeam_utils::sync`.
const UTILS_SYNC: &[&str] = &["Parker", "Unparker", "WaitGroup"];

/// Ce qu'offre `crossbeam_utils::thread`.
const UTILS_THREAD: &[&str] = &["Scope", "ScopedJoinHandle", "ScopedThreadBuilder", "scope"];

/// Les modules modélisés, et ce qu'ils offrent.
const MODELLED: &[(&[&str], &[&str])] = &[
    (&["std", "any"], &["Any", "TypeId"]),
    (
        &["std", "collections"],
        &[
            "BTreeMap",
            "BTreeSet",
            "BinaryHeap",
            "HashMap",
            "HashSet",
            "LinkedList",
            "TryReserveError",
            "VecDeque",
            "binary_heap",
            "btree_map",
            "btree_set",
            "hash_map",
            "hash_set",
            "linked_list",
            "vec_deque",
        ],
    ),
    (
        &["std", "collections", "hash_map"],
        &[
            "DefaultHasher",
            "Entry",
            "HashMap",
            "OccupiedEntry",
            "VacantEntry",
        ],
    ),
    (&["std", "collections", "hash_set"], &["HashSet"]),
    (
        &["std", "hash"],
        &[
            "BuildHasher",
            "BuildHasherDefault",
            "DefaultHasher",
            "Hash",
            "Hasher",
        ],
    ),
    (&["std", "hint"], &["black_box", "spin_loop"]),
    (
        &["std", "io"],
        &[
            "BufRead",
            "BufReader",
            "BufWriter",
            "Cursor",
            "Empty",
            "Error",
            "ErrorKind",
            "LineWriter",
            "Read",
            "Result",
            "Seek",
            "SeekFrom",
            "Sink",
            "Stderr",
            "StderrLock",
            "Stdout",
            "StdoutLock",
            "Write",
            "copy",
            "empty",
            "prelude",
            "sink",
            "stderr",
            "stdout",
        ],
    ),
    (
        &["std", "panic"],
        &[
            "AssertUnwindSafe",
            "Location",
            "PanicHookInfo",
            "RefUnwindSafe",
            "UnwindSafe",
            "catch_unwind",
            "panic_any",
            "resume_unwind",
            "set_hook",
            "take_hook",
        ],
    ),
    (
        &["std", "process"],
        &["ExitCode", "Termination", "abort", "exit"],
    ),
    (
        &["std", "ptr"],
        &[
            "NonNull", "addr_eq", "eq", "from_mut", "from_ref", "null", "null_mut",
        ],
    ),
    (
        &["std", "sync"],
        &[
            "Arc",
            "Barrier",
            "BarrierWaitResult",
            "Condvar",
            "LazyLock",
            "LockResult",
            "Mutex",
            "MutexGuard",
            "Once",
            "OnceLock",
            "OnceState",
            "PoisonError",
            "RwLock",
            "RwLockReadGuard",
            "RwLockWriteGuard",
            "TryLockError",
            "TryLockResult",
            "WaitTimeoutResult",
            "Weak",
            "atomic",
            "mpsc",
        ],
    ),
    (
        &["std", "sync", "atomic"],
        &[
            "AtomicBool",
            "AtomicI16",
            "AtomicI32",
            "AtomicI64",
            "AtomicI8",
            "AtomicIsize",
            "AtomicPtr",
            "AtomicU16",
            "AtomicU32",
            "AtomicU64",
            "AtomicU8",
            "AtomicUsize",
            "Ordering",
            "compiler_fence",
            "fence",
        ],
    ),
    (
        &["std", "sync", "mpsc"],
        &[
            "IntoIter",
            "Iter",
            "Receiver",
            "RecvError",
            "RecvTimeoutError",
            "SendError",
            "Sender",
            "SyncSender",
            "TryIter",
            "TryRecvError",
            "TrySendError",
            "channel",
            "sync_channel",
        ],
    ),
    (
        &["std", "thread"],
        &[
            "AccessError",
            "Builder",
            "JoinHandle",
            "LocalKey",
            "Result",
            "Scope",
            "ScopedJoinHandle",
            "Thread",
            "ThreadId",
            "current",
            "panicking",
            "park",
            "park_timeout",
            "scope",
            "sleep",
            "spawn",
            "yield_now",
        ],
    ),
    (&["std", "time"], &["Duration", "Instant"]),
    (
        &["crossbeam"],
        &[
            "atomic", "channel", "scope", "select", "sync", "thread", "utils",
        ],
    ),
    (&["crossbeam", "atomic"], &["AtomicCell"]),
    (&["crossbeam", "channel"], CHANNEL),
    (&["crossbeam", "sync"], UTILS_SYNC),
    (&["crossbeam", "thread"], UTILS_THREAD),
    (&["crossbeam", "utils"], &["Backoff", "CachePadded"]),
    (&["crossbeam_channel"], CHANNEL),
    (
        &["crossbeam_utils"],
        &["Backoff", "CachePadded", "atomic", "sync", "thread"],
    ),
    (&["crossbeam_utils", "atomic"], &["AtomicCell"]),
    (&["crossbeam_utils", "sync"], UTILS_SYNC),
    (&["crossbeam_utils", "thread"], UTILS_THREAD),
];

/// Ce que le modèle laisse de côté, et ce qu'il faut écrire à la place. Le plus
/// long chemin qui convient l'emporte ; un chemin qui n'est ni ici, ni parmi ce qui
/// est modélisé, est refusé sans conseil.
const REFUSED: &[(&str, &str)] = &[
    ("std::alloc", "le modèle alloue lui-même"),
    (
        "std::any::type_name",
        "ce qu'il rend dépend de la compilation ; écrivez ce nom dans une chaîne",
    ),
    (
        "std::any::type_name_of_val",
        "ce qu'il rend dépend de la compilation ; écrivez ce nom dans une chaîne",
    ),
    (
        "std::backtrace",
        "ce qu'il affiche dépend de la compilation",
    ),
    (
        "std::collections::hash_map::RandomState",
        "il est au hasard ; ôtez-le, `HashMap::new()` suffit",
    ),
    (
        "std::env",
        "écrivez une constante à la place de ce que donnerait l'environnement",
    ),
    (
        "std::fs",
        "un programme exploré ne lit et n'écrit aucun fichier ; gardez les données dans une constante ou un `Vec`",
    ),
    (
        "std::future",
        "un futur n'a pas d'exécuteur ici ; écrivez un fil",
    ),
    (
        "std::hash::RandomState",
        "il est au hasard ; ôtez-le, ou prenez `DefaultHasher::new()`",
    ),
    (
        "std::io::stdin",
        "un programme exploré ne lit rien ; écrivez les données dans le programme",
    ),
    ("std::net", "remplacez la connexion par un canal"),
    ("std::os", "il dépend du système"),
    (
        "std::path",
        "un programme exploré ne touche à aucun fichier ; une `String` suffit",
    ),
    (
        "std::process::Command",
        "un programme exploré n'en lance pas d'autre ; écrivez un fil",
    ),
    (
        "std::process::id",
        "il change à chaque exécution ; écrivez une constante",
    ),
    (
        "std::task",
        "un futur n'a pas d'exécuteur ici ; écrivez un fil",
    ),
    (
        "std::thread::available_parallelism",
        "il dépend de la machine ; écrivez une constante, par exemple `let n = 2;`",
    ),
    (
        "std::thread::park_timeout_ms",
        "écrivez `thread::park_timeout(Duration::from_millis(…))`",
    ),
    (
        "std::thread::sleep_ms",
        "écrivez `thread::sleep(Duration::from_millis(…))`",
    ),
    (
        "std::time::SystemTime",
        "l'heure qu'il est change à chaque exécution ; mesurez une durée par `Instant`, et explorez avec `--ordonne`",
    ),
    (
        "std::time::UNIX_EPOCH",
        "l'heure qu'il est change à chaque exécution ; mesurez une durée par `Instant`, et explorez avec `--ordonne`",
    ),
    (
        "crossbeam::deque",
        "écrivez un `Mutex<VecDeque<…>>` ou un canal",
    ),
    ("crossbeam::epoch", "écrivez un `Arc`"),
    (
        "crossbeam::queue",
        "écrivez un `Mutex<VecDeque<…>>` ou un canal",
    ),
    (
        "crossbeam_utils::sync::ShardedLock",
        "écrivez `std::sync::RwLock`",
    ),
    (
        "crossbeam::sync::ShardedLock",
        "écrivez `std::sync::RwLock`",
    ),
];

/// Le message d'un chemin refusé.
pub(super) fn refusal(path: &[String]) -> String {
    let path = path.join("::");
    let advice = REFUSED
        .iter()
        .filter(|(refused, _)| {
            path.strip_prefix(refused)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        })
        .max_by_key(|(refused, _)| refused.len());
    match advice {
        Some((_, advice)) => format!("`{path}` n'est pas modélisé par entrelacs : {advice}"),
        None => format!("`{path}` n'est pas modélisé par entrelacs"),
    }
}

/// Les chemins que le modèle offre, sauf ceux des modules de la vraie bibliothèque.
pub fn modelled() -> Vec<String> {
    let paths = MODELLED.iter().flat_map(|(module, items)| {
        items
            .iter()
            .map(move |item| format!("{}::{item}", module.join("::")))
    });
    paths.collect()
}

/// Les types qui se construisent dans une `static`.
const STATIC: &[&str] = &[
    "Mutex",
    "RwLock",
    "Condvar",
    "Barrier",
    "Once",
    "OnceLock",
    "LazyLock",
    "AtomicBool",
    "AtomicI16",
    "AtomicI32",
    "AtomicI64",
    "AtomicI8",
    "AtomicIsize",
    "AtomicPtr",
    "AtomicU16",
    "AtomicU32",
    "AtomicU64",
    "AtomicU8",
    "AtomicUsize",
    "AtomicCell",
];

/// Vrai pour un paquet que le modèle connaît, en tout ou en partie ; `core` et
/// `alloc` sont refusés ailleurs, avec leur raison.
pub(super) fn is_crate(name: &str) -> bool {
    matches!(
        name,
        "std" | "core" | "alloc" | "crossbeam" | "crossbeam_channel" | "crossbeam_utils"
    )
}

/// Vrai pour un type du langage : `u32::MAX` n'est pas le chemin d'un paquet.
pub(super) fn is_primitive(name: &str) -> bool {
    const PRIMITIVES: &[&str] = &[
        "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "str", "u128",
        "u16", "u32", "u64", "u8", "usize",
    ];
    PRIMITIVES.contains(&name)
}

/// Si le modèle refuse ce chemin, la longueur du plus court chemin refusé.
pub(super) fn first_refused(path: &[String]) -> Option<usize> {
    let root = path.first()?.as_str();
    if !matches!(
        root,
        "std" | "crossbeam" | "crossbeam_channel" | "crossbeam_utils"
    ) {
        return None;
    }
    let mut length = 1;
    while let Some(name) = path.get(length) {
        if name == "*" || name == "self" {
            return None;
        }
        let modelled = items(&path[..length]);
        let known = match modelled {
            Some(items) => items.contains(&name.as_str()),
            None if length == 1 => FREE.contains(&name.as_str()) || items(&path[..2]).is_some(),
            None => return None,
        };
        if !known {
            // Tout le chemin écrit : `std::process::exit`, pas `std::process`.
            return Some(if length == 1 { path.len() } else { length + 1 });
        }
        length += 1;
    }
    None
}

/// Vrai si ce chemin est celui d'un module modélisé.
pub(super) fn is_module(path: &[String]) -> bool {
    items(path).is_some()
}

fn items(path: &[String]) -> Option<&'static [&'static str]> {
    MODELLED
        .iter()
        .find(|(module, _)| path.iter().map(String::as_str).eq(module.iter().copied()))
        .map(|(_, items)| *items)
}

/// Vrai si `tokens` finit par `Type::` ou `Type::<…>::`, où `Type` se construit
/// dans une `static`.
pub(super) fn has_static_form(tokens: &[TokenTree]) -> bool {
    let mut rest = tokens;
    for _ in 0..2 {
        match rest {
            [before @ .., _, last] if punct(Some(last)) == Some(':') => rest = before,
            _ => return false,
        }
        if let Some(TokenTree::Ident(name)) = rest.last() {
            return STATIC.iter().any(|known| name == known);
        }
        // Des paramètres de type : jusqu'au chevron ouvrant.
        let Some(open) = rest
            .iter()
            .rposition(|token| punct(Some(token)) == Some('<'))
        else {
            return false;
        };
        rest = &rest[..open];
    }
    ident(rest.last()).is_some_and(|name| STATIC.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import;

    /// La liste de la documentation est celle de l'import, et chaque chemin y est
    /// refusé avec son conseil.
    #[test]
    fn ce_qui_est_refuse_est_documente() {
        let table: String = REFUSED
            .iter()
            .map(|(path, advice)| format!("| `{path}` | {advice} |\n"))
            .collect();
        assert!(
            include_str!("refus.md").ends_with(&format!("|---|---|\n{table}")),
            "src/import/refus.md devrait finir par :\n{table}"
        );
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

    #[test]
    fn rien_n_est_a_la_fois_offert_et_refuse() {
        for (path, _) in REFUSED {
            assert!(!modelled().iter().any(|offered| offered == path), "{path}");
        }
    }
}
