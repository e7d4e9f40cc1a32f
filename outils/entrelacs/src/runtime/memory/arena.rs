//! La mémoire du programme exploré : une place réservée, où chaque bloc est
//! connu.
//!
//! Chaque fil du système qui explore a son arène, découpée en segments d'un
//! mébioctet. Un segment appartient à un fil du modèle, qui y alloue à la suite.
//! Seize octets séparent deux blocs : un pointeur « juste après la fin » reste
//! à son bloc. Tout est remis à zéro au début de chaque exécution.

#![allow(unsafe_code)] // un allocateur : chaque bloc unsafe dit pourquoi

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::sync::OnceLock;

/// La sorte d'un bloc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// De la mémoire ordinaire.
    Plain,
    /// Le bloc d'un `Arc` : ses deux compteurs, au début, ne sont lus que par des
    /// opérations annoncées.
    Arc,
    /// Un bloc rendu.
    Dead,
}

/// Un bloc de l'arène.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    /// Sa première adresse.
    pub start: usize,
    /// Sa taille, en octets.
    pub size: usize,
    /// Sa sorte.
    pub kind: Kind,
    /// Pour un `Arc` du programme, le fil et le rang de sa création ; 0 sinon.
    pub stamp: u64,
    /// Le dernier parcours qui l'a rencontré, et le rang de cette rencontre.
    pub mark: (u32, u32),
}

const SEGMENT: usize = 1 << 20;
const GAP: usize = 16;
/// Le début de la fenêtre d'adresses où les arènes se réservent, et son étendue.
///
/// Les adresses y ont une moitié basse quelconque : un entier de 32 bits, placé
/// dans un mot à côté de la moitié haute d'un ancien pointeur, n'a qu'une chance
/// infime d'en faire un pointeur vers un bloc.
const WINDOW: usize = 0x5EED_9A37_0000;
const SLOT: usize = 1 << 36;
/// La réserve la plus grande, dans une place.
const RESERVE: usize = 1 << 35;
const SLOTS: usize = 64;
/// Aucun fil du modèle : le moteur s'exécute.
const ENGINE: u32 = u32::MAX;

/// Un segment : un fil du modèle y alloue à la suite.
struct Segment {
    /// Le fil du modèle.
    owner: u32,
    /// Les octets employés depuis le début du segment.
    used: usize,
    /// Ses blocs, par adresse croissante.
    blocks: Vec<Block>,
    /// Pour la suite d'un grand bloc, le nombre de segments à remonter.
    behind: usize,
}

/// L'arène d'un fil du système.
struct Arena {
    base: usize,
    /// Les octets réservés, et ceux que le système a déjà donnés.
    reserved: usize,
    committed: usize,
    segments: Vec<Segment>,
    /// Le segment où alloue chaque fil du modèle.
    current: Vec<usize>,
    /// Vrai si une allocation n'a pas tenu.
    exhausted: bool,
    generation: u32,
}

thread_local! {
    static ARENA: Cell<*mut Arena> = const { Cell::new(std::ptr::null_mut()) };
    static OWNER: Cell<u32> = const { Cell::new(ENGINE) };
    static KIND: Cell<Kind> = const { Cell::new(Kind::Plain) };
    /// Rend l'arène quand le fil du système finit.
    static RELEASE: RefCell<Option<Release>> = const { RefCell::new(None) };
}

struct Release;

impl Drop for Release {
    fn drop(&mut self) {
        let arena = ARENA.replace(std::ptr::null_mut());
        if !arena.is_null() {
            // SAFETY: l'arène vient de `Box::into_raw` dans `prepare`, et n'est
            // plus atteinte par `ARENA`.
            let arena = unsafe { Box::from_raw(arena) };
            system::release(arena.base, arena.reserved);
        }
    }
}

/// Alloue pour le programme exploré dans l'arène, pour le reste au système.
pub(crate) struct Allocator;

#[cfg(arena)]
#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

static BEFORE_ALLOCATING: OnceLock<fn()> = OnceLock::new();

