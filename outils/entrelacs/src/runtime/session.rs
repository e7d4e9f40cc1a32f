//! Une exploration en cours : les noms de tout, et le fil qui s'exécute.
//!
//! Les modèles de std et de crossbeam parlent à l'explorateur par les
//! fonctions de ce module : [`perform`] annonce une opération, [`effect`] note
//! un changement, [`new_object`] nomme un objet, [`fingerprint`] une valeur.

use crate::exploration::config::{Identity, TimeModel};
use crate::model::object::Object;
use crate::model::op::{
    ArmOutcome, Effect, Next, ObjectId, Op, ProcessEnd, Response, Step, ThreadId,
};
use crate::model::value::{self, Inspected, Token, TokenKey};
use crate::runtime::coroutine::{self, Abort, Announcement, Body, StaticArea};
use crate::runtime::faults;
use crate::runtime::lines;
use crate::runtime::memory::scan::{self, Fingerprint};
use crate::runtime::memory::{self, Scan, StackBounds};
use crate::runtime::panics;
use crate::shims::std_shim::{io, local::Locals};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::cell::RefCell;
use std::hash::Hash;
use std::mem::{Discriminant, discriminant};
use std::panic::Location;
use std::rc::Rc;

/// Ce que l'exploration distingue. Tout distinguer multiplierait les états :
/// on commence au plus gros, et on recommence plus fin si le programme
/// l'observe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Granularity {
    /// La fin d'un fil est une étape à part (`is_finished`).
    pub ends: bool,
    /// La destruction d'un `Arc` est une étape si son contenu a un destructeur.
    pub arcs: bool,
    /// La destruction de tout `Arc` est une étape (`strong_count`).
    pub all_arcs: bool,
    /// Le programme crée des `Weak`.
    pub weaks: bool,
    /// Le programme demande à être le seul maître d'un `Arc` (`get_mut`).
    pub unique_arcs: bool,
    /// Une sortie peut être tenue par un fil (`Stdout::lock`).
    pub streams: bool,
    /// L'horloge fait partie de l'état (`Instant::now`).
    pub clock: bool,
    /// Les écrivains qui ont pu entrer dans la file d'un `RwLock` (`try_read`).
    pub queues: bool,
}

