//! La lecture de la mémoire d'un fil : de quoi le reconnaître.

#![allow(unsafe_code)] // lit une pile et des blocs : chaque bloc unsafe dit pourquoi

use super::arena::{self, Kind};
use super::header::Header;
use super::pins;
use super::stack::StackBounds;
use crate::model::id::{Fingerprint, ObjectId};
use siphasher::sip128::{Hasher128, SipHasher13};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::hash::Hasher;

/// Annonce, dans la suite des mots, que le suivant n'est pas un mot lu tel quel.
const ESCAPE: u64 = 0xE57C_A9E0_7B1D_3F65;

/// Ce que dit un mot qui suit [`ESCAPE`] : la nature dans les quatre bits du
/// haut, le reste dessous.
#[derive(Clone, Copy)]
enum Tag {
    /// Le mot lu est [`ESCAPE`].
    Escape,
    /// Un bloc : le rang de sa découverte ; le décalage suit.
    Block,
    /// La pile du fil lui-même : le décalage.
    Own,
    /// Celle d'un autre : son numéro ; le décalage suit.
    Other,
    /// Le début d'un bloc suivi : sa taille ; sa date suit.
    Content,
    /// Un verrou, dont le contenu n'est pas lu.
    Masked,
    /// La valeur d'une cellule d'une `static` : son adresse.
    Cell,
    /// Un autre fait, donné par l'appelant.
    Fact,
}

/// Un parcours de la mémoire.
pub(crate) struct Scan<'a> {
    stacks: &'a [StackBounds],
    thread: u32,
    /// Les verrous dont le contenu est lu là où il se trouve.
    exclusive: &'a [ObjectId],
    words: Vec<u64>,
    generation: u32,
    reached: Vec<(arena::Block, u32)>,
    /// Le nombre de blocs atteints qui ont été lus.
    followed: usize,
    /// La plus basse adresse désignée dans chaque pile.
    lowest: Vec<usize>,
    /// Les cellules atteintes : de quelle adresse à quelle autre.
    cells: Vec<(usize, usize)>,
    /// Le nombre de celles qui ont été lues.
    cells_read: usize,
    met: BTreeSet<ObjectId>,
}

impl<'a> Scan<'a> {
    /// Un parcours pour le fil `thread`.
    pub fn new(stacks: &'a [StackBounds], thread: u32, exclusive: &'a [ObjectId]) -> Self {
        Self {
            stacks,
            thread,
            exclusive,
            words: Vec::with_capacity(512),
            generation: arena::begin_scan(),
            reached: Vec::new(),
            followed: 0,
            lowest: stacks.iter().map(|stack| stack.top).collect(),
            cells: Vec::new(),
            cells_read: 0,
            met: BTreeSet::new(),
        }
    }

    fn tag(&mut self, tag: Tag, value: u64) {
        self.words.push(ESCAPE);
        self.words
            .push((tag as u64) << 60 | value & (u64::MAX >> 4));
    }

    /// Ajoute un fait que la mémoire ne dit pas.
    pub fn fact(&mut self, value: u64) {
        self.tag(Tag::Fact, 0);
        self.words.push(value);
    }

    /// Lit un mot : ce qu'il désigne, s'il désigne quelque chose ; et lui-même, si
    /// le programme regarde des adresses.
    pub fn word(&mut self, word: u64) {
        if ADDRESSES.get() {
            self.words.push(word);
        }
        let Ok(address) = usize::try_from(word) else {
            self.words.push(word);
            return;
        };
        let rank = u32::try_from(self.reached.len()).unwrap_or(u32::MAX);
        if let Some((block, owner)) = arena::visit(address, self.generation, rank) {
            if block.mark.1 == rank {
                self.reached.push((block, owner));
            }
            self.tag(Tag::Block, u64::from(block.mark.1));
            self.words.push((address - block.start) as u64);
            return;
        }
        for (stack, lowest) in self.stacks.iter().zip(&mut self.lowest) {
            if (stack.low..=stack.base).contains(&address) {
                *lowest = address.min(*lowest);
                let offset = (stack.base - address) as u64;
                if stack.thread == self.thread {
                    self.tag(Tag::Own, offset);
                } else {
                    self.tag(Tag::Other, u64::from(stack.thread));
                    self.words.push(offset);
                }
                return;
            }
        }
        if let Some(cell) = static_cell(address) {
            if !self.cells.contains(&cell) {
                self.cells.push(cell);
            }
            self.tag(Tag::Cell, word);
            return;
        }
        // Tout le reste est lu tel quel, les adresses mortes et celles du moteur
        // aussi : une moitié d'un tel mot peut être un entier vivant de 32 bits.
        if word == ESCAPE {
            self.tag(Tag::Escape, 0);
        } else {
            self.words.push(word);
        }
    }