/// Avant chaque allocation du programme exploré, `check` s'exécute.
pub(crate) fn before_allocating(check: fn()) {
    BEFORE_ALLOCATING.get_or_init(|| check);
}

/// L'arène de ce fil du système.
///
/// # Safety
///
/// Aucune autre référence à l'arène ne vit en même temps : ce module n'en garde
/// pas au-delà d'un appel, et n'appelle rien qui alloue dans l'arène.
unsafe fn arena<'a>() -> Option<&'a mut Arena> {
    // SAFETY: nul, ou le pointeur de `prepare`.
    unsafe { ARENA.get().as_mut() }
}

// SAFETY: hors de l'arène, c'est l'allocateur du système. Dans l'arène, deux
// blocs vivants ne se recouvrent pas, et respectent taille et alignement.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let owner = OWNER.get();
        if owner != ENGINE {
            if let Some(check) = BEFORE_ALLOCATING.get() {
                check();
            }
            let _engine = outside();
            // SAFETY: voir `arena`.
            if let Some(arena) = unsafe { arena() } {
                let place = arena.allocate(owner, layout, KIND.get(), 0);
                if let Some(address) = place {
                    return address as *mut u8;
                }
                arena.exhausted = true;
            }
        }
        // SAFETY: le contrat est celui de l'appelant.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if OWNER.get() == ENGINE {
            // SAFETY: le contrat est celui de l'appelant.
            return unsafe { System.alloc_zeroed(layout) };
        }
        // SAFETY: le contrat est celui de l'appelant ; la mémoire neuve de
        // l'arène est nulle, celle du système ne l'est pas.
        unsafe {
            let place = self.alloc(layout);
            if !place.is_null() && !in_window(place as usize) {
                place.write_bytes(0, layout.size());
            }
            place
        }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        if !in_window(place as usize) {
            // SAFETY: le bloc vient du système.
            return unsafe { System.dealloc(place, layout) };
        }
        let _engine = outside();
        // SAFETY: voir `arena`. Un bloc d'une arène déjà rendue est oublié.
        if let Some(arena) = unsafe { arena() } {
            arena.free(place as usize);
        }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if !in_window(place as usize) && OWNER.get() == ENGINE {
            // SAFETY: le bloc vient du système, et le contrat de l'appelant.
            return unsafe { System.realloc(place, layout, size) };
        }
        // SAFETY: l'appelant garantit que `size`, arrondie, tient dans `isize` ; les
        // deux blocs sont distincts et assez grands pour la copie.
        unsafe {
            let described = describe(place as usize);
            let kind = described.map_or(Kind::Plain, |block| block.kind);
            let wanted = Layout::from_size_align_unchecked(size, layout.align());
            let moved = with_kind(kind, || self.alloc(wanted));
            if !moved.is_null() {
                std::ptr::copy_nonoverlapping(place, moved, size.min(layout.size()));
                if let Some(block) = described {
                    stamp(moved as usize, block.stamp);
                }
                self.dealloc(place, layout);
            }
            moved
        }
    }
}

/// Vrai si l'adresse est dans la fenêtre des arènes.
pub(crate) fn in_window(address: usize) -> bool {
    (WINDOW..WINDOW + SLOT * SLOTS).contains(&address)
}

impl Arena {
    fn allocate(&mut self, owner: u32, layout: Layout, kind: Kind, stamp: u64) -> Option<usize> {
        let align = layout.align().max(16);
        let room = layout.size().checked_add(align + GAP)?.next_multiple_of(16);
        let rank = if room > SEGMENT {
            self.open(owner, room.div_ceil(SEGMENT))?
        } else {
            self.segment_with_room(owner, room)?
        };
        let origin = self.base + rank * SEGMENT;
        let segment = &mut self.segments[rank];
        let start = (origin + segment.used).next_multiple_of(align);
        segment.used = start + layout.size().next_multiple_of(16) + GAP - origin;
        segment.blocks.push(Block {
            start,
            size: layout.size(),
            kind,
            stamp,
            mark: (0, 0),
        });
        Some(start)
    }

