//! Les fils du modèle : des coroutines à pile, toutes sur un seul fil du
//! système. Ce module et `faults` sont les seuls à contenir du code `unsafe`.
//!
//! Une coroutine s'exécute jusqu'à sa prochaine opération, l'annonce et rend
//! la main ([`suspend`]) ; [`Fiber::resume`] la reprend avec la réponse.

#![allow(unsafe_code)] // coroutines, statiques, empreintes

use crate::faults::{self, MARGIN, Watched};
use crate::op::{Response, Step};
use crate::value::Inspector;
use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult, Yielder};
use std::cell::RefCell;
use std::fmt::Debug;
use std::io;

/// Le corps d'un fil : rend la suite du fil une fois qu'il est fini.
pub(crate) type Body = Box<dyn FnOnce() -> Step>;

/// Ce qu'un fil rend en se suspendant.
#[derive(Debug)]
pub(crate) enum Announcement {
    /// Sa prochaine opération, ou sa fin.
    Step(Step),
    /// Cette exploration ne peut pas continuer.
    Abort(Abort),
}

/// Pourquoi une exploration s'arrête au milieu d'un fil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Abort {
    /// Le programme observe ce que le grain actuel ne distingue pas.
    Finer(crate::session::Granularity),
    /// Le programme fait ce que le modèle ne sait pas faire.
    Unsupported { message: String, line: u32 },
}

/// Le point d'où une coroutine se suspend.
#[derive(Clone, Copy)]
pub(crate) struct Suspender(*const Yielder<Response, Announcement>);

/// Un fil du modèle en cours d'exécution.
pub(crate) struct Fiber {
    coroutine: Option<Coroutine<Response, Announcement, Announcement, DefaultStack>>,
    /// L'adresse la plus basse de sa pile, page de garde comprise.
    limit: usize,
    /// La taille de sa pile, en octets, sans la marge.
    stack_size: usize,
}

impl Fiber {
    /// Prépare un fil qui exécutera `body` sur une pile de `stack_size` octets,
    /// et d'une marge : le système n'en réserve que ce qui sert. `enter` reçoit, au début du fil,
    /// le point d'où il se suspendra et la première réponse.
    pub fn new(
        stack_size: usize,
        enter: impl FnOnce(Suspender, Response) + 'static,
        body: Body,
    ) -> io::Result<Self> {
        let stack = match STACKS.with_borrow_mut(Vec::pop) {
            Some((size, stack)) if size == stack_size => stack,
            _ => DefaultStack::new(stack_size.saturating_add(MARGIN))?,
        };
        let limit = stack.limit().get();
        let coroutine = Coroutine::with_stack(
            stack,
            move |yielder: &Yielder<Response, Announcement>, first| {
                enter(Suspender(yielder), first);
                Announcement::Step(body())
            },
        );
        Ok(Self {
            coroutine: Some(coroutine),
            limit,
            stack_size,
        })
    }

    /// Reprend le fil avec `response`, jusqu'à sa prochaine annonce.
    pub fn resume(&mut self, response: Response) -> Announcement {
        let coroutine = self
            .coroutine
            .as_mut()
            .expect("un fil ne se reprend pas après sa fin");
        let watched = Watched {
            trap: coroutine.trap_handler(),
            limit: self.limit,
            size: self.stack_size,
        };
        match faults::watch(watched, || coroutine.resume(response)) {
            CoroutineResult::Yield(announcement) | CoroutineResult::Return(announcement) => {
                announcement
            }
        }
    }

    /// Abandonne le fil où il en est, sans exécuter ses destructeurs, et garde
    /// sa pile pour le suivant.
    pub fn abandon(mut self) {
        let Some(mut coroutine) = self.coroutine.take() else {
            return;
        };
        if !coroutine.done() {
            // SAFETY: les objets de cette pile sont oubliés, comme par
            // `mem::forget`. Personne ne les référence plus : tous les fils
            // d'une exécution sont abandonnés ensemble, et les objets qu'ils
            // partagent ne sont atteints que par eux.
            unsafe { coroutine.force_reset() };
        }
        let stack = coroutine.into_stack();
        STACKS.with_borrow_mut(|stacks| {
            if stacks.len() < 64 {
                stacks.push((self.stack_size, stack));
            }
        });
    }
}

