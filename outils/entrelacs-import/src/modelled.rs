//! Ce que le modèle connaît.

/// Donne à la macro `$table` les modules modélisés, chaque groupe suivi de ce que
/// chacun de ses modules offre.
#[macro_export]
macro_rules! modelled {
    ($table:ident) => {
        $table! {
            std::any => { Any, TypeId }
            std::collections => {
                BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, TryReserveError,
                VecDeque, binary_heap, btree_map, btree_set, hash_map, hash_set, linked_list,
                vec_deque
            }
            std::collections::hash_map => {
                DefaultHasher, Entry, HashMap, OccupiedEntry, VacantEntry
            }
            std::collections::hash_set => { HashSet }
            std::hash => { BuildHasher, BuildHasherDefault, DefaultHasher, Hash, Hasher }
            std::hint => { black_box, spin_loop }
            std::io => {
                BufRead, BufReader, BufWriter, Cursor, Empty, Error, ErrorKind, LineWriter, Read,
                Result, Seek, SeekFrom, Sink, Stderr, StderrLock, Stdout, StdoutLock, Write, copy,
                empty, prelude, sink, stderr, stdout
            }
            std::panic => {
                AssertUnwindSafe, Location, PanicHookInfo, RefUnwindSafe, UnwindSafe,
                catch_unwind, panic_any, resume_unwind, set_hook, take_hook
            }
            std::process => { ExitCode, Termination, abort, exit }
            std::ptr => { NonNull, addr_eq, eq, from_mut, from_ref, null, null_mut }
            std::sync => {
                Arc, Barrier, BarrierWaitResult, Condvar, LazyLock, LockResult, Mutex, MutexGuard,
                Once, OnceLock, OnceState, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
                TryLockError, TryLockResult, WaitTimeoutResult, Weak, atomic, mpsc
            }
            std::sync::atomic => {
                AtomicBool, AtomicI16, AtomicI32, AtomicI64, AtomicI8, AtomicIsize, AtomicPtr,
                AtomicU16, AtomicU32, AtomicU64, AtomicU8, AtomicUsize, Ordering, compiler_fence,
                fence
            }
            std::sync::mpsc => {
                IntoIter, Iter, Receiver, RecvError, RecvTimeoutError, SendError, Sender,
                SyncSender, TryIter, TryRecvError, TrySendError, channel, sync_channel
            }
            std::thread => {
                AccessError, Builder, JoinHandle, LocalKey, Result, Scope, ScopedJoinHandle,
                Thread, ThreadId, current, panicking, park, park_timeout, scope, sleep, spawn,
                yield_now
            }
            std::time => { Duration, Instant }
            crossbeam => { atomic, channel, scope, select, sync, thread, utils }
            crossbeam_utils => { Backoff, CachePadded, atomic, sync, thread }
            crossbeam::utils => { Backoff, CachePadded }
            crossbeam::atomic, crossbeam_utils::atomic => { AtomicCell }
            crossbeam::sync, crossbeam_utils::sync => { Parker, Unparker, WaitGroup }
            crossbeam::thread, crossbeam_utils::thread => {
                Scope, ScopedJoinHandle, ScopedThreadBuilder, scope
            }
            crossbeam::channel, crossbeam_channel => {
                IntoIter, Iter, ReadyTimeoutError, Receiver, RecvError, RecvTimeoutError, Select,
                SelectTimeoutError, SelectedOperation, SendError, SendTimeoutError, Sender,
                TryIter, TryReadyError, TryRecvError, TrySelectError, TrySendError, after, at,
                bounded, never, select, select_biased, tick, unbounded
            }
        }
    };
}

macro_rules! names {
    ({ $($name:ident),+ }) => {
        &[$(stringify!($name)),+]
    };
}

macro_rules! table {
    ($($($($module:ident)::+),+ => $items:tt)+) => {
        &[$($((&[$(stringify!($module)),+], names!($items)),)+)+]
    };
}

/// Les modules modélisés, et ce qu'ils offrent.
const MODELLED: &[(&[&str], &[&str])] = modelled!(table);

/// Les modules et les macros dont tout est permis : ce sont ceux de la vraie
/// bibliothèque.
const FREE: &[&str] = names!({
    array, ascii, borrow, boxed, cell, char, clone, cmp, convert, default, error, f32, f64, fmt,
    i8, i16, i32, i64, i128, isize, iter, marker, mem, num, ops, option, pin, primitive, rc,
    result, slice, str, string, u8, u16, u32, u64, u128, usize, vec, assert, assert_eq, assert_ne,
    dbg, eprint, eprintln, format, format_args, matches, print, println, todo, unimplemented,
    unreachable, write, writeln, concat, stringify, compile_error, thread_local, line, file,
    column, module_path, cfg, debug_assert, debug_assert_eq, debug_assert_ne
});

/// Les types qui se construisent dans une `static`.
pub(super) const STATIC: &[&str] = names!({
    Mutex, RwLock, Condvar, Barrier, Once, OnceLock, LazyLock, AtomicBool, AtomicI16, AtomicI32,
    AtomicI64, AtomicI8, AtomicIsize, AtomicPtr, AtomicU16, AtomicU32, AtomicU64, AtomicU8,
    AtomicUsize, AtomicCell
});

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
