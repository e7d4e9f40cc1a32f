//! Les fils du modèle : des coroutines à pile, toutes sur un seul fil du
//! système.
//!
//! Une coroutine s'exécute jusqu'à sa prochaine opération, l'annonce et rend
//! la main ([`suspend`]) ; [`Fiber::resume`] la reprend avec la réponse.

#![allow(unsafe_code)] // piles des coroutines, et durées de vie de leurs corps

use crate::model::id::ThreadId;
use crate::model::op::{Response, Step};
use crate::model::rules::Granularity;
use crate::runtime::faults::{self, MARGIN, Watched};
use crate::runtime::memory::{self, StackBounds};
use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult, Yielder};
use std::cell::{Cell, RefCell};
use std::hint::black_box;
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
    Finer(Granularity),
    /// Le programme fait ce que le modèle ne sait pas faire.
    Unsupported { message: String, line: u32 },
}

thread_local! {
    /// Le point d'où se suspend la coroutine qui s'exécute ; nul hors de toute
    /// coroutine.
    static RUNNING: Cell<*const Yielder<(), ()>> = const { Cell::new(std::ptr::null()) };
    /// La réponse que reçoit le fil repris, et ce qu'il annonce : rien ne passe
    /// par sa pile, où des octets morts resteraient.
    static RESPONSE: RefCell<Option<Response>> = const { RefCell::new(None) };
    static ANNOUNCEMENT: RefCell<Option<Announcement>> = const { RefCell::new(None) };
    /// Le bas de la pile vivante du fil qui vient de se suspendre.
    static SUSPENDED_AT: Cell<usize> = const { Cell::new(0) };
    /// Le haut de la pile du fil qui vient de commencer : au-dessus, il n'y a que
    /// des registres du moteur.
    static STARTED_AT: Cell<usize> = const { Cell::new(0) };
    /// Les piles libres. Un fil reprend toujours la même : ses adresses sont les
    /// mêmes d'une exécution à l'autre.
    static STACKS: RefCell<Vec<FreeStack>> = const { RefCell::new(Vec::new()) };
}

/// Une pile libre.
struct FreeStack {
    thread: ThreadId,
    size: usize,
    stack: DefaultStack,
    /// La plus basse adresse où son dernier fil s'est suspendu.
    lowest: usize,
}

/// Un fil du modèle en cours d'exécution.
pub(crate) struct Fiber {
    thread: ThreadId,
    coroutine: Option<Coroutine<(), (), (), DefaultStack>>,
    yielder: *const Yielder<(), ()>,
    /// La taille que le programme demande, en octets : la pile a une marge.
    size: usize,
    bounds: StackBounds,
    lowest: usize,
}

impl Fiber {
    /// Prépare le fil `thread`, qui exécutera `body` sur une pile de `size`
    /// octets, et d'une marge : le système n'en réserve que ce qui sert.
    ///
    /// # Errors
    ///
    /// Le système refuse une pile de plus.
    pub fn new(thread: ThreadId, size: usize, body: Body) -> io::Result<Self> {
        /// Sous le point le plus bas d'une suspension, ce que les fonctions
        /// appelées entre deux opérations ont pu écrire.
        const BELOW: usize = 16 << 10;
        let known = STACKS.with_borrow_mut(|stacks| {
            let same = |free: &FreeStack| free.thread == thread && free.size == size;
            let rank = stacks.iter().position(same)?;
            Some(stacks.swap_remove(rank))
        });
        let whole = size.saturating_add(MARGIN);
        let (stack, lowest) = match known {
            Some(free) => (free.stack, free.lowest),
            None => {
                let stack = DefaultStack::new(whole)?;
                let base = stack.base().get();
                (stack, base)
            }
        };
        let base = stack.base().get();
        let low = stack.limit().get();
        let dirty = lowest.saturating_sub(BELOW).max(base.saturating_sub(whole));
        // SAFETY: ces octets sont dans la pile, que personne n'emploie : `whole`
        // ne compte pas la page de garde.
        unsafe { std::ptr::write_bytes(dirty as *mut u8, 0, base - dirty) };
        let coroutine = Coroutine::with_stack(stack, move |yielder: &Yielder<(), ()>, ()| {
            RUNNING.set(yielder);
            run(body);
        });
        Ok(Self {
            thread,
            coroutine: Some(coroutine),
            yielder: std::ptr::null(),
            size,
            bounds: StackBounds {
                thread: thread.0,
                low,
                sp: base,
                top: base,
                base,
            },
            lowest: base,
        })
    }

