//! L'identité d'un fil suspendu, et ce qu'il lit et écrit chez ses ancêtres.
//!
//! Un fil ordinaire ne connaît que sa mémoire. Un fil d'une portée emprunte celle de
//! ses ancêtres : ce qu'il y voit est ce qui y était à son début, changé par ce
//! qu'il y a écrit lui-même et par ce qu'y ont écrit les fils qu'il a attendus.
//! Les autres n'y touchent pas tant qu'il peut la lire : c'est ce que garantit le
//! vérificateur d'emprunts.

use crate::model::id::{Fingerprint, ObjectId, ThreadId};
use crate::model::op::{Effect, Response};
use crate::runtime::coroutine::Body;
use crate::runtime::memory::{Scan, StackBounds, pins, scan};
use crate::runtime::session::Session;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// Les emprunts d'une exécution, fil par fil.
#[derive(Default)]
pub(crate) struct Loans {
    /// Le fil qui prête à chaque fil d'une portée.
    lenders: FxHashMap<ThreadId, ThreadId>,
    loans: FxHashMap<ThreadId, Loan>,
    /// Les mots des ancêtres du fil qui s'exécute, avant sa reprise.
    before: Vec<(usize, u64)>,
}

/// Ce qu'un fil d'une portée a emprunté.
#[derive(Default)]
struct Loan {
    /// Ce que ses ancêtres avaient en mémoire à son début ou, depuis, quand il a
    /// reçu une valeur qui désigne leurs variables.
    start: Fingerprint,
    /// Les mots de sa fermeture, qui désignent ce qu'il emprunte.
    roots: Vec<u64>,
    /// Les adresses où il a écrit chez eux.
    written: BTreeSet<usize>,
    finished: bool,
}

impl Loans {
    /// `parent` prête à `thread`, qui va commencer.
    pub fn lend(&mut self, session: &mut Session, parent: ThreadId, thread: ThreadId) {
        self.lenders.insert(thread, parent);
        session.lend();
    }

    /// `thread` va commencer, avec `body`.
    pub fn start(
        &mut self,
        session: &Session,
        thread: ThreadId,
        body: &Body,
        stacks: &[StackBounds],
    ) {
        if !self.lenders.contains_key(&thread) {
            return;
        }
        let closure: &dyn FnOnce() -> _ = &**body;
        let from = std::ptr::from_ref(closure).cast::<u8>() as usize;
        let roots = scan::words(from, from + size_of_val(closure));
        let loan = Loan {
            start: self.lent_memory(session, thread, &roots, stacks),
            roots,
            ..Loan::default()
        };
        self.loans.insert(thread, loan);
    }

    /// L'empreinte de ce que `thread` peut lire chez ses ancêtres.
    fn lent_memory(
        &self,
        session: &Session,
        thread: ThreadId,
        roots: &[u64],
        stacks: &[StackBounds],
    ) -> Fingerprint {
        let borrowed = self.lent_locks(session, thread);
        let mut scan = Scan::new(stacks, thread.0, &borrowed);
        for ancestor in self.ancestors(thread) {
            scan.fact(u64::from(ancestor.0));
            if let Some(stack) = stack_of(stacks, ancestor) {
                scan.range(stack.sp, stack.top);
            }
            // Une garde se prête aussi : ce qu'elle protège se lit à travers elle.
            for held in session.held(ancestor) {
                scan.fact(u64::from(held.lock.0));
                scan.range(held.from, held.to);
            }
            if let Some(loan) = self.loans.get(&ancestor) {
                loan.describe(&mut scan);
            }
        }
        for &root in roots {
            scan.word(root);
        }
        scan.follow();
        scan.fingerprint()
    }

    /// `thread` va reprendre avec `response`.
    pub fn before(
        &mut self,
        session: &Session,
        thread: ThreadId,
        response: &Response,
        stacks: &[StackBounds],
    ) {
        self.before.clear();
        if matches!(response, Response::Scope { .. })
            && let Some(stack) = stack_of(stacks, thread)
        {
            // Ses variables ne sont plus empruntées : il peut les déplacer.
            pins::release_stack(&stack);
        }
        let Some(loan) = self.loans.get(&thread) else {
            return;
        };
        if session.gives_borrow(response) {
            // Une variable d'un ancêtre, qu'un autre a pu changer : il la voit
            // désormais telle qu'elle est.
            let roots = loan.roots.clone();
            let seen = self.lent_memory(session, thread, &roots, stacks);
            if let Some(loan) = self.loans.get_mut(&thread) {
                loan.start = seen;
            }
        }
        if matches!(response, Response::Scope { .. } | Response::Joined(_)) {
            // Ce qu'ont écrit les fils attendus se lit désormais.
            let children = self
                .loans
                .iter()
                .filter(|(child, loan)| loan.finished && self.lenders.get(child) == Some(&thread));
            let inherited: Vec<usize> = children
                .flat_map(|(_, loan)| loan.written.iter().copied())
                .collect();
            if let Some(loan) = self.loans.get_mut(&thread) {
                loan.written.extend(inherited);
            }
        }
        (self.before, _) = self.lent_words(session, thread, stacks);
    }