    /// Un segment de ce fil où `room` octets tiennent.
    fn segment_with_room(&mut self, owner: u32, room: usize) -> Option<usize> {
        let index = owner as usize;
        if self.current.len() <= index {
            self.current.resize(index + 1, usize::MAX);
        }
        let rank = self.current[index];
        if rank != usize::MAX && self.segments[rank].used + room <= SEGMENT {
            return Some(rank);
        }
        let rank = self.open(owner, 1)?;
        self.current[index] = rank;
        Some(rank)
    }

    /// Ouvre `count` segments de suite ; rend le rang du premier.
    fn open(&mut self, owner: u32, count: usize) -> Option<usize> {
        let rank = self.segments.len();
        let end = (rank + count) * SEGMENT;
        if end > self.reserved {
            return None;
        }
        if end > self.committed {
            let from = self.base + self.committed;
            if !system::commit(from, end - self.committed) {
                return None;
            }
            self.committed = end;
        }
        for behind in 0..count {
            self.segments.push(Segment {
                owner,
                used: 0,
                blocks: Vec::new(),
                behind,
            });
        }
        Some(rank)
    }

    fn free(&mut self, address: usize) {
        let Some((rank, index)) = self.find(address) else {
            return;
        };
        let origin = self.base + rank * SEGMENT;
        let segment = &mut self.segments[rank];
        segment.blocks[index].kind = Kind::Dead;
        // Les derniers blocs, s'ils sont morts, rendent leur place : une boucle
        // qui alloue et rend retrouve les mêmes adresses.
        while let Some(block) = segment.blocks.pop_if(|block| block.kind == Kind::Dead) {
            // SAFETY: le bloc est dans un segment obtenu du système, et son
            // propriétaire l'a rendu.
            unsafe { (block.start as *mut u8).write_bytes(0, block.size) };
            segment.used = block.start - origin;
        }
    }

    /// Le segment et le rang du bloc qui contient `address`, ou juste après la
    /// fin duquel elle est.
    fn find(&self, address: usize) -> Option<(usize, usize)> {
        let rank = address.checked_sub(self.base)? / SEGMENT;
        let rank = rank - self.segments.get(rank)?.behind;
        let blocks = &self.segments[rank].blocks;
        let after = blocks.partition_point(|block| block.start <= address);
        let index = after.checked_sub(1)?;
        let block = &blocks[index];
        (address <= block.start + block.size).then_some((rank, index))
    }

    fn reset(&mut self) {
        /// Au-delà, rendre les pages au système est plus rapide.
        const LARGE: usize = 64 << 10;
        for (rank, segment) in self.segments.iter().enumerate() {
            // Un grand bloc déborde sur les segments qui le suivent.
            let used = segment.used;
            let origin = self.base + rank * SEGMENT;
            if used > LARGE && system::discard(origin, used.next_multiple_of(4096)) {
                continue;
            }
            // SAFETY: ces octets ont été obtenus du système, et plus aucun fil du
            // modèle ne s'exécute.
            unsafe { (origin as *mut u8).write_bytes(0, used) };
        }
        self.segments.clear();
        self.current.clear();
    }
}

/// Réserve l'arène de ce fil du système, s'il n'en a pas ; faux si ce n'est pas
/// possible.
pub(crate) fn prepare() -> bool {
    if !ARENA.get().is_null() {
        return true;
    }
    let Some((base, reserved)) = system::reserve() else {
        return false;
    };
    let arena = Box::new(Arena {
        base,
        reserved,
        committed: 0,
        segments: Vec::new(),
        current: Vec::new(),
        exhausted: false,
        generation: 0,
    });
    ARENA.set(Box::into_raw(arena));
    RELEASE.with_borrow_mut(|release| *release = Some(Release));
    true
}