    /// Reprend le fil avec `response`, jusqu'à sa prochaine annonce.
    pub fn resume(&mut self, response: Response) -> Announcement {
        let coroutine = self
            .coroutine
            .as_mut()
            .expect("un fil ne se reprend pas après sa fin");
        RESPONSE.with_borrow_mut(|slot| *slot = Some(response));
        let outer = RUNNING.replace(self.yielder);
        // Un crochet de panique s'exécute sur une pile à lui, au milieu d'un fil.
        let started = STARTED_AT.get();
        let inside = memory::inside(self.thread.0);
        let watched = Watched {
            trap: coroutine.trap_handler(),
            limit: self.bounds.low,
            size: self.size,
            stopped: Cell::new(false),
        };
        let result = faults::watch(&watched, || coroutine.resume(()));
        drop(inside);
        self.yielder = RUNNING.replace(outer);
        if self.bounds.top == self.bounds.base {
            self.bounds.top = STARTED_AT.get();
        }
        STARTED_AT.set(started);
        self.bounds.sp = match result {
            CoroutineResult::Yield(()) => SUSPENDED_AT.get(),
            CoroutineResult::Return(()) => self.bounds.top,
        };
        self.lowest = self.lowest.min(self.bounds.sp);
        if watched.stopped.get() {
            // Toute la pile a pu servir.
            self.lowest = self.bounds.low;
        }
        ANNOUNCEMENT
            .with_borrow_mut(Option::take)
            .expect("un fil annonce avant de se suspendre")
    }

    /// Sa pile, là où il s'est suspendu.
    pub fn bounds(&self) -> StackBounds {
        self.bounds
    }

    /// Abandonne le fil où il en est, sans exécuter ses destructeurs, et garde
    /// sa pile pour lui.
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
        let free = FreeStack {
            thread: self.thread,
            size: self.size,
            stack: coroutine.into_stack(),
            lowest: self.lowest,
        };
        STACKS.with_borrow_mut(|stacks| {
            // Des milliers de fils : leurs piles se rendent au système.
            if stacks.len() < 256 {
                stacks.push(free);
            }
        });
    }
}

/// Exécute un fil, du début à la fin.
#[inline(never)]
fn run(body: Body) {
    let here = 0_u64;
    let here = std::ptr::from_ref(black_box(&here)) as usize;
    STARTED_AT.set(here);
    // Ces zéros, qui doivent survivre à l'appel, occupent les registres que les
    // fonctions appelées conservent sur la pile : elles y garderaient autrement
    // des valeurs du moteur, qui changent d'une exécution à l'autre.
    let zero = || black_box(0_u64);
    let zeros = (zero(), zero(), zero(), zero(), zero(), zero());
    let step = body();
    black_box(zeros.0);
    black_box(zeros.1);
    black_box(zeros.2);
    black_box(zeros.3);
    black_box(zeros.4);
    black_box(zeros.5);
    announce(Announcement::Step(step));
}

/// Suspend le fil courant, qui vient d'annoncer ; rend la réponse qu'il reçoit à
/// sa reprise.
///
/// # Panics
///
/// Hors d'un fil du modèle.
#[inline(never)]
pub(crate) fn suspend() -> Response {
    let yielder = RUNNING.get();
    assert!(!yielder.is_null(), "seul un fil du modèle se suspend");
    // SAFETY: `RUNNING` n'est posé que par la coroutine qui s'exécute, à son
    // début, et par `resume` le temps qu'elle s'exécute ; son `Yielder` vit au
    // fond de sa pile.
    pause(unsafe { &*yielder });
    memory::scrub();
    answer()
}

/// Retient ce qu'annonce le fil courant, dans la mémoire du moteur.
#[inline(never)]
pub(crate) fn announce(announcement: Announcement) {
    let copy = {
        let _engine = memory::outside();
        announcement.detached()
    };
    drop(announcement);
    ANNOUNCEMENT.with_borrow_mut(|slot| *slot = Some(copy));
}

#[inline(never)]
fn answer() -> Response {
    RESPONSE.with_borrow(|slot| {
        let response = slot.as_ref();
        response
            .expect("un fil repris reçoit une réponse")
            .rebuilt()
    })
}

/// Rend la main, en notant où.
#[inline(never)]
fn pause(yielder: &Yielder<(), ()>) {
    /// Ce que ce cadre, et le changement de pile, gardent sous cette place :
    /// les registres à conserver, où peuvent être des variables du programme.
    const SAVED: usize = 512;
    let here = 0_u64;
    let here = std::ptr::from_ref(black_box(&here)) as usize;
    SUSPENDED_AT.set((here - SAVED) & !15);
    yielder.suspend(());
}

impl Announcement {
    /// Une copie qui ne tient rien de la mémoire du programme.
    fn detached(&self) -> Self {
        match self {
            Self::Abort(abort) => Self::Abort(abort.clone()),
            Self::Step(step) => Self::Step(step.detached()),
        }
    }
}

/// Oublie la durée de vie du corps d'un fil d'une portée.
///
/// L'appelant ne doit pas rendre la main à celui qui prête les variables avant
/// la fin du fil : c'est ce que fait `thread::scope`, dont la dernière
/// opération attend tous ses fils.
///
/// # Safety
///
/// Celui qui prête les variables attend la fin du fil avant d'en disposer, ou
/// n'est jamais repris.
pub(crate) unsafe fn erase_lifetime<'a>(body: Box<dyn FnOnce() -> Step + 'a>) -> Body {
    // SAFETY: voir ci-dessus ; une pile abandonnée l'est avec celle du prêteur.
    unsafe { std::mem::transmute(body) }
}