    /// Lit la mémoire de `from` à `to`, sans ce que les verrous y protègent.
    pub fn range(&mut self, from: usize, to: usize) {
        self.visit_words(from, to, |scan, _, word| scan.word(word));
    }

    /// Appelle `see` avec l'adresse et la valeur de chaque mot de `from` à `to`,
    /// sauf ceux que protège un verrou.
    fn visit_words(&mut self, from: usize, to: usize, mut see: impl FnMut(&mut Self, usize, u64)) {
        let mut at = from;
        // Une valeur qui n'est pas alignée ne contient ni pointeur ni verrou.
        while at < to && (!at.is_multiple_of(8) || to - at < 8) {
            let end = to.min((at + 1).next_multiple_of(8));
            see(self, at, read_bytes(at, end));
            at = end;
        }
        while at + 8 <= to {
            let word = read(at);
            if let Some(header) = Header::recognize(word)
                && pins::holds(at, header.id)
                && at + 16 <= to
                && let Some(size) = header.extent(read(at + 8))
                && at + size <= to
            {
                if self.exclusive.contains(&header.id) {
                    self.met.insert(header.id);
                } else {
                    self.tag(Tag::Masked, u64::from(header.id.0));
                    at += size;
                    continue;
                }
            }
            see(self, at, word);
            at += 8;
        }
        if at < to {
            see(self, at, read_bytes(at, to));
        }
    }

    /// Lit, dans l'ordre de leur découverte, les blocs et les cellules atteints.
    pub fn follow(&mut self) {
        loop {
            self.follow_blocks();
            let Some(&(from, to)) = self.cells.get(self.cells_read) else {
                return;
            };
            self.cells_read += 1;
            self.range(from, to);
        }
    }

    fn follow_blocks(&mut self) {
        while let Some(&(block, _)) = self.reached.get(self.followed) {
            self.followed += 1;
            self.tag(Tag::Content, block.size as u64);
            self.words.push(block.stamp);
            let (from, to) = content(&block);
            self.range(from, to);
        }
    }

    /// Lit aussi ce que désigne, sur des piles, ce qui a été lu : de la plus basse
    /// place désignée jusqu'en haut, et les blocs atteints. Vrai s'il y en a.
    pub fn follow_stacks(&mut self) -> bool {
        let stacks = self.stacks;
        let mut read: Vec<usize> = stacks.iter().map(|stack| stack.top).collect();
        loop {
            let next = stacks.iter().enumerate().find_map(|(rank, stack)| {
                // Sous la partie vivante d'un fil suspendu, il n'y a rien à lire.
                let live = match stack.thread == self.thread {
                    true => stack.low,
                    false => stack.sp,
                };
                let from = self.lowest[rank].max(live) & !7;
                (from < read[rank]).then_some((rank, from))
            });
            let Some((rank, from)) = next else {
                return read
                    .iter()
                    .zip(stacks)
                    .any(|(read, stack)| *read < stack.top);
            };
            let to = std::mem::replace(&mut read[rank], from);
            self.fact(u64::from(stacks[rank].thread));
            self.range(from, to);
            self.follow();
        }
    }

