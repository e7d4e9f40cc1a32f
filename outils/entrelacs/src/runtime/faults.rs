//! Les arrêts brutaux d'un fil du modèle : sa pile déborde, ou il avorte.
//!
//! Pour de vrai, l'un et l'autre tuent le processus. Ici le processus est
//! l'explorateur, qui doit continuer : l'arrêt devient une annonce du fil, comme
//! une autre, et le fil n'est plus jamais repris.
//!
//! Sous Linux, sur x86-64 et aarch64, un gestionnaire de signaux s'en charge.
//! Il reconnaît la page de garde de la coroutine qui s'exécute (`SIGSEGV`), ou
//! l'appel d'`abort` par cette coroutine (`SIGABRT`), et fait reprendre le fil
//! dans une fonction qui annonce l'arrêt, au début de la même pile, dont le reste
//! est oublié. Ailleurs, le processus meurt comme il mourrait de toute façon.
//!
//! Une pile garde une marge ([`MARGIN`]) au-delà de ce que le programme a
//! demandé : le code du modèle y a toujours la place de s'exécuter, et un
//! débordement ne l'interrompt pas au milieu d'une modification. Un fil qui
//! entame la marge au moment d'une opération a débordé.

#![allow(unsafe_code)] // le gestionnaire de signaux récrit les registres du fil interrompu

use crate::runtime::memory;
use corosensei::trap::CoroutineTrapHandler;
use std::cell::Cell;
use std::sync::OnceLock;

/// Ce que chaque pile a de plus que ce que le programme en demande, en octets.
pub(crate) const MARGIN: usize = 256 * 1024;

/// De quoi arrêter la coroutine qui s'exécute.
pub(crate) struct Watched {
    /// De quoi la faire finir au milieu de ce qu'elle fait.
    pub trap: CoroutineTrapHandler<()>,
    /// L'adresse la plus basse de sa pile, page de garde comprise.
    pub limit: usize,
    /// La taille de sa pile, sans la marge, en octets.
    pub size: usize,
    /// Vrai une fois qu'elle est arrêtée.
    pub stopped: Cell<bool>,
}

thread_local! {
    static WATCHED: Cell<*const Watched> = const { Cell::new(std::ptr::null()) };
}

static ANNOUNCE: OnceLock<fn(Fault)> = OnceLock::new();

/// Désormais, `announce` annonce l'arrêt d'une coroutine. Elle s'exécute sur la pile
/// de celle-ci, remise à neuf.
pub(crate) fn announced_by(announce: fn(Fault)) {
    ANNOUNCE.get_or_init(|| announce);
}

/// La coroutine qui s'exécute, surveillée par [`watch`].
fn watched() -> Option<&'static Watched> {
    // SAFETY: `watch` garde ce qu'il y range jusqu'à ce qu'il le remplace ; ceux
    // qui appellent cette fonction s'exécutent entre les deux, et ne gardent rien.
    unsafe { WATCHED.get().as_ref() }
}

/// Exécute `action`, qui reprend la coroutine `watched` : si elle déborde ou
/// avorte, elle l'annonce.
pub(crate) fn watch<R>(watched: &Watched, action: impl FnOnce() -> R) -> R {
    {
        // La pile du gestionnaire survit à l'exploration : pas dans l'arène.
        let _engine = memory::outside();
        signals::install();
    }
    let outer = WATCHED.replace(watched);
    let result = action();
    WATCHED.set(outer);
    result
}

/// Vrai si le fil du modèle qui s'exécute a entamé la marge de sa pile, sans
/// l'avoir encore annoncé : pour le faire, il lui faut cette marge.
pub(crate) fn is_in_margin() -> bool {
    let here = 0_u8;
    let here = std::ptr::from_ref(&here) as usize;
    watched().is_some_and(|watched| {
        here.saturating_sub(watched.limit) < MARGIN && !watched.stopped.get()
    })
}

/// Vrai si le fil du modèle qui s'exécute a débordé ; une seule fois : il va
/// l'annoncer.
pub(crate) fn has_overflowed() -> bool {
    is_in_margin() && watched().is_some_and(|watched| !watched.stopped.replace(true))
}

/// La taille de la pile du fil du modèle qui s'exécute, sans la marge.
pub(crate) fn stack_size() -> usize {
    watched().map_or(0, |watched| watched.size)
}

/// Ne montre plus ce qui s'écrit sur la sortie d'erreur, jusqu'au prochain arrêt
/// brutal : la bibliothèque standard y annonce, à chaque exécution explorée, un
/// arrêt que l'exploration racontera.
pub(crate) fn silence_last_words() {
    signals::silence();
}

/// Note que la coroutine qui s'exécute est arrêtée, et montre de nouveau ce qui
/// s'écrit sur la sortie d'erreur.
pub(crate) fn note_stopped() {
    signals::restore();
    if let Some(watched) = watched() {
        watched.stopped.set(true);
    }
}

