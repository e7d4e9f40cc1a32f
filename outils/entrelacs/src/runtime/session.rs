//! Une exploration en cours : ses noms, et ce que fait chacun de ses fils.
//!
//! L'exploration possède sa [`Session`], et la passe à qui en a besoin. Le programme
//! exploré, lui, ne reçoit pas d'argument : le temps qu'il s'exécute
//! ([`Session::run`]), et pas plus, les imitations atteignent la session par les
//! fonctions de ce module et celles d'[`operation`](super::operation).

use crate::model::id::{Fingerprint, ObjectId, ThreadId, Token};
use crate::model::object::Object;
use crate::model::op::{ArmOutcome, Effect, Response};
use crate::model::registry::{ObjectKey, Registry, Site, TokenKey};
use crate::model::rules::{Granularity, Identity, Rules, TimeModel};
use crate::runtime::coroutine::{Abort, Body};
use crate::runtime::inspect::{self, Inspected};
use crate::runtime::lines;
use crate::runtime::locals::Locals;
use crate::runtime::memory::{self, Scan, StackBounds, pins, scan};
use crate::runtime::statics::StaticArea;
use rustc_hash::{FxHashMap, FxHashSet};
use std::any::TypeId;
use std::borrow::Cow;
use std::cell::RefCell;
use std::mem::discriminant;
use std::ops::Range;
use std::panic::Location;
use std::rc::Rc;

/// Les noms d'une exploration, et ce que font ses fils.
#[derive(Default)]
pub(crate) struct Session {
    pub registry: Registry,
    pub rules: Rules,
    pub identity: Identity,
    file: String,
    /// Les piles des fils qui vivent, pour lire une valeur.
    stacks: Vec<StackBounds>,
    statics: Vec<StaticArea>,
    initial_tokens: FxHashMap<ObjectId, Token>,
    /// Vrai si le programme affiche le numéro d'un fil ; si un autre fil que `main`
    /// en lance.
    pub shows_ids: bool,
    pub nested: bool,
    /// Vrai si des fils se sont prêté des variables : une valeur peut en désigner.
    lends: bool,
    /// Les valeurs qui désignent des variables d'une pile.
    borrowing: FxHashSet<Token>,
    running: Option<ThreadId>,
    contexts: FxHashMap<ThreadId, Context>,
    bodies: FxHashMap<ThreadId, (Body, Option<usize>)>,
}

/// Ce qu'un fil a de propre pendant une exécution.
#[derive(Default)]
pub(crate) struct Context {
    node: u32,
    tokens: u32,
    objects: u32,
    pub operations: u32,
    pub arc_depth: u32,
    pub busy: bool,
    pub effects: Vec<Effect>,
    panicking: bool,
    pub panic_line: u32,
    /// Les paniques en cours, de la première à la dernière.
    pub panics: Vec<(u32, String)>,
    pub last_line: u32,
    statics: FxHashSet<ObjectId>,
    /// Les variables `thread_local!` du fil, qui sont dans sa mémoire.
    locals: Option<Rc<Locals>>,
    /// Pourquoi le fil ne doit faire aucune opération en ce moment.
    pub forbidden: Option<&'static str>,
    /// Pourquoi l'exploration s'arrête à la prochaine opération du fil.
    pub given_up: Option<Abort>,
    /// Ce qu'un crochet de panique affiche, avant la prochaine opération.
    pub prints: Vec<Shown>,
    /// Les contenus de verrous que le fil tient, dans l'ordre où il les a pris.
    held: Vec<Held>,
    /// Les verrous qu'il a empruntés par `get_mut`.
    borrowed: Vec<ObjectId>,
    /// Le nombre d'`Arc` qu'il a créés.
    arcs: u32,
}

/// Un affichage en attente.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub stdout: bool,
    pub text: Rc<str>,
    pub line: u32,
}

/// Un contenu de verrou que tient un fil, et sa place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Held {
    pub lock: ObjectId,
    pub from: usize,
    pub to: usize,
}

thread_local! {
    /// La session du programme qui s'exécute.
    static SESSION: RefCell<Option<Session>> = const { RefCell::new(None) };
}

