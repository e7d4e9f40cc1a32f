//! Ce que le modèle connaît.

use super::{ident, punct};
use proc_macro2::TokenTree;

/// Les modules dont tout est permis : ce sont ceux de la vraie bibliothèque.
const FREE: &[&str] = &[
    "any",
    "array",
    "borrow",
    "boxed",
    "cell",
    "char",
    "clone",
    "cmp",
    "collections",
    "convert",
    "default",
    "error",
    "f32",
    "f64",
    "fmt",
    "hash",
    "iter",
    "marker",
    "mem",
    "num",
    "ops",
    "option",
    "primitive",
    "rc",
    "result",
    "slice",
    "str",
    "string",
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
    "line",
    "file",
    "column",
    "module_path",
    "cfg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
];

/// Les modules modélisés, et ce qu'ils offrent.
const MODELLED: &[(&[&str], &[&str])] = &[
    (&["std", "hint"], &["black_box", "spin_loop"]),
    (
        &["std", "panic"],
        &[
            "AssertUnwindSafe",
            "Location",
            "RefUnwindSafe",
            "UnwindSafe",
            "catch_unwind",
            "resume_unwind",
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
            "Builder",
            "JoinHandle",
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
    (
        &["std", "process"],
        &["ExitCode", "Termination", "abort", "exit"],
    ),
    (&["std", "time"], &["Duration", "Instant"]),
    (
        &["crossbeam_channel"],
        &[
            "IntoIter",
            "Iter",
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
        ],
    ),
    (&["crossbeam_utils"], &["sync"]),
    (&["crossbeam_utils", "sync"], &["WaitGroup"]),
];

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
    "AtomicU16",
    "AtomicU32",
    "AtomicU64",
    "AtomicU8",
    "AtomicUsize",
];

/// Vrai pour un paquet que le modèle connaît, en tout ou en partie ; `core` et
/// `alloc` sont refusés ailleurs, avec leur raison.
pub(super) fn is_crate(name: &str) -> bool {
    matches!(
        name,
        "std" | "core" | "alloc" | "crossbeam_channel" | "crossbeam_utils"
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
    if !matches!(root, "std" | "crossbeam_channel" | "crossbeam_utils") {
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