/// Les noms et les empreintes d'une exploration.
pub(crate) struct Session {
    pub granularity: Granularity,
    pub time: TimeModel,
    pub identity: Identity,
    pub file: String,
    /// Les piles des fils qui vivent, pour lire une valeur.
    stacks: Vec<StackBounds>,
    statics: Vec<StaticArea>,
    threads: Interner<ThreadKey>,
    thread_names: Vec<Option<Rc<str>>>,
    objects: Interner<ObjectKey>,
    object_sites: Vec<Site>,
    tokens: Interner<TokenKey>,
    token_texts: Vec<Option<Rc<str>>>,
    initial_tokens: FxHashMap<ObjectId, Token>,
    /// Vrai si le programme affiche le numéro d'un fil ; si un autre fil que `main`
    /// en lance.
    shows_ids: bool,
    nested: bool,
    /// Vrai si des fils se sont prêté des variables : une valeur peut en désigner.
    lends: bool,
    /// Les valeurs qui désignent des variables d'une pile.
    borrowing: FxHashSet<Token>,
    running: Option<ThreadId>,
    contexts: FxHashMap<ThreadId, Context>,
    bodies: FxHashMap<ThreadId, (Body, Option<usize>)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum ThreadKey {
    Main,
    Child { parent: ThreadId, rank: u32 },
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum ObjectKey {
    Created {
        by: ThreadId,
        rank: u32,
    },
    Static {
        rank: usize,
        offset: usize,
    },
    /// Un objet que tout programme a, comme la sortie standard.
    Known(u8),
}

/// D'où vient un objet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Site {
    /// La ligne de sa création, 0 si elle est inconnue.
    pub line: u32,
    /// Le nom de la `static`, si c'en est une.
    pub static_name: Option<&'static str>,
    /// Sa sorte : `Arc::new(Mutex::new(0))` crée deux objets sur une ligne.
    pub kind: Option<Discriminant<Object>>,
    /// Le nom de son type dans le programme, vide si on ne le sait pas.
    pub type_name: &'static str,
}

/// Ce qu'un fil a de propre pendant une exécution.
#[derive(Default)]
struct Context {
    node: u32,
    tokens: u32,
    objects: u32,
    operations: u32,
    arc_depth: u32,
    busy: bool,
    effects: Vec<Effect>,
    panicking: bool,
    panic_line: u32,
    /// Les paniques en cours, de la première à la dernière.
    panics: Vec<(u32, String)>,
    last_line: u32,
    statics: FxHashSet<ObjectId>,
    /// Les variables `thread_local!` du fil, qui sont dans sa mémoire.
    locals: Option<Rc<Locals>>,
    /// Pourquoi le fil ne doit faire aucune opération en ce moment.
    forbidden: Option<&'static str>,
    /// Pourquoi l'exploration s'arrête à la prochaine opération du fil.
    given_up: Option<Abort>,
    /// Ce qu'un crochet de panique affiche, avant la prochaine opération.
    prints: Vec<Shown>,
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
    static SESSION: RefCell<Option<Session>> = const { RefCell::new(None) };
}

impl Session {
    /// Une session neuve.
    pub fn new(
        granularity: Granularity,
        time: TimeModel,
        identity: Identity,
        file: &str,
        statics: Vec<StaticArea>,
    ) -> Self {
        let mut session = Self {
            granularity,
            time,
            identity,
            file: file.to_owned(),
            stacks: Vec::new(),
            statics,
            threads: Interner::default(),
            thread_names: Vec::new(),
            objects: Interner::default(),
            object_sites: Vec::new(),
            tokens: Interner::default(),
            token_texts: Vec::new(),
            initial_tokens: FxHashMap::default(),
            shows_ids: false,
            nested: false,
            lends: false,
            borrowing: FxHashSet::default(),
            running: None,
            contexts: FxHashMap::default(),
            bodies: FxHashMap::default(),
        };
        let main = session.thread(ThreadKey::Main);
        debug_assert_eq!(main, ThreadId::MAIN);
        session.thread_names[0] = Some("main".into());
        let unit = session.token(
            TokenKey::Content {
                type_id: std::any::TypeId::of::<()>(),
                text: "()".into(),
            },
            Some("()".into()),
        );
        debug_assert_eq!(unit, Token::UNIT);
        session
    }

    /// Vrai si le programme a des variables `static`.
    pub fn has_statics(&self) -> bool {
        !self.statics.is_empty()
    }

    fn thread(&mut self, key: ThreadKey) -> ThreadId {
        let (id, new) = self.threads.intern(key);
        if new {
            self.thread_names.push(None);
        }
        ThreadId(id)
    }

    fn object(&mut self, key: ObjectKey, site: Site) -> ObjectId {
        let (id, new) = self.objects.intern(key);
        if new {
            self.object_sites.push(site);
        }
        ObjectId(id)
    }

    fn token(&mut self, key: TokenKey, text: Option<Rc<str>>) -> Token {
        let (id, new) = self.tokens.intern(key);
        if new {
            self.token_texts.push(text);
        }
        Token(id)
    }