/// Vide l'arène : une exécution commence.
pub(crate) fn reset() {
    // SAFETY: voir `arena`.
    if let Some(arena) = unsafe { arena() } {
        arena.reset();
    }
}

/// Vrai si le programme a demandé plus de mémoire que l'arène n'en a, depuis le
/// dernier appel.
pub(crate) fn take_exhausted() -> bool {
    // SAFETY: voir `arena`.
    unsafe { arena() }.is_some_and(|arena| std::mem::take(&mut arena.exhausted))
}

/// Vrai si les allocations sont celles d'un fil du modèle.
pub(crate) fn is_inside() -> bool {
    OWNER.get() != ENGINE
}

/// Le temps de sa vie, les allocations sont celles de quelqu'un d'autre.
pub(crate) struct Owner(u32);

impl Drop for Owner {
    fn drop(&mut self) {
        OWNER.set(self.0);
    }
}

/// Les allocations sont celles du fil `thread` du modèle.
pub(crate) fn inside(thread: u32) -> Owner {
    let owner = if ARENA.get().is_null() {
        ENGINE
    } else {
        thread
    };
    Owner(OWNER.replace(owner))
}

/// Les allocations sont celles du moteur.
pub(crate) fn outside() -> Owner {
    Owner(OWNER.replace(ENGINE))
}

/// Les allocations d'`action` ont cette sorte.
pub(crate) fn with_kind<R>(kind: Kind, action: impl FnOnce() -> R) -> R {
    let before = KIND.replace(kind);
    let result = action();
    KIND.set(before);
    result
}

/// Date le bloc qui est à `address`.
pub(crate) fn stamp(address: usize, stamp: u64) {
    // SAFETY: voir `arena`.
    if let Some(arena) = unsafe { arena() }
        && let Some((rank, index)) = arena.find(address)
    {
        arena.segments[rank].blocks[index].stamp = stamp;
    }
}

/// Le bloc vivant qui contient `address`.
pub(crate) fn describe(address: usize) -> Option<Block> {
    // SAFETY: voir `arena`.
    let arena = unsafe { arena() }?;
    let (rank, index) = arena.find(address)?;
    let block = arena.segments[rank].blocks[index];
    (block.kind != Kind::Dead).then_some(block)
}

/// Un nouveau parcours, qui n'a rencontré aucun bloc.
pub(crate) fn begin_scan() -> u32 {
    // SAFETY: voir `arena`.
    match unsafe { arena() } {
        Some(arena) => {
            arena.generation = arena.generation.wrapping_add(1).max(1);
            arena.generation
        }
        None => 0,
    }
}

/// Le bloc vivant qui contient `address`, marqué du rang `rank` s'il ne l'était
/// pas dans le parcours `scan`, et le fil du modèle à qui il est.
pub(crate) fn visit(address: usize, scan: u32, rank: u32) -> Option<(Block, u32)> {
    // SAFETY: voir `arena`.
    let arena = unsafe { arena() }?;
    let (segment, index) = arena.find(address)?;
    let owner = arena.segments[segment].owner;
    let block = &mut arena.segments[segment].blocks[index];
    if block.kind == Kind::Dead {
        return None;
    }
    if block.mark.0 != scan {
        block.mark = (scan, rank);
    }
    Some((*block, owner))
}

/// Ce que le système donne.
#[cfg(arena)]
mod system {
    use super::{RESERVE, SLOT, SLOTS, WINDOW};
    use std::sync::atomic::{AtomicBool, Ordering};

    static TAKEN: [AtomicBool; SLOTS] = [const { AtomicBool::new(false) }; SLOTS];