impl Session {
    /// Une session neuve.
    pub fn new(rules: Rules, identity: Identity, file: &str, statics: Vec<StaticArea>) -> Self {
        Self {
            registry: Registry::new(),
            rules,
            identity,
            file: file.to_owned(),
            statics,
            ..Self::default()
        }
    }

    /// Vrai si le programme a des variables `static`.
    pub fn has_statics(&self) -> bool {
        !self.statics.is_empty()
    }

    /// Commence une exécution : les contextes sont vides, les `static` neuves.
    pub fn reset(&mut self) {
        for (_, context) in self.contexts.drain() {
            // Comme la pile qui les tient.
            std::mem::forget(context.locals);
        }
        self.stacks.clear();
        // Les corps jamais lancés sont oubliés comme les piles abandonnées :
        // leurs destructeurs annonceraient des opérations.
        for (_, body) in self.bodies.drain() {
            std::mem::forget(body);
        }
        for area in &self.statics {
            area.reset();
        }
    }

    /// Exécute `thread`, qui va vers l'étape `node`, par `action` : le programme
    /// atteint la session d'ici à ce qu'elle rende la main. `stacks` sont les piles
    /// des fils qui vivent.
    pub fn run<R>(
        &mut self,
        thread: ThreadId,
        node: u32,
        stacks: &[StackBounds],
        action: impl FnOnce() -> R,
    ) -> R {
        self.stacks.clear();
        self.stacks.extend_from_slice(stacks);
        self.running = Some(thread);
        let context = self.contexts.entry(thread).or_default();
        context.node = node;
        context.tokens = 0;
        let outer = SESSION.replace(Some(std::mem::take(self)));
        let result = action();
        *self = SESSION.replace(outer).expect("la session est revenue");
        self.running = None;
        result
    }

    fn current(&mut self) -> (ThreadId, &mut Context) {
        let thread = self.running.expect(OUTSIDE);
        (thread, self.contexts.entry(thread).or_default())
    }
}

const OUTSIDE: &str = "un objet du modèle entrelacs ne sert que dans un programme en cours d'exploration : \
     appelez entrelacs::explore";

/// Agit sur la session du programme qui s'exécute ; ce qui s'alloue est au moteur.
pub(crate) fn with<R>(action: impl FnOnce(&mut Session) -> R) -> R {
    let _engine = memory::outside();
    SESSION.with_borrow_mut(|session| action(session.as_mut().expect(OUTSIDE)))
}

/// Agit sur ce que le fil courant a de propre.
pub(crate) fn with_current<R>(action: impl FnOnce(&mut Context) -> R) -> R {
    with(|session| action(session.current().1))
}

/// Vrai pendant qu'un fil du modèle s'exécute.
pub(crate) fn is_running() -> bool {
    SESSION
        .try_with(|session| session.try_borrow().is_ok_and(|session| session.is_some()))
        .unwrap_or(false)
}

/// Vrai si une modification de la session est en cours.
pub(crate) fn is_busy() -> bool {
    SESSION.with(|session| session.try_borrow_mut().is_err())
}

/// La ligne du listing de `location`, ou de l'appel le plus profond qui y est ; 0 si
/// aucun n'y est.
///
/// Un destructeur, ou une fonction appelée par la bibliothèque standard, n'a
/// pas de ligne d'appel dans le listing : il faut remonter la pile.
#[inline(never)]
pub(crate) fn source_line(location: &Location<'_>) -> u32 {
    let found = with(|session| {
        (session.file == location.file() || session.file.is_empty()).then(|| location.line())
    });
    found.unwrap_or_else(innermost_line)
}

/// La ligne de l'appel le plus profond qui est dans le listing ; 0 si aucun n'y
/// est.
pub(crate) fn innermost_line() -> u32 {
    let _engine = memory::outside();
    lines::innermost(&with(|session| session.file.clone()))
}

/// La ligne du listing de l'instruction qui précède `address` : celle de
/// l'appel, pour une adresse de retour ; 0 si elle n'y est pas.
pub(crate) fn line_before(address: usize) -> u32 {
    let _engine = memory::outside();
    lines::at(&with(|session| session.file.clone()), address)
}