    /// `thread` vient de se suspendre.
    pub fn after(
        &mut self,
        session: &Session,
        thread: ThreadId,
        stacks: &[StackBounds],
        finished: bool,
    ) {
        if !self.loans.contains_key(&thread) {
            return;
        }
        // Le contenu d'un verrou que le fil vient d'emprunter n'a pas été relevé.
        let mut unmasked = Vec::new();
        if !session.borrowed(thread).is_empty() {
            let seen: FxHashSet<usize> = self.before.iter().map(|&(address, _)| address).collect();
            let (words, _) = self.lent_words(session, thread, stacks);
            let addresses = words.into_iter().map(|(address, _)| address);
            unmasked.extend(addresses.filter(|address| !seen.contains(address)));
        }
        let Some(loan) = self.loans.get_mut(&thread) else {
            return;
        };
        loan.written.extend(unmasked);
        loan.finished |= finished;
        for &(address, word) in &self.before {
            if scan::word_at(address).is_some_and(|now| now != word) {
                loan.written.insert(address);
            }
        }
    }

    /// Vrai si `thread` a pu écrire chez ses ancêtres.
    pub fn wrote(&self, thread: ThreadId) -> bool {
        self.loans
            .get(&thread)
            .is_some_and(|loan| !loan.written.is_empty())
    }

    /// L'identité de `thread`, suspendu, et les contenus qu'il emprunte à des
    /// verrous.
    pub fn identity(
        &self,
        session: &mut Session,
        thread: ThreadId,
        stacks: &[StackBounds],
    ) -> (Fingerprint, Vec<Effect>) {
        let (borrowed, held) = (session.borrowed(thread), session.held(thread));
        let mut scan = Scan::new(stacks, thread.0, &borrowed);
        session.describe_thread(thread, &mut scan);
        if let Some(stack) = stack_of(stacks, thread) {
            scan.range(stack.sp, stack.top);
        }
        for held in held {
            scan.fact(u64::from(held.lock.0));
            scan.range(held.from, held.to);
        }
        if let Some(loan) = self.loans.get(&thread) {
            for half in loan.start {
                scan.fact(half);
            }
            loan.describe(&mut scan);
        }
        scan.follow();
        let identity = scan.fingerprint();
        let mut met = scan.met().clone();
        if self.loans.contains_key(&thread) && !borrowed.is_empty() {
            // Ceux de ses ancêtres, qu'il n'atteint que par leurs piles.
            let (_, lent) = self.lent_words(session, thread, stacks);
            met.extend(lent.into_iter().filter(|lock| borrowed.contains(lock)));
        }
        let content = |&lock| {
            let token = session.borrowed_content(thread, identity, lock);
            Effect::SetContent(lock, token)
        };
        let effects = met.iter().map(content).collect();
        (identity, effects)
    }

    /// Les fils qui prêtent à `thread`, directement ou non, du plus proche au
    /// plus lointain.
    fn ancestors(&self, thread: ThreadId) -> Vec<ThreadId> {
        std::iter::successors(self.lenders.get(&thread).copied(), |at| {
            self.lenders.get(at).copied()
        })
        .collect()
    }

    /// Les verrous que `thread` ou ses ancêtres ont empruntés par `get_mut` : leur
    /// contenu se lit et s'écrit sans garde.
    fn lent_locks(&self, session: &Session, thread: ThreadId) -> Vec<ObjectId> {
        std::iter::once(thread)
            .chain(self.ancestors(thread))
            .flat_map(|thread| session.borrowed(thread))
            .collect()
    }

    /// Les mots que `thread` peut changer hors de chez lui : les piles de ses
    /// ancêtres, ce que protègent les gardes qu'ils tiennent, et les blocs qu'ils
    /// atteignent ; et ceux des verrous empruntés par `get_mut` qui y sont.
    fn lent_words(
        &self,
        session: &Session,
        thread: ThreadId,
        stacks: &[StackBounds],
    ) -> (Vec<(usize, u64)>, BTreeSet<ObjectId>) {
        let borrowed = self.lent_locks(session, thread);
        let mut scan = Scan::new(stacks, thread.0, &borrowed);
        let mut words = Vec::new();
        for ancestor in self.ancestors(thread) {
            if let Some(stack) = stack_of(stacks, ancestor) {
                words.extend(scan.words(stack.sp, stack.top));
                scan.range(stack.sp, stack.top);
            }
            for held in session.held(ancestor) {
                words.extend(scan.words(held.from, held.to));
                scan.range(held.from, held.to);
            }
        }
        if let Some(stack) = stack_of(stacks, thread) {
            scan.range(stack.sp, stack.top);
        }
        if let Some(loan) = self.loans.get(&thread) {
            for &root in &loan.roots {
                scan.word(root);
            }
        }
        scan.follow();
        words.extend(scan.words_of_others());
        (words, scan.met().clone())
    }
}

impl Loan {
    /// Ajoute ce que le fil a écrit chez ses ancêtres, et ce que désigne sa
    /// fermeture.
    fn describe(&self, scan: &mut Scan<'_>) {
        for &root in &self.roots {
            scan.word(root);
        }
        for &address in &self.written {
            if let Some(word) = scan::word_at(address) {
                scan.fact(0);
                scan.word(address as u64);
                scan.word(word);
            }
        }
    }
}

fn stack_of(stacks: &[StackBounds], thread: ThreadId) -> Option<StackBounds> {
    stacks
        .iter()
        .copied()
        .find(|stack| stack.thread == thread.0)
}
