//! Les macros `select!` et `select_biased!`, avec la syntaxe de crossbeam.
//!
//! Trois temps : `@parse` range les branches sous une seule forme, `@open`
//! évalue les canaux dans l'ordre et en fait une liste, `@run` choisit.

/// Choisit parmi des opérations de canal ; entre deux prêtes, n'importe laquelle.
#[macro_export]
macro_rules! select {
    ($($tokens:tt)*) => {
        $crate::__select!(@parse (false) () () $($tokens)*)
    };
}

/// Choisit parmi des opérations de canal ; entre deux prêtes, la première.
#[macro_export]
macro_rules! select_biased {
    ($($tokens:tt)*) => {
        $crate::__select!(@parse (true) () () $($tokens)*)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __select {
    // Plus rien à lire.
    (@parse $biased:tt () ()) => {
        ::std::compile_error!("un `select!` a au moins une branche")
    };
    (@parse ($biased:tt) ($($arms:tt)*) $default:tt) => {
        {
            let mut __selection = if $biased {
                $crate::crossbeam_channel::Select::new_biased()
            } else {
                $crate::crossbeam_channel::Select::new()
            };
            $crate::__select!(@open __selection ($($arms)*) () $default)
        }
    };

    // `default => …` s'écrit aussi `default() => …`.
    (@parse $b:tt $arms:tt $default:tt default => $($rest:tt)*) => {
        $crate::__select!(@parse $b $arms $default default() => $($rest)*)
    };

    // Le corps d'une branche : un bloc suivi ou non d'une virgule, ou une
    // expression suivie d'une virgule, ou la dernière.
    (@parse $b:tt $arms:tt $default:tt
        $kind:ident ($($args:tt)*) $(-> $result:pat)? => { $($body:tt)* }, $($rest:tt)*) => {
        $crate::__select!(@arm $b $arms $default $kind ($($args)*) ($($result)?) ({ $($body)* }) $($rest)*)
    };
    (@parse $b:tt $arms:tt $default:tt
        $kind:ident ($($args:tt)*) $(-> $result:pat)? => $body:expr, $($rest:tt)*) => {
        $crate::__select!(@arm $b $arms $default $kind ($($args)*) ($($result)?) ($body) $($rest)*)
    };
    (@parse $b:tt $arms:tt $default:tt
        $kind:ident ($($args:tt)*) $(-> $result:pat)? => { $($body:tt)* } $($rest:tt)*) => {
        $crate::__select!(@arm $b $arms $default $kind ($($args)*) ($($result)?) ({ $($body)* }) $($rest)*)
    };
    (@parse $b:tt $arms:tt $default:tt
        $kind:ident ($($args:tt)*) $(-> $result:pat)? => $body:expr) => {
        $crate::__select!(@arm $b $arms $default $kind ($($args)*) ($($result)?) ($body))
    };
    (@parse $($wrong:tt)*) => {
        ::std::compile_error!(
            "dans un `select!`, une branche s'écrit `recv(canal) -> résultat => …`, \
             `send(canal, valeur) -> résultat => …`, `default => …` ou `default(délai) => …`"
        )
    };

    (@arm $b:tt ($($arms:tt)*) $default:tt recv ($r:expr $(,)?) ($result:pat) $body:tt $($rest:tt)*) => {
        $crate::__select!(@parse $b ($($arms)* (recv ($r) ($result) $body)) $default $($rest)*)
    };
    (@arm $b:tt ($($arms:tt)*) $default:tt send ($s:expr, $m:expr $(,)?) ($result:pat) $body:tt $($rest:tt)*) => {
        $crate::__select!(@parse $b ($($arms)* (send ($s, $m) ($result) $body)) $default $($rest)*)
    };
    (@arm $b:tt $arms:tt () default () () $body:tt $($rest:tt)*) => {
        $crate::__select!(@parse $b $arms (now $body) $($rest)*)
    };
    (@arm $b:tt $arms:tt () default ($limit:expr $(,)?) () $body:tt $($rest:tt)*) => {
        $crate::__select!(@parse $b $arms (limit ($limit) $body) $($rest)*)
    };
    (@arm $b:tt $arms:tt ($($default:tt)+) default $($rest:tt)*) => {
        ::std::compile_error!("un `select!` a au plus une branche `default`")
    };
    (@arm $($wrong:tt)*) => {
        ::std::compile_error!(
            "dans un `select!`, une branche s'écrit `recv(canal) -> résultat => …`, \
             `send(canal, valeur) -> résultat => …`, `default => …` ou `default(délai) => …`"
        )
    };

    // Les canaux, évalués dans l'ordre ; ce qu'ils empruntent vit jusqu'au bout.
    (@open $sel:ident ((recv ($r:expr) $result:tt $body:tt) $($arms:tt)*) ($($done:tt)*) $default:tt) => {
        match $r {
            ref __receiver => {
                let __receiver: &$crate::crossbeam_channel::Receiver<_> = __receiver;
                let __rank = $sel.recv(__receiver);
                $crate::__select!(
                    @open $sel ($($arms)*) ($($done)* (recv (__rank __receiver) $result $body)) $default
                )
            }
        }
    };
    (@open $sel:ident ((send ($s:expr, $m:expr) $result:tt $body:tt) $($arms:tt)*) ($($done:tt)*) $default:tt) => {
        match $s {
            ref __sender => {
                let __sender: &$crate::crossbeam_channel::Sender<_> = __sender;
                let __rank = $sel.send(__sender);
                $crate::__select!(
                    @open $sel ($($arms)*) ($($done)* (send (__rank __sender ($m)) $result $body)) $default
                )
            }
        }
    };
    (@open $sel:ident () $arms:tt ()) => {
        {
            let __chosen = $sel.select();
            $crate::__select!(@complete __chosen $arms)
        }
    };
    (@open $sel:ident () $arms:tt (now ($default:expr))) => {
        match $sel.try_select() {
            ::std::result::Result::Ok(__chosen) => $crate::__select!(@complete __chosen $arms),
            ::std::result::Result::Err(_) => $default,
        }
    };
    (@open $sel:ident () $arms:tt (limit ($limit:expr) ($default:expr))) => {
        match $sel.select_timeout($limit) {
            ::std::result::Result::Ok(__chosen) => $crate::__select!(@complete __chosen $arms),
            ::std::result::Result::Err(_) => $default,
        }
    };

    // La branche choisie.
    (@complete $chosen:ident ((recv ($rank:ident $r:ident) ($result:pat) ($body:expr)) $($arms:tt)*)) => {
        if $chosen.index() == $rank {
            let $result = $chosen.recv($r);
            $body
        } else {
            $crate::__select!(@complete $chosen ($($arms)*))
        }
    };
    (@complete $chosen:ident ((send ($rank:ident $s:ident ($m:expr)) ($result:pat) ($body:expr)) $($arms:tt)*)) => {
        if $chosen.index() == $rank {
            let $result = $chosen.send($s, $m);
            $body
        } else {
            $crate::__select!(@complete $chosen ($($arms)*))
        }
    };
    (@complete $chosen:ident ()) => {
        ::std::unreachable!("une branche a été choisie")
    };
}