    /// Réserve une place libre de la fenêtre : son adresse et sa taille.
    pub fn reserve() -> Option<(usize, usize)> {
        let slot = TAKEN
            .iter()
            .position(|taken| !taken.swap(true, Ordering::AcqRel))?;
        let wanted = WINDOW + slot * SLOT;
        // Sous une limite de mémoire virtuelle, une réserve plus petite.
        for shift in [0, 3, 5, 7] {
            let size = RESERVE >> shift;
            let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
            // SAFETY: une réserve sans accès, à une adresse seulement souhaitée :
            // rien de ce qui existe n'est remplacé.
            let place = unsafe {
                libc::mmap(
                    wanted as *mut libc::c_void,
                    size,
                    libc::PROT_NONE,
                    flags,
                    -1,
                    0,
                )
            };
            if place == libc::MAP_FAILED {
                continue;
            }
            if place as usize == wanted {
                return Some((wanted, size));
            }
            // SAFETY: la réserve vient d'être faite, ailleurs que souhaité.
            unsafe { libc::munmap(place, size) };
            break;
        }
        TAKEN[slot].store(false, Ordering::Release);
        None
    }

    /// Rend accessibles `size` octets réservés.
    pub fn commit(from: usize, size: usize) -> bool {
        let access = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: ces pages sont dans la réserve de l'appelant.
        unsafe { libc::mprotect(from as *mut libc::c_void, size, access) == 0 }
    }

    /// Oublie le contenu de ces pages, qui se liront nulles ; faux si le système
    /// ne le promet pas.
    pub fn discard(from: usize, size: usize) -> bool {
        // SAFETY: ces pages sont dans la réserve de l'appelant, qui ne s'en sert plus.
        cfg!(target_os = "linux")
            && unsafe { libc::madvise(from as *mut libc::c_void, size, libc::MADV_DONTNEED) == 0 }
    }

    /// Rend une réserve.
    pub fn release(base: usize, size: usize) {
        // SAFETY: la réserve vient de `reserve`, et plus personne ne la tient.
        unsafe { libc::munmap(base as *mut libc::c_void, size) };
        TAKEN[(base - WINDOW) / SLOT].store(false, Ordering::Release);
    }
}

/// Ailleurs que sous Unix, il n'y a pas d'arène.
#[cfg(not(arena))]
mod system {
    pub fn reserve() -> Option<(usize, usize)> {
        None
    }

    pub fn commit(_from: usize, _size: usize) -> bool {
        false
    }

    pub fn discard(_from: usize, _size: usize) -> bool {
        false
    }

    pub fn release(_base: usize, _size: usize) {}
}

#[cfg(all(test, arena))]
mod tests {
    use super::*;

    fn in_arena<R>(thread: u32, action: impl FnOnce() -> R) -> R {
        assert!(prepare());
        let _inside = inside(thread);
        action()
    }

    #[test]
    fn un_bloc_se_retrouve_par_toute_adresse_qu_il_contient() {
        let values: Vec<Box<[u8; 40]>> =
            in_arena(0, || (0..100).map(|n| Box::new([n; 40])).collect());
        for value in &values {
            let start = value.as_ptr() as usize;
            for address in [start, start + 39, start + 40] {
                assert_eq!(describe(address).expect("le bloc est connu").start, start);
            }
            assert!(describe(start + 41).is_none(), "entre deux blocs");
        }
        in_arena(0, || drop(values));
        reset();
    }

    #[test]
    fn un_bloc_rendu_est_mort_et_les_derniers_rendent_leur_place() {
        let (first, second) = in_arena(1, || (Box::new(1_u64), Box::new(2_u64)));
        let at = &raw const *first as usize;
        in_arena(1, || drop(first));
        assert!(describe(at).is_none());
        in_arena(1, || drop(second));
        let third = in_arena(1, || Box::new(3_u64));
        assert_eq!(&raw const *third as usize, at);
        in_arena(1, || drop(third));
        reset();
    }

    #[test]
    fn les_grands_blocs_et_les_zeros() {
        let big = in_arena(2, || vec![0_u8; 3 * SEGMENT]);
        assert!(big.iter().all(|&byte| byte == 0));
        let at = big.as_ptr() as usize;
        assert_eq!(describe(at + 2 * SEGMENT).expect("au milieu").start, at);
        std::mem::forget(big);
        reset();
        let again = in_arena(2, || vec![0_u8; 3 * SEGMENT]);
        assert_eq!(
            again.as_ptr() as usize,
            at,
            "une exécution recommence à la même place"
        );
        assert!(again.iter().all(|&byte| byte == 0));
        in_arena(2, || drop(again));
        reset();
    }