/// Les mots de la pile de la coroutine qui s'exécute, de `top` à ce cadre.
pub(crate) fn stack_words(top: usize) -> impl Iterator<Item = usize> {
    let here = 0_u8;
    let end = std::ptr::from_ref(&here) as usize;
    // La page de garde ne se lit pas ; le début de la pile vient d'être récrit.
    let start = watched().map_or(end, |watched| {
        top.max(watched.limit + signals::page_size())
            .next_multiple_of(8)
    });
    (start..end).step_by(8).map(|place| {
        // SAFETY: entre la page de garde et le sommet actuel, la pile est à ce
        // fil, lisible, et personne d'autre n'y écrit.
        unsafe { std::ptr::read_volatile(place as *const usize) }
    })
}

/// Pourquoi une coroutine est arrêtée.
#[derive(Clone, Copy)]
pub(crate) enum Fault {
    /// Sa pile déborde : l'instruction en cours et le sommet de la pile.
    Overflow { instruction: usize, top: usize },
    /// Elle appelle `abort`.
    Abort,
}

#[cfg(signals)]
mod signals {
    use super::{ANNOUNCE, Fault, watched};
    use corosensei::trap::TrapHandlerRegs;
    use std::cell::Cell;
    use std::ptr;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicI32, Ordering};

    /// La pile où s'exécute le gestionnaire : celle du fil a débordé.
    const HANDLER_STACK: usize = 64 * 1024;

    struct Installed {
        page_size: usize,
        segv: libc::sigaction,
        bus: libc::sigaction,
        abort: libc::sigaction,
    }

    static INSTALLED: OnceLock<Installed> = OnceLock::new();
    /// La vraie sortie d'erreur, pendant qu'elle est muette ; -1 sinon.
    static SILENCED: AtomicI32 = AtomicI32::new(-1);

    thread_local! {
        static READY: Cell<bool> = const { Cell::new(false) };
        static STACK: HandlerStack = HandlerStack::new();
    }

    /// Installe le gestionnaire, une fois pour le processus, et donne au fil du
    /// système la pile où il s'exécutera.
    pub fn install() {
        if READY.replace(true) {
            return;
        }
        INSTALLED.get_or_init(|| Installed {
            // SAFETY: `sysconf` ne fait que lire un réglage.
            page_size: usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) })
                .unwrap_or(4096),
            segv: handle(libc::SIGSEGV),
            bus: handle(libc::SIGBUS),
            abort: handle(libc::SIGABRT),
        });
        STACK.with(HandlerStack::install);
    }

    pub fn page_size() -> usize {
        INSTALLED
            .get()
            .map_or(4096, |installed| installed.page_size)
    }

    fn handle(signal: libc::c_int) -> libc::sigaction {
        // SAFETY: deux structures valides, que le système lit et remplit ; le
        // gestionnaire a la signature que demande `SA_SIGINFO`.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            let handler: extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut libc::c_void) =
                on_signal;
            action.sa_sigaction = handler as usize;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            libc::sigemptyset(&raw mut action.sa_mask);
            let mut previous: libc::sigaction = std::mem::zeroed();
            libc::sigaction(signal, &raw const action, &raw mut previous);
            previous
        }
    }

    extern "C" fn on_signal(
        signal: libc::c_int,
        info: *mut libc::siginfo_t,
        context: *mut libc::c_void,
    ) {
        let Some(installed) = INSTALLED.get() else {
            return;
        };
        // SAFETY: le système donne au gestionnaire l'état du fil interrompu, à
        // lui seul pendant ce temps.
        let machine = unsafe { &mut (*context.cast::<libc::ucontext_t>()).uc_mcontext };
        let (instruction, top) = place(machine);
        if let Some(watched) = watched()
            && watched.trap.stack_ptr_in_bounds(top)
        {
            let fault = match signal {
                libc::SIGABRT => Some(Fault::Abort),
                _ => {
                    // SAFETY: ces signaux disent l'adresse en faute.
                    let address = unsafe { (*info).si_addr() } as usize;
                    let guard = watched.limit..watched.limit + installed.page_size;
                    guard
                        .contains(&address)
                        .then_some(Fault::Overflow { instruction, top })
                }
            };
            if let (Some(fault), Some(announce)) = (fault, ANNOUNCE.get()) {
                // SAFETY: le fil interrompu est dans la coroutine surveillée, qui
                // n'est pas finie ; ses registres sont récrits comme demandé. Tout
                // ce qui est sur sa pile est oublié, comme quand on l'abandonne.
                // Elle n'est pas au milieu d'une modification de ce qui lui
                // survit : le modèle a sa marge, et `stops` le vérifie.
                let registers = unsafe { watched.trap.setup_trap_handler(move || announce(fault)) };
                resume_at(machine, &registers);
                return;
            }
        }
        let previous = match signal {
            libc::SIGABRT => &installed.abort,
            libc::SIGBUS => &installed.bus,
            _ => &installed.segv,
        };
        defer(signal, previous, info, context);
    }

    /// Laisse faire celui qui gérait ce signal avant nous.
    fn defer(
        signal: libc::c_int,
        previous: &libc::sigaction,
        info: *mut libc::siginfo_t,
        context: *mut libc::c_void,
    ) {
        match previous.sa_sigaction {
            libc::SIG_IGN => {}
            // SAFETY: rend son effet ordinaire au signal ; l'instruction en faute
            // recommencera, et `abort` insiste de lui-même.
            libc::SIG_DFL => unsafe {
                libc::signal(signal, libc::SIG_DFL);
            },
            address if previous.sa_flags & libc::SA_SIGINFO != 0 => {
                // SAFETY: le gestionnaire d'avant, avec la signature qu'annoncent
                // ses réglages, et ce que le système nous a donné.
                unsafe {
                    let handler: extern "C" fn(
                        libc::c_int,
                        *mut libc::siginfo_t,
                        *mut libc::c_void,
                    ) = std::mem::transmute(address);
                    handler(signal, info, context);
                }
            }
            address => {
                // SAFETY: de même, avec l'autre signature.
                unsafe {
                    let handler: extern "C" fn(libc::c_int) = std::mem::transmute(address);
                    handler(signal);
                }
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    fn place(machine: &libc::mcontext_t) -> (usize, usize) {
        let register = |rank: libc::c_int| machine.gregs[rank as usize] as usize;
        (register(libc::REG_RIP), register(libc::REG_RSP))
    }

    #[cfg(target_arch = "x86_64")]
    fn resume_at(machine: &mut libc::mcontext_t, registers: &TrapHandlerRegs) {
        let TrapHandlerRegs {
            rip,
            rsp,
            rbp,
            rdi,
            rsi,
        } = *registers;
        for (rank, value) in [
            (libc::REG_RIP, rip),
            (libc::REG_RSP, rsp),
            (libc::REG_RBP, rbp),
            (libc::REG_RDI, rdi),
            (libc::REG_RSI, rsi),
        ] {
            machine.gregs[rank as usize] = value.cast_signed();
        }
    }

    #[cfg(target_arch = "aarch64")]
    fn place(machine: &libc::mcontext_t) -> (usize, usize) {
        (machine.pc as usize, machine.sp as usize)
    }

    #[cfg(target_arch = "aarch64")]
    fn resume_at(machine: &mut libc::mcontext_t, registers: &TrapHandlerRegs) {
        let TrapHandlerRegs {
            pc,
            sp,
            x0,
            x1,
            x29,
            lr,
        } = *registers;
        machine.pc = pc;
        machine.sp = sp;
        machine.regs[0] = x0;
        machine.regs[1] = x1;
        machine.regs[29] = x29;
        machine.regs[30] = lr;
    }

    /// La pile du gestionnaire, pour un fil du système.
    struct HandlerStack(Vec<u8>);

    impl HandlerStack {
        fn new() -> Self {
            Self(vec![0; HANDLER_STACK])
        }

        fn install(&self) {
            let stack = libc::stack_t {
                ss_sp: self.0.as_ptr().cast_mut().cast(),
                ss_flags: 0,
                ss_size: self.0.len(),
            };
            // SAFETY: cette mémoire ne sert qu'au gestionnaire, et vit jusqu'à ce
            // que `drop` la retire. Celle que la bibliothèque standard avait
            // donnée à ce fil reste à elle, qui la libère à sa fin.
            unsafe { libc::sigaltstack(&raw const stack, ptr::null_mut()) };
        }
    }

    impl Drop for HandlerStack {
        fn drop(&mut self) {
            let none = libc::stack_t {
                ss_sp: ptr::null_mut(),
                ss_flags: libc::SS_DISABLE,
                ss_size: self.0.len(),
            };
            // SAFETY: le gestionnaire ne s'exécute pas : ce fil se termine.
            unsafe { libc::sigaltstack(&raw const none, ptr::null_mut()) };
        }
    }

    pub fn silence() {
        // SAFETY: des appels au système sur des descripteurs que ce module
        // ouvre, garde et ferme.
        unsafe {
            let nowhere = libc::open(c"/dev/null".as_ptr(), libc::O_WRONLY | libc::O_CLOEXEC);
            if nowhere < 0 {
                return;
            }
            let real = libc::fcntl(libc::STDERR_FILENO, libc::F_DUPFD_CLOEXEC, 3);
            // Un seul fil du système à la fois rend la sortie muette.
            if real >= 0
                && SILENCED
                    .compare_exchange(-1, real, Ordering::SeqCst, Ordering::SeqCst)
                    .is_ok()
            {
                libc::dup2(nowhere, libc::STDERR_FILENO);
            } else if real >= 0 {
                libc::close(real);
            }
            libc::close(nowhere);
        }
    }

    pub fn restore() {
        let real = SILENCED.swap(-1, Ordering::SeqCst);
        if real >= 0 {
            // SAFETY: comme dans `silence`.
            unsafe {
                libc::dup2(real, libc::STDERR_FILENO);
                libc::close(real);
            }
        }
    }
}

/// Ailleurs, rien ne rattrape un arrêt brutal : le processus meurt.
#[cfg(not(signals))]
mod signals {
    pub fn install() {}

    pub fn page_size() -> usize {
        64 * 1024
    }

    pub fn silence() {}

    pub fn restore() {}
}