    fn current(&mut self) -> (ThreadId, &mut Context) {
        let thread = self.running.expect(OUTSIDE);
        (thread, self.contexts.entry(thread).or_default())
    }
}

const OUTSIDE: &str = "un objet du modèle entrelacs ne sert que dans un programme en cours d'exploration : \
     appelez entrelacs::explore";

/// Ouvre une session sur ce fil du système. L'ancienne, s'il y en avait une,
/// est rendue.
pub(crate) fn open(session: Session) -> Option<Session> {
    SESSION.with_borrow_mut(|slot| slot.replace(session))
}

/// Ferme la session et la rend.
pub(crate) fn close() -> Option<Session> {
    SESSION.with_borrow_mut(Option::take)
}

/// Agit sur la session ouverte ; ce qui s'alloue est au moteur.
pub(crate) fn with<R>(action: impl FnOnce(&mut Session) -> R) -> R {
    let _engine = memory::outside();
    SESSION.with_borrow_mut(|session| action(session.as_mut().expect(OUTSIDE)))
}

/// Vrai pendant qu'un fil du modèle s'exécute.
pub(crate) fn is_running() -> bool {
    SESSION
        .try_with(|session| {
            session.try_borrow().is_ok_and(|session| {
                session
                    .as_ref()
                    .is_some_and(|session| session.running.is_some())
            })
        })
        .unwrap_or(false)
}

/// Commence une exécution : les contextes sont vides, les `static` neuves.
pub(crate) fn begin_execution() {
    panics::forget_hook();
    with(|session| {
        for (_, context) in session.contexts.drain() {
            // Comme la pile qui les tient.
            std::mem::forget(context.locals);
        }
        session.stacks.clear();
        // Les corps jamais lancés sont oubliés comme les piles abandonnées :
        // leurs destructeurs annonceraient des opérations.
        for (_, body) in session.bodies.drain() {
            std::mem::forget(body);
        }
        for area in &session.statics {
            area.reset();
        }
    });
    memory::arena::reset();
    memory::pins::clear();
    scan::clear_cells();
}

/// Note que `thread` s'exécute, à l'étape `node`, jusqu'à [`leave`].
pub(crate) fn enter(thread: ThreadId, node: u32) {
    with(|session| {
        session.running = Some(thread);
        let context = session.contexts.entry(thread).or_default();
        context.node = node;
        context.tokens = 0;
    });
}

/// Note qu'aucun fil du modèle ne s'exécute.
pub(crate) fn leave() {
    with(|session| session.running = None);
}

/// Retient les piles des fils qui vivent.
pub(crate) fn set_stacks(stacks: &[StackBounds]) {
    with(|session| {
        session.stacks.clear();
        session.stacks.extend_from_slice(stacks);
    });
}

/// L'identité du `rank`-ième enfant de `parent`.
pub(crate) fn child(parent: ThreadId, rank: u32, name: Option<Rc<str>>) -> ThreadId {
    with(|session| {
        let child = session.thread(ThreadKey::Child { parent, rank });
        if let Some(name) = name {
            session.thread_names[child.0 as usize] = Some(name);
        }
        child
    })
}

/// Le nom que le programme a donné au fil courant.
pub(crate) fn given_name(thread: ThreadId) -> Option<Rc<str>> {
    with(|session| session.thread_names[thread.0 as usize].clone())
}

impl Session {
    /// Le nom d'un fil, pour les humains : celui que le programme lui a donné,
    /// ou « fil 2 », ou « fil 2.1 » pour le premier enfant du fil 2.
    pub fn thread_name(&self, thread: ThreadId) -> String {
        if let Some(name) = &self.thread_names[thread.0 as usize] {
            let twins = |other: &Option<Rc<str>>| other.as_ref() == Some(name);
            return match rank_among(&self.thread_names, thread.0 as usize, twins) {
                None => name.to_string(),
                Some(rank) => format!("{name} n° {rank}"),
            };
        }
        let mut path = Vec::new();
        let mut at = thread;
        while let ThreadKey::Child { parent, rank } = self.threads.keys[at.0 as usize] {
            path.push((rank + 1).to_string());
            at = parent;
        }
        path.reverse();
        format!("fil {}", path.join("."))
    }

    /// D'où vient un objet.
    pub fn site(&self, object: ObjectId) -> &Site {
        &self.object_sites[object.0 as usize]
    }

    /// Le rang d'un objet, à partir de 1, parmi ceux de sa sorte que la même
    /// ligne a créés ; `None` s'il est le seul.
    pub fn rank_at_site(&self, object: ObjectId) -> Option<usize> {
        let site = self.site(object);
        rank_among(&self.object_sites, object.0 as usize, |other| other == site)
    }