    #[test]
    fn un_bloc_qui_grandit_garde_sa_sorte_et_sa_date() {
        let mut text = in_arena(3, || with_kind(Kind::Arc, || String::from("abc")));
        stamp(text.as_ptr() as usize, 7);
        in_arena(3, || text.push_str(&"d".repeat(200)));
        let block = describe(text.as_ptr() as usize).expect("le bloc est connu");
        assert_eq!((block.kind, block.stamp), (Kind::Arc, 7));
        assert!(text.starts_with("abcddd"));
        in_arena(3, || drop(text));
        reset();
    }

    /// Des blocs pris, agrandis, rendus au hasard : chacun garde ses octets, à son
    /// alignement, et ne recouvre aucun autre. Le modèle de comparaison est un
    /// `Vec` par bloc, que l'allocateur du système tient.
    #[test]
    fn des_blocs_au_hasard_gardent_leurs_octets() {
        struct Held {
            place: *mut u8,
            layout: Layout,
            bytes: Vec<u8>,
        }
        let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
        let mut random = move |below: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            usize::try_from(seed % below as u64).unwrap()
        };
        let mut held: Vec<Held> = Vec::new();
        for round in 0..4_000_u32 {
            let owner = round % 5;
            let byte = round.to_le_bytes()[0] | 1;
            let size = match random(200) {
                0 => SEGMENT + random(SEGMENT),
                _ => 1 + random(700),
            };
            match (random(3), held.len()) {
                (0, 1..) => {
                    let old = held.swap_remove(random(held.len()));
                    // SAFETY: `place` vient de cet allocateur, avec ce `layout`.
                    in_arena(owner, || unsafe {
                        Allocator.dealloc(old.place, old.layout)
                    });
                }
                (1, 1..) => {
                    let rank = random(held.len());
                    let block = &mut held[rank];
                    let kept = block.bytes.len().min(size);
                    // SAFETY: de même, et `size` n'est pas nulle.
                    block.place = in_arena(owner, || unsafe {
                        Allocator.realloc(block.place, block.layout, size)
                    });
                    block.layout = Layout::from_size_align(size, block.layout.align()).unwrap();
                    // SAFETY: le bloc a `size` octets.
                    unsafe { block.place.add(kept).write_bytes(byte, size - kept) };
                    block.bytes.resize(size, byte);
                }
                _ => {
                    let layout = Layout::from_size_align(size, 1 << random(7)).unwrap();
                    // SAFETY: la taille n'est pas nulle.
                    let place = in_arena(owner, || unsafe { Allocator.alloc_zeroed(layout) });
                    // SAFETY: le bloc a `size` octets, nuls.
                    let zeros = unsafe { std::slice::from_raw_parts(place, size) };
                    assert!(zeros.iter().all(|&byte| byte == 0));
                    // SAFETY: de même.
                    unsafe { place.write_bytes(byte, size) };
                    let bytes = vec![byte; size];
                    held.push(Held {
                        place,
                        layout,
                        bytes,
                    });
                }
            }
            if round % 64 > 0 {
                continue;
            }
            for block in &held {
                let at = block.place as usize;
                assert_eq!(at % block.layout.align(), 0);
                assert_eq!(describe(at + block.bytes.len() / 2).unwrap().start, at);
                // SAFETY: le bloc est vivant et a cette taille.
                let found = unsafe { std::slice::from_raw_parts(block.place, block.bytes.len()) };
                assert_eq!(found, block.bytes);
            }
        }
        for block in held.drain(..) {
            // SAFETY: `place` vient de cet allocateur, avec ce `layout`.
            in_arena(0, || unsafe {
                Allocator.dealloc(block.place, block.layout)
            });
        }
        reset();
    }
}