thread_local! {
    /// Les piles libres, à réutiliser : en obtenir une du système coûte cher.
    static STACKS: RefCell<Vec<(usize, DefaultStack)>> = const { RefCell::new(Vec::new()) };
}

/// Suspend le fil courant, qui annonce ; rend la réponse qu'il reçoit à sa
/// reprise.
pub(crate) fn suspend(suspender: Suspender, announcement: Announcement) -> Response {
    // SAFETY: le `Yielder` vit au fond de la pile de la coroutine qui
    // s'exécute en ce moment : la session range celui du fil courant à son
    // entrée, et n'en change qu'avec le fil courant.
    let yielder = unsafe { &*suspender.0 };
    yielder.suspend(announcement)
}

/// Oublie la durée de vie du corps d'un fil à portée.
///
/// L'appelant ne doit pas rendre la main à celui qui prête les variables avant
/// la fin du fil : c'est ce que fait `thread::scope`, dont la dernière
/// opération attend tous ses fils.
pub(crate) fn erase_lifetime<'a>(body: Box<dyn FnOnce() -> Step + 'a>) -> Body {
    // SAFETY: voir ci-dessus ; une pile abandonnée l'est avec celle du prêteur.
    unsafe { std::mem::transmute(body) }
}

/// De quoi afficher une valeur dont on sait que le type est `T`.
pub(crate) fn inspector<T: Debug>(faithful: bool) -> Inspector {
    Inspector {
        show: |value| {
            // SAFETY: `show` n'appelle cette fonction qu'avec l'adresse d'une
            // valeur vivante, de ce type à ses durées de vie près, et
            // l'affichage ne garde rien de la valeur.
            let value = unsafe { &*value.cast::<T>() };
            format!("{value:?}")
        },
        faithful,
    }
}

/// Affiche `value` par l'inspecteur enregistré pour le type de `value`.
pub(crate) fn show<T>(inspector: &Inspector, value: &T) -> String {
    (inspector.show)(std::ptr::from_ref(value).cast())
}

/// Une `static` d'un listing : sa place en mémoire, pour lui rendre sa valeur
/// initiale au début de chaque exécution.
#[derive(Clone, Debug)]
pub struct StaticArea {
    /// Le nom de la variable.
    pub name: &'static str,
    /// La ligne de sa déclaration.
    pub line: u32,
    address: usize,
    initial: Vec<u8>,
}

impl StaticArea {
    /// Décrit `variable`, qui n'a pas encore servi.
    pub fn of<T: Sync>(name: &'static str, line: u32, variable: &'static T) -> Self {
        let address = std::ptr::from_ref(variable) as usize;
        let initial = (0..size_of::<T>())
            // SAFETY: l'octet est dans la variable, qui vit toujours ; dans
            // une `static`, l'éditeur de liens a aussi donné une valeur aux
            // octets de remplissage.
            .map(|offset| unsafe { std::ptr::read_volatile((address + offset) as *const u8) })
            .collect();
        Self {
            name,
            line,
            address,
            initial,
        }
    }

    /// Rend à la variable sa valeur initiale.
    pub(crate) fn reset(&self) {
        for (offset, &byte) in self.initial.iter().enumerate() {
            let place = (self.address + offset) as *mut u8;
            // SAFETY: même place que dans `of`. Une `static` immuable ne
            // diffère jamais de sa valeur initiale, donc n'est jamais écrite ;
            // les autres sont faites de cellules, que personne ne regarde
            // entre deux exécutions. Une valeur initiale, calculée à la
            // compilation, ne possède rien : la recopier est permis.
            unsafe {
                if std::ptr::read_volatile(place) != byte {
                    std::ptr::write_volatile(place, byte);
                }
            }
        }
    }

    /// La place d'une adresse dans cette variable, si elle y est.
    pub(crate) fn offset_of(&self, address: usize) -> Option<usize> {
        let offset = address.checked_sub(self.address)?;
        (offset < self.initial.len()).then_some(offset)
    }
}