/// Le nom que le programme a donné à un fil.
pub(crate) fn given_name(thread: ThreadId) -> Option<Rc<str>> {
    with(|session| session.registry.given_name(thread).cloned())
}

/// Range le corps d'un fil que le fil courant va lancer, avec la taille de pile
/// qu'il demande, en octets.
pub(crate) fn deposit_body(body: Body, stack_size: Option<usize>) {
    with(|session| {
        let (thread, _) = session.current();
        session.bodies.insert(thread, (body, stack_size));
    });
}

/// Le fil courant.
pub(crate) fn current_thread() -> ThreadId {
    with(|session| session.current().0)
}

/// Le modèle de temps de l'exploration.
pub(crate) fn time_model() -> TimeModel {
    with(|session| session.rules.time)
}

/// Ce que l'exploration distingue.
pub(crate) fn granularity() -> Granularity {
    with(|session| session.rules.granularity)
}

/// Vrai si `text` contient un nombre qui est une adresse du programme.
pub(crate) fn shows_address(text: &str) -> bool {
    with(|session| {
        let numbers = text.split(|c: char| !c.is_ascii_alphanumeric());
        numbers.into_iter().any(|number| {
            let address = match number.strip_prefix("0x") {
                Some(digits) => usize::from_str_radix(digits, 16),
                None => number.parse(),
            };
            address.is_ok_and(|address| session.is_address(address))
        })
    })
}

impl Session {
    /// Vrai pour une adresse de la mémoire du programme, ou de son code.
    fn is_address(&self, address: usize) -> bool {
        /// Plus que la taille d'un programme.
        const CODE: usize = 1 << 26;
        let code = is_running as fn() -> bool as usize;
        memory::arena::in_window(address)
            || code.abs_diff(address) < CODE
            || self
                .stacks
                .iter()
                .any(|stack| (stack.low..=stack.base).contains(&address))
    }
}

/// `text`, sans le chemin de la copie que l'on compile, que le lecteur ne connaît
/// pas : un projet neuf a `src/main.rs`.
pub(crate) fn readers_file(text: &str) -> Cow<'_, str> {
    with(|session| match session.file.as_str() {
        "" => Cow::Borrowed(text),
        file if text.contains(file) => Cow::Owned(text.replace(file, "src/main.rs")),
        _ => Cow::Borrowed(text),
    })
}

/// Donne au fil courant ses variables `thread_local!`, ou les lui ôte.
pub(crate) fn set_locals(locals: Option<Rc<Locals>>) {
    let before = with_current(|context| std::mem::replace(&mut context.locals, locals));
    drop(before);
}

/// Les variables `thread_local!` du fil courant.
pub(crate) fn locals() -> Rc<Locals> {
    with_current(|context| context.locals.clone()).expect("un fil a ses variables jusqu'à sa fin")
}

/// Interdit au fil courant toute opération, et dit pourquoi ; `None` lève
/// l'interdiction.
pub(crate) fn forbid(reason: Option<&'static str>) {
    with_current(|context| context.forbidden = reason);
}

/// Arrête l'exploration à la prochaine opération du fil courant.
pub(crate) fn give_up(abort: Abort) {
    with_current(|context| context.given_up = Some(abort));
}

/// Vrai si le programme n'a pas encore lancé de fil.
pub(crate) fn is_alone() -> bool {
    with(|session| session.contexts.len() == 1 && session.bodies.is_empty())
}

/// Retient un affichage, à faire avant la prochaine opération du fil courant.
pub(crate) fn show_later(shown: Shown) {
    with_current(|context| context.prints.push(shown));
}

/// L'objet de rang `rank` parmi ceux que tout programme a ; chaque fil le crée
/// quand il le rencontre.
pub(crate) fn known_object(rank: u8, name: &'static str, object: Object) -> ObjectId {
    with(|session| {
        let site = Site {
            static_name: Some(name),
            ..Site::default()
        };
        let id = session.registry.object(ObjectKey::Known(rank), site);
        let (_, context) = session.current();
        if context.statics.insert(id) {
            context.effects.push(Effect::Create(id, object));
        }
        id
    })
}