    /// L'empreinte de tout ce qui a été lu.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut hasher = SipHasher13::new_with_keys(0x0C0F_FEE0_5EED_1A7E, 0x7A3D_90B1_44C2_E86F);
        for &word in &self.words {
            hasher.write_u64(word);
        }
        let hash = hasher.finish128();
        [hash.h1, hash.h2]
    }

    /// Les verrous en accès exclusif rencontrés.
    pub fn met(&self) -> &BTreeSet<ObjectId> {
        &self.met
    }

    /// Les mots, avec leurs adresses, des blocs atteints qui sont à d'autres
    /// fils du modèle.
    pub fn words_of_others(&mut self) -> Vec<(usize, u64)> {
        let thread = self.thread;
        let mut found = Vec::new();
        for (block, owner) in std::mem::take(&mut self.reached) {
            if owner != thread {
                let (from, to) = content(&block);
                self.visit_words(from, to, |_, at, word| found.push((at, word)));
            }
        }
        found
    }

    /// Les mots, avec leurs adresses, de `from` à `to`.
    pub fn words(&mut self, from: usize, to: usize) -> Vec<(usize, u64)> {
        let mut found = Vec::new();
        self.visit_words(from, to, |_, at, word| found.push((at, word)));
        found
    }
}

thread_local! {
    static ADDRESSES: Cell<bool> = const { Cell::new(false) };
}

thread_local! {
    /// Les cellules des `static` qui ont leur valeur.
    static CELLS: RefCell<Vec<(usize, usize)>> = const { RefCell::new(Vec::new()) };
}

/// Oublie les cellules des `static`.
pub(crate) fn clear_cells() {
    CELLS.with_borrow_mut(Vec::clear);
}

/// Une cellule d'une `static`, de `from` à `to`, a désormais sa valeur, qui ne
/// changera plus : qui la désigne la lit.
pub(crate) fn add_static_cell(from: usize, to: usize) {
    CELLS.with_borrow_mut(|cells| cells.push((from, to)));
}

/// La cellule d'une `static` qui est à cette adresse.
pub(crate) fn static_cell(address: usize) -> Option<(usize, usize)> {
    CELLS.with_borrow(|cells| {
        let holds = |(from, to): &&(usize, usize)| (*from..*to).contains(&address);
        cells.iter().find(holds).copied()
    })
}

/// Dit si le programme regarde des adresses : elles font alors partie de
/// l'identité.
pub(crate) fn keep_addresses(keep: bool) {
    ADDRESSES.set(keep);
}

/// Ce qui est lu d'un bloc.
fn content(block: &arena::Block) -> (usize, usize) {
    /// Les deux compteurs d'un `Arc`, qu'il place au début de son bloc.
    const COUNTS: usize = 2 * size_of::<usize>();
    let skipped = match block.kind {
        Kind::Arc => COUNTS.min(block.size),
        _ => 0,
    };
    (block.start + skipped, block.start + block.size)
}

fn read(address: usize) -> u64 {
    // SAFETY: l'appelant parcourt la pile d'une coroutine suspendue, un bloc
    // vivant de l'arène ou une valeur : ces octets existent, et personne ne les
    // change pendant ce temps, puisque tout est sur un seul fil du système.
    // La lecture volatile prend les octets non initialisés tels qu'ils sont.
    unsafe { std::ptr::read_volatile(address as *const u64) }
}

fn read_bytes(from: usize, to: usize) -> u64 {
    (from..to).enumerate().fold(0, |word, (rank, at)| {
        // SAFETY: comme `read`.
        let byte = unsafe { std::ptr::read_volatile(at as *const u8) };
        word | u64::from(byte) << (8 * rank)
    })
}

/// Le mot qui est à cette adresse, pour un bloc encore vivant ou une pile.
pub(crate) fn word_at(address: usize) -> Option<u64> {
    if arena::in_window(address) && arena::describe(address).is_none() {
        return None;
    }
    Some(read(address & !7))
}

/// Les mots entiers de `from` à `to`.
pub(crate) fn words(from: usize, to: usize) -> Vec<u64> {
    (from.next_multiple_of(8)..(to & !7))
        .step_by(8)
        .map(read)
        .collect()
}

/// L'empreinte de la valeur qui est de `from` à `to`. Si elle est `lent`, elle
/// comprend ce qu'elle désigne sur des piles ; vrai si elle y désigne quelque chose.
pub(crate) fn of_value(
    from: usize,
    to: usize,
    stacks: &[StackBounds],
    thread: u32,
    lent: bool,
) -> (Fingerprint, bool) {
    let mut scan = Scan::new(stacks, thread, &[]);
    scan.range(from, to);
    scan.follow();
    let borrows = lent && scan.follow_stacks();
    (scan.fingerprint(), borrows)
}