    /// Vrai pour une adresse de la mémoire du programme, ou de son code.
    fn is_address(&self, address: usize) -> bool {
        /// Plus que la taille d'un programme.
        const CODE: usize = 1 << 26;
        let code = open as fn(Session) -> Option<Session> as usize;
        memory::arena::in_window(address)
            || code.abs_diff(address) < CODE
            || self
                .stacks
                .iter()
                .any(|stack| (stack.low..=stack.base).contains(&address))
    }

    /// L'affichage d'une valeur, s'il est connu.
    pub fn token_text(&self, token: Token) -> Option<&str> {
        self.token_texts[token.0 as usize].as_deref()
    }
}

/// Le rang de l'élément `at`, à partir de 1, parmi ceux que garde `twin` ;
/// `None` s'il est le seul.
fn rank_among<T>(items: &[T], at: usize, twin: impl Fn(&T) -> bool) -> Option<usize> {
    let before = items[..at].iter().filter(|item| twin(item)).count();
    let after = items[at + 1..].iter().any(twin);
    (before > 0 || after).then_some(before + 1)
}

/// Range le corps d'un fil que le fil courant va lancer, avec la taille de pile
/// qu'il demande, en octets.
pub(crate) fn deposit_body(body: Body, stack_size: Option<usize>) {
    with(|session| {
        let (thread, _) = session.current();
        session.bodies.insert(thread, (body, stack_size));
    });
}

/// Prend le corps du fil que `parent` lance.
pub(crate) fn take_body(parent: ThreadId) -> Option<(Body, Option<usize>)> {
    with(|session| session.bodies.remove(&parent))
}

/// Le fil courant.
pub(crate) fn current_thread() -> ThreadId {
    with(|session| session.current().0)
}

/// Note que le programme affiche le numéro d'un fil, qui dépend de l'ordre des
/// lancements si plusieurs fils en font.
#[track_caller]
pub(crate) fn shows_thread_id() {
    let nested = with(|session| {
        session.shows_ids = true;
        session.nested
    });
    if nested {
        unsupported(NUMBERED);
    }
}

/// Note que le fil courant va en lancer un autre.
#[track_caller]
pub(crate) fn spawns() {
    let shown = with(|session| {
        session.nested |= session.current().0 != ThreadId::MAIN;
        session.nested && session.shows_ids
    });
    if shown {
        unsupported(NUMBERED);
    }
}

const NUMBERED: &str = "le numéro d'un fil (`ThreadId`) dépend de l'ordre des lancements : ce programme en affiche, et \
                        un autre fil que `main` en lance ; nommez plutôt les fils par `thread::Builder`";

/// Le modèle de temps de l'exploration.
pub(crate) fn time_model() -> TimeModel {
    with(|session| session.time)
}

/// Ce que l'exploration distingue.
pub(crate) fn granularity() -> Granularity {
    with(|session| session.granularity)
}

/// Recommence l'exploration en distinguant plus, si ce n'est déjà le cas.
pub(crate) fn require(finer: impl FnOnce(&mut Granularity)) {
    let now = granularity();
    let mut wanted = now;
    finer(&mut wanted);
    if wanted != now {
        abort(Abort::Finer(wanted));
    }
}

/// Refuse le programme : il fait ce que le modèle ne sait pas faire.
#[track_caller]
pub(crate) fn unsupported(message: impl Into<String>) -> ! {
    let line = lines::source_line(Location::caller());
    abort(Abort::Unsupported {
        message: message.into(),
        line,
    })
}

/// Refuse le programme, à la ligne `line`.
pub(crate) fn unsupported_at(message: impl Into<String>, line: u32) -> ! {
    abort(Abort::Unsupported {
        message: message.into(),
        line,
    })
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

/// `text`, sans le chemin de la copie que l'on compile, que le lecteur ne connaît
/// pas : un projet neuf a `src/main.rs`.
pub(crate) fn readers_file(text: &str) -> Cow<'_, str> {
    with(|session| match session.file.as_str() {
        "" => Cow::Borrowed(text),
        file if text.contains(file) => Cow::Owned(text.replace(file, "src/main.rs")),
        _ => Cow::Borrowed(text),
    })
}

fn abort(abort: Abort) -> ! {
    coroutine::announce(Announcement::Abort(abort));
    coroutine::suspend();
    unreachable!("un fil qui a renoncé n'est jamais repris")
}

/// Annonce `op` et attend son tour.
#[track_caller]
#[inline(never)]
pub(crate) fn perform(op: Op) -> Response {
    let line = lines::source_line(Location::caller());
    memory::scrub();
    perform_at(op, line)
}

/// Annonce `op`, qui se trouve à la ligne `line`, et attend son tour.
#[inline(never)]
pub(crate) fn perform_at(op: Op, line: u32) -> Response {
    if faults::has_overflowed() {
        overflow(line);
    }
    announce(op, line);
    memory::scrub();
    coroutine::suspend()
}

/// Annonce que le fil courant a débordé de sa pile, à la ligne `line`.
#[inline(never)]
pub(crate) fn overflow(line: u32) -> ! {
    let step = overflow_step(line, true, faults::stack_size());
    coroutine::announce(Announcement::Step(step));
    coroutine::suspend();
    unreachable!("un fil qui a débordé n'est jamais repris")
}

/// Compose l'annonce d'`op`. C'est à part : sa pile est effacée avant l'attente.
#[inline(never)]
fn announce(op: Op, line: u32) {
    show_now();
    let (effects, problem) = with(|session| {
        let granularity = session.granularity;
        let (_, context) = session.current();
        context.operations += 1;
        context.last_line = line;
        let problem = if let Some(abort) = context.given_up.take() {
            Some(abort)
        } else if context.arc_depth > 0 && !granularity.arcs {
            Some(Abort::Finer(Granularity {
                arcs: true,
                ..granularity
            }))
        } else if let Some(message) = context.forbidden {
            Some(Abort::Unsupported {
                message: message.to_owned(),
                line,
            })
        } else if context.busy {
            Some(Abort::Unsupported {
                message: "entre le choix d'un envoi par `select!` et cet envoi, le fil fait une autre opération : \
                          calculez la valeur à envoyer avant le `select!`"
                    .to_owned(),
                line,
            })
        } else {
            None
        };
        (std::mem::take(&mut context.effects), problem)
    });
    if let Some(problem) = problem {
        abort(problem);
    }
    coroutine::announce(Announcement::Step(Step {
        effects,
        next: Next::Op(op),
        line,
    }));
}

/// La dernière étape d'un fil.
pub(crate) fn finish(result: Result<Token, String>) -> Step {
    let (effects, line) = with(|session| {
        let (_, context) = session.current();
        (std::mem::take(&mut context.effects), context.panic_line)
    });
    Step {
        effects,
        line: if result.is_err() { line } else { 0 },
        next: Next::Finished(result.map_err(Into::into)),
    }
}

/// Vrai si la fin du fil courant mérite d'être une étape : il n'en a fait
/// aucune autre, ou le programme l'observe.
pub(crate) fn end_is_a_step() -> bool {
    with(|session| {
        let ends = session.granularity.ends;
        let (thread, context) = session.current();
        ends || thread == ThreadId::MAIN || context.operations == 0
    })
}

/// La ligne de la fin du fil courant : celle de sa panique s'il a paniqué,
/// sinon celle de sa dernière opération.
pub(crate) fn end_line(panicked: bool) -> u32 {
    with(|session| {
        let (_, context) = session.current();
        if panicked {
            context.panic_line
        } else {
            context.last_line
        }
    })
}

/// Donne au fil courant ses variables `thread_local!`, ou les lui ôte.
pub(crate) fn set_locals(locals: Option<Rc<Locals>>) {
    let before = with(|session| std::mem::replace(&mut session.current().1.locals, locals));
    drop(before);
}

/// Les variables `thread_local!` du fil courant.
pub(crate) fn locals() -> Rc<Locals> {
    with(|session| session.current().1.locals.clone())
        .expect("un fil a ses variables jusqu'à sa fin")
}

/// Interdit au fil courant toute opération, et dit pourquoi ; `None` lève
/// l'interdiction.
pub(crate) fn forbid(reason: Option<&'static str>) {
    with(|session| session.current().1.forbidden = reason);
}

/// Arrête l'exploration à la prochaine opération du fil courant.
pub(crate) fn give_up(abort: Abort) {
    with(|session| session.current().1.given_up = Some(abort));
}

/// Vrai si le programme n'a pas encore lancé de fil.
pub(crate) fn is_alone() -> bool {
    with(|session| session.contexts.len() == 1 && session.bodies.is_empty())
}

/// Retient un affichage, à faire avant la prochaine opération du fil courant.
pub(crate) fn show_later(shown: Shown) {
    with(|session| session.current().1.prints.push(shown));
}

/// Fait les affichages retenus.
pub(crate) fn show_now() {
    for shown in with(|session| std::mem::take(&mut session.current().1.prints)) {
        io::show(shown.stdout, &shown.text, shown.line);
    }
}

/// L'objet de rang `rank` parmi ceux que tout programme a ; chaque fil le crée
/// quand il le rencontre.
pub(crate) fn known_object(rank: u8, name: &'static str, object: Object) -> ObjectId {
    with(|session| {
        let site = Site {
            line: 0,
            static_name: Some(name),
            kind: None,
            type_name: "",
        };
        let id = session.object(ObjectKey::Known(rank), site);
        let (_, context) = session.current();
        if context.statics.insert(id) {
            context.effects.push(Effect::Create(id, object));
        }
        id
    })
}

/// Note un changement que le fil courant fait sans attendre.
pub(crate) fn effect(effect: Effect) {
    with(|session| session.current().1.effects.push(effect));
}

/// Le fil courant calcule la valeur d'une branche `send` : elle ne doit rien
/// annoncer.
pub(crate) fn set_busy(busy: bool) {
    with(|session| session.current().1.busy = busy);
}

/// Note qu'on entre (`true`) dans la destruction d'un `Arc`, ou qu'on en sort.
pub(crate) fn in_arc_drop(entering: bool) {
    with(|session| {
        let depth = &mut session.current().1.arc_depth;
        *depth = if entering {
            *depth + 1
        } else {
            depth.saturating_sub(1)
        };
    });
}

/// Note la ligne où le fil courant panique, et ce qu'il en dit.
pub(crate) fn note_panic(line: u32, message: &str) {
    with(|session| {
        let (_, context) = session.current();
        context.panic_line = line;
        context.panicking = true;
        context.panics.push((line, message.to_owned()));
    });
}

/// Vrai si le fil courant déroule sa pile après une panique. Celui de la
/// bibliothèque standard confondrait les fils du modèle.
pub(crate) fn panicking() -> bool {
    with(|session| session.current().1.panicking)
}

/// Note que la panique du fil courant est rattrapée.
pub(crate) fn panic_caught() {
    with(|session| {
        let (_, context) = session.current();
        context.panics.pop();
        context.panicking = !context.panics.is_empty();
    });
}

/// Vrai si une modification de la session est en cours.
pub(crate) fn is_busy() -> bool {
    SESSION.with(|session| session.try_borrow_mut().is_err())
}

/// Ce qu'annonce le fil courant, qui a débordé à la ligne `line` d'une pile de
/// `size` octets ; la ligne est approchée si elle n'est pas `exact`.
pub(crate) fn overflow_step(line: u32, exact: bool, size: usize) -> Step {
    let size = match size {
        size if size >= 1 << 20 && size % (1 << 20) == 0 => format!("{} Mio", size >> 20),
        size => format!("{} Kio", size.div_ceil(1 << 10)),
    };
    let (line, exact) = match line {
        0 => (with(|session| session.current().1.last_line), false),
        line => (line, exact),
    };
    let near = if exact || line == 0 {
        ""
    } else {
        ", vers cette ligne"
    };
    let why = format!("la pile du fil, de {size}, déborde{near} : une récursion trop profonde ?");
    last_step(ProcessEnd::Abort(why.into()), line)
}

/// Ce qu'annonce le fil courant, qui vient d'avorter.
pub(crate) fn abort_step() -> Step {
    let (line, why) = with(|session| {
        let (_, context) = session.current();
        match context.panics.as_slice() {
            [.., (at, first), (line, second)] => (
                *line,
                format!(
                    "panique dans un destructeur ({second}) pendant une autre panique (ligne {at} : {first})"
                ),
            ),
            [(line, only)] => (
                *line,
                format!("panique que rien ne peut rattraper : {only}"),
            ),
            [] => (context.last_line, "le processus avorte".to_owned()),
        }
    });
    last_step(ProcessEnd::Abort(why.into()), line)
}

fn last_step(end: ProcessEnd, line: u32) -> Step {
    Step {
        effects: with(|session| std::mem::take(&mut session.current().1.effects)),
        next: Next::Op(Op::EndProcess(end)),
        line,
    }
}

/// Nomme un objet que le fil courant crée, et le crée.
pub(crate) fn new_object(line: u32, object: Object) -> ObjectId {
    with(|session| {
        let (by, context) = session.current();
        let rank = context.objects;
        context.objects += 1;
        let id = session.object(
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
    let id = with(|session| {
        let (rank, offset) = session
            .statics
            .iter()
            .enumerate()
            .find_map(|(rank, area)| Some((rank, area.offset_of(address)?)))?;
        let site = Site {
            line: session.statics[rank].line,
            static_name: Some(session.statics[rank].name),
            kind: None,
            type_name: "",
        };
        Some(session.object(ObjectKey::Static { rank, offset }, site))
    })?;
    let met = with(|session| !session.current().1.statics.insert(id));
    if met {
        return Some(id);
    }
    let known = with(|session| session.initial_tokens.get(&id).copied());
    let token = known.unwrap_or_else(|| {
        let inspected = inspect();
        with(|session| {
            let token = session.initial_token(id, inspected);
            session.initial_tokens.insert(id, token);
            token
        })
    });
    // Chaque fil crée les `static` qu'il rencontre, selon sa seule histoire :
    // une création en double est sans effet.
    effect(Effect::Create(id, make(token)));
    Some(id)
}

/// L'empreinte de `value`, que le fil courant vient de produire.
#[inline(never)]
pub(crate) fn fingerprint<T: ?Sized>(value: &T) -> Token {
    let inspected = value::inspect(value);
    with(|session| {
        // L'affichage d'une référence dit ce qu'elle désigne, pas que d'autres
        // peuvent le changer.
        let told = matches!(inspected, Some((_, _, true)));
        let lent = session.lends && (!told || std::any::type_name::<T>().contains('&'));
        if session.identity == Identity::History || told && !lent {
            return session.fingerprint(inspected);
        }
        let (thread, _) = session.current();
        let from = std::ptr::from_ref(value).cast::<u8>() as usize;
        let to = from + size_of_val(value);
        let (bytes, borrows) = scan::of_value(from, to, &session.stacks, thread.0, lent);
        if told && !borrows {
            return session.fingerprint(inspected);
        }
        let type_id = typeid::of::<T>();
        let text = inspected.map(|(_, text, _)| text.into());
        let token = session.token(TokenKey::Bytes { type_id, bytes }, text);
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

/// Note que des fils se prêtent des variables.
pub(crate) fn lend() {
    with(|session| session.lends = true);
}

/// Vrai si cette réponse donne une valeur qui désigne des variables d'une pile.
pub(crate) fn gives_borrow(response: &Response) -> bool {
    with(|session| {
        let borrows = |token: &Token| session.borrowing.contains(token);
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
    })
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
            memory::pins::pin(address, object, anonymous);
        }
    });
}

/// Note que le fil courant tient le contenu d'un verrou.
pub(crate) fn hold<T: ?Sized>(lock: ObjectId, content: &T) {
    let from = std::ptr::from_ref(content).cast::<u8>() as usize;
    let to = from + size_of_val(content);
    with(|session| session.current().1.held.push(Held { lock, from, to }));
}

/// Note que le fil courant ne tient plus le contenu d'un verrou.
pub(crate) fn release(lock: ObjectId) {
    with(|session| {
        let held = &mut session.current().1.held;
        if let Some(rank) = held.iter().rposition(|held| held.lock == lock) {
            held.remove(rank);
        }
    });
}

/// Note que le fil courant emprunte le contenu d'un verrou : ce contenu, qui va
/// changer, sera désormais celui que dit la mémoire du fil à chacune de ses
/// annonces, jusqu'à ce que quelqu'un prenne le verrou.
pub(crate) fn borrow(lock: ObjectId) {
    with(|session| {
        let borrowed = &mut session.current().1.borrowed;
        if !borrowed.contains(&lock) {
            borrowed.push(lock);
        }
    });
}

/// Le fil courant prend ce verrou : il ne l'emprunte plus.
pub(crate) fn end_borrow(lock: ObjectId) {
    with(|session| session.current().1.borrowed.retain(|other| *other != lock));
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
        self.token(key, None)
    }

    /// Vrai si cette empreinte ne dit que le contenu : celles qui viennent des
    /// octets peuvent aussi compter des octets morts.
    pub fn is_exact(&self, token: Token) -> bool {
        matches!(
            self.tokens.keys[token.0 as usize],
            TokenKey::Content { .. } | TokenKey::Initial(_)
        )
    }
}

impl Session {
    /// L'empreinte d'une valeur déjà inspectée, produite par le fil courant.
    pub fn fingerprint(&mut self, inspected: Option<Inspected>) -> Token {
        match inspected {
            Some((type_id, text, true)) => {
                let text: Rc<str> = text.into();
                let key = TokenKey::Content {
                    type_id,
                    text: text.clone(),
                };
                self.token(key, Some(text))
            }
            other => {
                let (_, context) = self.current();
                let key = TokenKey::Opaque {
                    node: context.node,
                    rank: context.tokens,
                };
                context.tokens += 1;
                self.token(key, other.map(|(_, text, _)| text.into()))
            }
        }
    }

    /// L'empreinte de la valeur initiale d'une `static`.
    fn initial_token(&mut self, id: ObjectId, inspected: Option<Inspected>) -> Token {
        match inspected {
            Some((_, _, true)) => self.fingerprint(inspected),
            other => self.token(TokenKey::Initial(id), other.map(|(_, text, _)| text.into())),
        }
    }

    /// L'empreinte de ce qu'un fil a pu écrire jusqu'à l'étape `node`.
    pub fn history(&mut self, node: u32) -> Token {
        self.token(
            TokenKey::Opaque {
                node,
                rank: u32::MAX,
            },
            None,
        )
    }
}

/// Donne un numéro à chaque clé, toujours le même.
struct Interner<K> {
    ids: FxHashMap<K, u32>,
    keys: Vec<K>,
}

impl<K> Default for Interner<K> {
    fn default() -> Self {
        Self {
            ids: FxHashMap::default(),
            keys: Vec::new(),
        }
    }
}

impl<K: Clone + Eq + Hash> Interner<K> {
    fn intern(&mut self, key: K) -> (u32, bool) {
        if let Some(&id) = self.ids.get(&key) {
            return (id, false);
        }
        let id = u32::try_from(self.keys.len()).expect("moins de quatre milliards d'objets");
        self.keys.push(key.clone());
        self.ids.insert(key, id);
        (id, true)
    }
}