/// Note un changement que le fil courant fait sans attendre.
pub(crate) fn effect(effect: Effect) {
    with_current(|context| context.effects.push(effect));
}

/// Le fil courant calcule la valeur d'une branche `send` : elle ne doit rien
/// annoncer.
pub(crate) fn set_busy(busy: bool) {
    with_current(|context| context.busy = busy);
}

/// Note qu'on entre (`true`) dans la destruction d'un `Arc`, ou qu'on en sort.
pub(crate) fn in_arc_drop(entering: bool) {
    with_current(|context| {
        context.arc_depth = match entering {
            true => context.arc_depth + 1,
            false => context.arc_depth.saturating_sub(1),
        };
    });
}

/// Note la ligne où le fil courant panique, et ce qu'il en dit.
pub(crate) fn note_panic(line: u32, message: &str) {
    with_current(|context| {
        context.panic_line = line;
        context.panicking = true;
        context.panics.push((line, message.to_owned()));
    });
}

/// Vrai si le fil courant déroule sa pile après une panique. Celui de la
/// bibliothèque standard confondrait les fils du modèle.
pub(crate) fn panicking() -> bool {
    with_current(|context| context.panicking)
}

/// Note que la panique du fil courant est rattrapée.
pub(crate) fn panic_caught() {
    with_current(|context| {
        context.panics.pop();
        context.panicking = !context.panics.is_empty();
    });
}

/// Nomme un objet que le fil courant crée, et le crée.
pub(crate) fn new_object(line: u32, object: Object) -> ObjectId {
    with(|session| {
        let (by, context) = session.current();
        let rank = context.objects;
        context.objects += 1;
        let id = session.registry.object(
            ObjectKey::Created { by, rank },
            Site {
                line,
                static_name: None,
                kind: Some(discriminant(&object)),
                type_name: object.type_name(),
            },
        );
        let (_, context) = session.current();
        context.effects.push(Effect::Create(id, object));
        id
    })
}

/// L'objet de la `static` qui est à l'adresse `address`, créé s'il n'existe pas
/// encore ; `None` si aucune `static` n'est à cette adresse. `inspect` regarde
/// la valeur initiale, `make` en fait un objet.
pub(crate) fn static_object(
    address: usize,
    inspect: impl FnOnce() -> Option<Inspected>,
    make: impl FnOnce(Token) -> Object,
) -> Option<ObjectId> {
    let (id, met, known) = find_static(address)?;
    if met {
        return Some(id);
    }
    let token = known.unwrap_or_else(|| note_initial(id, inspect()));
    // Chaque fil crée les `static` qu'il rencontre, selon sa seule histoire :
    // une création en double est sans effet.
    effect(Effect::Create(id, make(token)));
    Some(id)
}

/// L'objet de la `static` qui est à l'adresse `address`, si c'en est une ; si le fil
/// courant l'a déjà rencontré ; sa valeur initiale, si on la connaît.
#[inline(never)]
fn find_static(address: usize) -> Option<(ObjectId, bool, Option<Token>)> {
    with(|session| {
        let (rank, offset) = session
            .statics
            .iter()
            .enumerate()
            .find_map(|(rank, area)| Some((rank, area.offset_of(address)?)))?;
        let site = Site {
            line: session.statics[rank].line,
            static_name: Some(session.statics[rank].name),
            ..Site::default()
        };
        let key = ObjectKey::Static { rank, offset };
        let id = session.registry.object(key, site);
        let met = !session.current().1.statics.insert(id);
        Some((id, met, session.initial_tokens.get(&id).copied()))
    })
}

/// Retient la valeur initiale d'une `static`, que voici regardée.
#[inline(never)]
fn note_initial(id: ObjectId, inspected: Option<Inspected>) -> Token {
    with(|session| {
        let token = session.initial_token(id, inspected);
        session.initial_tokens.insert(id, token);
        token
    })
}

/// L'empreinte de `value`, que le fil courant vient de produire.
pub(crate) fn fingerprint<T: ?Sized>(value: &T) -> Token {
    let token = told_and_read(value);
    memory::scrub();
    token
}

#[inline(never)]
fn told_and_read<T: ?Sized>(value: &T) -> Token {
    let inspected = inspect::inspect(value);
    let from = std::ptr::from_ref(value).cast::<u8>() as usize;
    let place = from..from + size_of_val(value);
    let name = std::any::type_name::<T>();
    fingerprint_at(place, typeid::of::<T>(), name, inspected)
}

/// De même, d'une valeur déjà regardée, dont voici la place, le type et son nom.
#[inline(never)]
fn fingerprint_at(
    place: Range<usize>,
    type_id: TypeId,
    type_name: &str,
    inspected: Option<Inspected>,
) -> Token {
    with(|session| {
        // L'affichage d'une référence dit ce qu'elle désigne, pas que d'autres
        // peuvent le changer.
        let told = matches!(inspected, Some((_, _, true)));
        let lent = session.lends && (!told || type_name.contains('&'));
        if session.identity == Identity::History || told && !lent {
            return session.fingerprint(inspected);
        }
        let (thread, _) = session.current();
        let (from, to) = (place.start, place.end);
        let (bytes, borrows) = scan::of_value(from, to, &session.stacks, thread.0, lent);
        if told && !borrows {
            return session.fingerprint(inspected);
        }
        let text = inspected.map(|(_, text, _)| text.into());
        let token = session
            .registry
            .token(TokenKey::Bytes { type_id, bytes }, text);
        if borrows {
            session.borrowing.insert(token);
        }
        token
    })
}

/// Note que `cell`, qui est peut-être dans une `static`, a désormais sa valeur, et
/// que d'autres fils pourront la lire.
pub(crate) fn filled<T>(cell: &std::sync::OnceLock<T>, value: Token) {
    let from = std::ptr::from_ref(cell) as usize;
    with(|session| {
        if session.lends {
            session.borrowing.insert(value);
        }
        let is_static = |area: &StaticArea| area.offset_of(from).is_some();
        if session.statics.iter().any(is_static) {
            scan::add_static_cell(from, from + size_of_val(cell));
        }
    });
}

/// Note que l'objet qui masque ce qui le suit est à cette place : voir
/// [`memory::pins`].
pub(crate) fn pin(address: usize, object: ObjectId, anonymous: bool) {
    with(|session| {
        // Une `static` ne bouge pas.
        let still = memory::arena::in_window(address) || scan::static_cell(address).is_some();
        let elsewhere = still || {
            let thread = session.running;
            session.stacks.iter().any(|stack| {
                (stack.low..=stack.base).contains(&address)
                    && thread.is_some_and(|thread| thread.0 != stack.thread)
            })
        };
        if elsewhere {
            pins::pin(address, object, anonymous);
        }
    });
}

/// Note que le fil courant tient le contenu d'un verrou.
pub(crate) fn hold<T: ?Sized>(lock: ObjectId, content: &T) {
    let from = std::ptr::from_ref(content).cast::<u8>() as usize;
    let to = from + size_of_val(content);
    with_current(|context| context.held.push(Held { lock, from, to }));
}

/// Note que le fil courant ne tient plus le contenu d'un verrou.
pub(crate) fn release(lock: ObjectId) {
    with_current(|context| {
        let held = &mut context.held;
        if let Some(rank) = held.iter().rposition(|held| held.lock == lock) {
            held.remove(rank);
        }
    });
}

/// Note que le fil courant emprunte le contenu d'un verrou : ce contenu, qui va
/// changer, sera désormais celui que dit la mémoire du fil à chacune de ses
/// annonces, jusqu'à ce que quelqu'un prenne le verrou.
pub(crate) fn borrow(lock: ObjectId) {
    with_current(|context| {
        if !context.borrowed.contains(&lock) {
            context.borrowed.push(lock);
        }
    });
}

/// Le fil courant prend ce verrou : il ne l'emprunte plus.
pub(crate) fn end_borrow(lock: ObjectId) {
    with_current(|context| context.borrowed.retain(|other| *other != lock));
}

/// Le fil et le rang d'un `Arc` que crée le fil courant.
pub(crate) fn arc_stamp() -> u64 {
    with(|session| {
        let (thread, context) = session.current();
        context.arcs += 1;
        u64::from(thread.0) << 32 | u64::from(context.arcs)
    })
}

impl Session {
    /// Prend le corps du fil que `parent` lance, et la taille de pile qu'il demande.
    pub fn take_body(&mut self, parent: ThreadId) -> Option<(Body, Option<usize>)> {
        self.bodies.remove(&parent)
    }

    /// Note que des fils se prêtent des variables.
    pub fn lend(&mut self) {
        self.lends = true;
    }

    /// Vrai si cette réponse donne une valeur qui désigne des variables d'une pile.
    pub fn gives_borrow(&self, response: &Response) -> bool {
        let borrows = |token: &Token| self.borrowing.contains(token);
        match response {
            Response::Content { value: token, .. }
            | Response::Joined(Ok(token))
            | Response::Selected {
                outcome: ArmOutcome::Received(token),
                ..
            }
            | Response::Reserved {
                message: Some(ArmOutcome::Received(token)),
                ..
            } => borrows(token),
            Response::Lost(tokens) => tokens.iter().any(borrows),
            _ => false,
        }
    }

    /// Ajoute à `scan` ce que la session sait de la mémoire d'un fil.
    pub fn describe_thread(&mut self, thread: ThreadId, scan: &mut Scan<'_>) {
        let context = self.contexts.entry(thread).or_default();
        let flags = u64::from(context.operations == 0)
            | u64::from(context.busy) << 1
            | u64::from(context.panicking) << 2;
        for fact in [
            context.objects,
            context.arcs,
            context.arc_depth,
            context.panic_line,
            context.last_line,
        ] {
            scan.fact(u64::from(fact));
        }
        scan.fact(flags);
        scan.fact(context.panics.len() as u64);
        for (line, message) in &context.panics {
            scan.fact(u64::from(*line));
            scan.fact(message.len() as u64);
            for byte in message.bytes() {
                scan.fact(u64::from(byte));
            }
        }
        let mut statics: Vec<u32> = context.statics.iter().map(|id| id.0).collect();
        statics.sort_unstable();
        scan.fact(statics.len() as u64);
        for id in statics {
            scan.fact(u64::from(id));
        }
        scan.fact(context.borrowed.len() as u64);
        for id in &context.borrowed {
            scan.fact(u64::from(id.0));
        }
    }

    /// Les contenus de verrous que tient un fil, par verrou.
    pub fn held(&self, thread: ThreadId) -> Vec<Held> {
        let mut held = self
            .contexts
            .get(&thread)
            .map_or_else(Vec::new, |context| context.held.clone());
        held.sort_unstable();
        held
    }

    /// Les verrous que le fil a empruntés par `get_mut`.
    pub fn borrowed(&self, thread: ThreadId) -> Vec<ObjectId> {
        self.contexts
            .get(&thread)
            .map_or_else(Vec::new, |context| context.borrowed.clone())
    }

    /// L'empreinte du contenu d'un verrou emprunté par `thread`.
    pub fn borrowed_content(
        &mut self,
        thread: ThreadId,
        identity: Fingerprint,
        lock: ObjectId,
    ) -> Token {
        let key = TokenKey::Borrowed {
            thread,
            identity,
            lock,
        };
        self.registry.token(key, None)
    }

    /// L'empreinte d'une valeur déjà inspectée, produite par le fil courant.
    fn fingerprint(&mut self, inspected: Option<Inspected>) -> Token {
        match inspected {
            Some((type_id, text, true)) => self.registry.content(type_id, text.into()),
            other => {
                let (_, context) = self.current();
                let key = TokenKey::Opaque {
                    node: context.node,
                    rank: context.tokens,
                };
                context.tokens += 1;
                self.registry
                    .token(key, other.map(|(_, text, _)| text.into()))
            }
        }
    }

    /// L'empreinte de la valeur initiale d'une `static`.
    fn initial_token(&mut self, id: ObjectId, inspected: Option<Inspected>) -> Token {
        match inspected {
            Some((_, _, true)) => self.fingerprint(inspected),
            other => self
                .registry
                .token(TokenKey::Initial(id), other.map(|(_, text, _)| text.into())),
        }
    }
}
