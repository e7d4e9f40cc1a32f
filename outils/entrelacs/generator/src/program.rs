//! Le petit langage des programmes tirés.

use std::collections::BTreeSet;

/// Le nombre de registres d'un fil : `r[0]`, `r[1]`…
pub const REGISTERS: usize = 4;

/// Un programme : des objets partagés, et le corps de chaque fil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Les objets, que `main` crée en commençant.
    pub objects: Vec<Object>,
    /// Les corps ; le premier est celui de `main`, chacun est lancé au plus une
    /// fois.
    pub bodies: Vec<Body>,
    /// Vrai pour continuer avec un verrou empoisonné, faux pour paniquer.
    pub tolerant: bool,
}

/// Le corps d'un fil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Le corps qui le lance ; le sien pour `main`.
    pub parent: usize,
    /// Vrai pour un fil d'une portée : il écrit dans une cellule de son parent.
    pub scoped: bool,
    /// Vrai s'il ne détruit jamais ses bouts de canal ni ses `Arc` comptés : il les
    /// garde par `Box::leak`. Il ne lance alors aucun fil.
    pub leaks: bool,
    /// Ce qu'il fait.
    pub statements: Vec<Stmt>,
    /// Ce qu'il rend.
    pub result: Expr,
}

impl Body {
    /// Un fil ordinaire, lancé par `main`, qui rend 0.
    pub fn of(statements: Vec<Stmt>) -> Self {
        Self {
            parent: 0,
            scoped: false,
            leaks: false,
            statements,
            result: Expr::Const(0),
        }
    }
}

/// Un objet partagé.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// `Mutex`.
    Mutex(Content),
    /// `RwLock`.
    RwLock(Content),
    /// `AtomicI64`, qui vaut d'abord zéro.
    Atomic,
    /// Un canal.
    Channel(Pipe),
    /// `Condvar`.
    Condvar,
    /// `Barrier`.
    Barrier(usize),
    /// `OnceLock<String>`.
    Once,
    /// `Arc<String>`, dont on compte les propriétaires.
    Counted,
}

/// Un canal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pipe {
    /// Sa taille ; sans elle, il n'a pas de limite.
    pub capacity: Option<usize>,
    /// Ce qu'il porte.
    pub payload: Payload,
    /// Vrai pour un canal de `std::sync::mpsc`.
    pub mpsc: bool,
}

impl Pipe {
    /// Un canal de crossbeam qui porte des entiers.
    pub fn ints(capacity: Option<usize>) -> Object {
        Object::Channel(Self {
            capacity,
            payload: Payload::Int,
            mpsc: false,
        })
    }
}

/// Ce que protège un verrou.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Un entier : écrire le remplace.
    Int,
    /// Un `Vec<String>` : écrire y ajoute un texte, lire donne sa longueur.
    List,
    /// Un `Box<dyn Forme>` : écrire le remplace, lire donne son aire.
    Shape,
}

/// Ce que porte un canal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// `i64`.
    Int,
    /// `String`.
    Text,
    /// Un entier, ou un émetteur à qui répondre.
    Message,
}

/// Une valeur calculée par un fil, seul.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expr {
    /// Une constante.
    Const(i64),
    /// Un registre, plus une constante.
    Reg(usize, i64),
    /// Le nombre que donne la valeur privée du fil.
    Private,
    /// Ce qu'un fil d'une portée a écrit dans la cellule de son rang, lu par son
    /// parent après la portée.
    Cell(usize),
    /// Un registre du parent, tel qu'il était au début de la portée, que le fil
    /// emprunte.
    Lent(usize),
}

/// Une condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cond {
    /// Le registre vaut cette valeur.
    Is(usize, i64),
    /// Le registre est inférieur à cette valeur.
    Less(usize, i64),
    /// Le registre est supérieur à cette valeur.
    More(usize, i64),
}

/// La valeur privée qu'un fil se fait, d'un entier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Make {
    /// Un `String` de cette longueur.
    Text,
    /// Un `Vec` d'entiers.
    List,
    /// Un `Box<dyn Forme>`.
    Shape,
    /// Une fermeture qui capture l'entier.
    Closure,
    /// Un `Rc`.
    Shared,
    /// Un `Arc`.
    Owned,
    /// Un `vec::IntoIter` entamé : 10 et 20, ou 20 seul.
    Rest,
}

/// Comment prendre un verrou.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// `lock`.
    Lock,
    /// `try_lock`.
    TryLock,
    /// `read`.
    Read,
    /// `write`.
    Write,
    /// `try_read`.
    TryRead,
    /// `try_write`.
    TryWrite,
}

impl How {
    /// Vrai si le verrou n'est pris qu'en lecture.
    pub fn reads(self) -> bool {
        matches!(self, Self::Read | Self::TryRead)
    }

    /// Vrai si l'on n'attend pas.
    pub fn tries(self) -> bool {
        matches!(self, Self::TryLock | Self::TryRead | Self::TryWrite)
    }
}

/// Combien de temps attend une opération de canal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Autant qu'il faut.
    Block,
    /// Pas du tout.
    Now,
    /// Un certain temps.
    Timeout,
}

/// Une opération atomique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtomicOp {
    /// Lit.
    Load,
    /// Ajoute.
    Add(i64),
    /// Écrit et rend l'ancienne valeur.
    Swap(Expr),
    /// Écrit si la valeur est la première ; rend celle qui était là.
    Exchange(i64, Expr),
    /// Garde la plus grande.
    Max(i64),
    /// Double, par `fetch_update`.
    Double,
}

/// Une opération sur une `OnceLock`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnceOp {
    /// `get_or_init` ; vrai pour que l'initialisation affiche.
    Init(Expr, bool),
    /// `get`, qui donne -1 s'il n'y a rien.
    Get,
    /// `set`, qui donne 1 si la valeur est prise.
    Set(Expr),
}

/// Une branche d'un `select!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arm {
    /// Le canal.
    pub channel: usize,
    /// Ce qu'elle fait.
    pub kind: ArmKind,
    /// La suite.
    pub body: Vec<Stmt>,
}

impl Arm {
    /// Une branche sans suite.
    pub fn alone(channel: usize, kind: ArmKind) -> Self {
        let body = Vec::new();
        Self {
            channel,
            kind,
            body,
        }
    }
}

/// Le sens d'une branche.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArmKind {
    /// Reçoit dans un registre.
    Recv(usize),
    /// Envoie.
    Send(Expr),
}

/// Une opération qui donne un nombre. Un envoi donne 1 s'il est fait, 0 s'il aurait
/// fallu attendre, -1 si le canal est fermé ; une réception donne la valeur, -2 s'il
/// aurait fallu attendre, -1 si le canal est fermé.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Le contenu d'un verrou que le fil tient.
    Get(usize),
    /// `is_poisoned`.
    IsPoisoned(usize),
    /// Une opération atomique.
    Atomic(usize, AtomicOp),
    /// Attend à une barrière ; 1 pour le meneur.
    Barrier(usize),
    /// Une opération sur une `OnceLock`.
    Once(usize, OnceOp),
    /// Envoie.
    Send(usize, Expr, Mode),
    /// Reçoit. À un émetteur reçu, répond 7, et donne 100.
    Recv(usize, Mode),
    /// Envoie dans le premier canal un émetteur du second.
    Request(usize, usize),
    /// Le nombre de messages en attente, vu du récepteur.
    Len(usize),
    /// Le même nombre, vu de l'émetteur.
    LenTx(usize),
    /// Attend un fil ; donne ce qu'il rend, ou -1.
    Join(usize),
    /// Demande si un fil est fini.
    IsFinished(usize),
    /// `Arc::strong_count`.
    Count(usize),
}

/// Une instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stmt {
    /// Un registre prend une valeur.
    Set(usize, Expr),
    /// Un registre prend ce que donne une opération.
    Let(usize, Op),
    /// Le fil se fait une valeur privée.
    Make(Make, Expr),
    /// Le fil oublie sa valeur privée.
    Forget,
    /// Le registre prend la valeur plus un, écrite et lue dans un `Mutex` neuf.
    Fresh(usize, Expr),
    /// Un fil d'une portée écrit dans la cellule qu'il emprunte.
    Outer(Expr),
    /// Une alternative.
    If(Cond, Vec<Stmt>, Vec<Stmt>),
    /// Une boucle comptée dans un registre.
    Repeat(usize, i64, Vec<Stmt>),
    /// Une boucle sans fin, ou jusqu'à un [`Stmt::Break`].
    Loop(Vec<Stmt>),
    /// Quitte la boucle la plus proche.
    Break,
    /// Panique.
    Panic,
    /// `process::exit(3)`.
    Exit,
    /// `catch_unwind` ; le registre vaut 1 après une panique, sinon 0.
    Catch(usize, Vec<Stmt>),
    /// Affiche un mot et des valeurs.
    Print(String, Vec<Expr>),
    /// Prend un verrou, fait le premier bloc, et le rend ; ou fait le second si le
    /// verrou n'est pas pris.
    Lock(usize, How, Vec<Stmt>, Vec<Stmt>),
    /// Écrit dans un verrou que le fil tient en écriture.
    Put(usize, Expr),
    /// Attend une condition, avec le dernier verrou pris.
    Wait(usize, usize),
    /// La même chose, au plus un certain temps ; le registre vaut 1 si le délai a
    /// expiré.
    WaitTimeout(usize, usize, usize),
    /// Attend tant que le contenu donne ce nombre.
    WaitWhile(usize, usize, i64),
    /// Réveille un fil, ou tous.
    Notify(usize, bool),
    /// `clear_poison`.
    ClearPoison(usize),
    /// Écrit une valeur atomique.
    Store(usize, Expr),
    /// Reçoit dans un registre jusqu'à la fermeture.
    Iter(usize, usize, Vec<Stmt>),
    /// Détruit un émetteur.
    DropTx(usize),
    /// Détruit un récepteur.
    DropRx(usize),
    /// `select!`, et ce qu'il fait si aucune branche n'est prête à temps.
    Select(Vec<Arm>, Mode, Vec<Stmt>),
    /// Lance un fil.
    Spawn(usize),
    /// Une portée : à son premier niveau, on y lance et attend des fils d'une portée.
    Scope(Vec<Stmt>),
    /// `park`.
    Park,
    /// `park_timeout`.
    ParkTimeout,
    /// Réveille un fil qu'on a lancé.
    Unpark(usize),
    /// Réveille le fil qui nous a lancés.
    UnparkParent,
    /// `yield_now`.
    Yield,
    /// `sleep`.
    Sleep,
    /// Fait un bloc en tenant un `Arc` de plus.
    Owner(usize, Vec<Stmt>),
}

macro_rules! blocks {
    ($statement:ident, $iter:ident, $body:expr) => {
        match $statement {
            Self::If(_, a, b) | Self::Lock(_, _, a, b) => vec![a, b],
            Self::Repeat(_, _, a)
            | Self::Loop(a)
            | Self::Catch(_, a)
            | Self::Iter(_, _, a)
            | Self::Scope(a)
            | Self::Owner(_, a) => vec![a],
            Self::Select(arms, _, otherwise) => {
                let bodies = arms.$iter().map($body);
                bodies.chain([otherwise]).collect()
            }
            _ => Vec::new(),
        }
    };
}

impl Stmt {
    /// Fait ce bloc si la condition est vraie.
    pub fn when(cond: Cond, body: Vec<Self>) -> Self {
        Self::If(cond, body, Vec::new())
    }

    /// Fait ce bloc en tenant un `Mutex`.
    pub fn locked(lock: usize, body: Vec<Self>) -> Self {
        Self::Lock(lock, How::Lock, body, Vec::new())
    }

    /// Une opération atomique, dont le résultat va dans un registre.
    pub fn atomic(id: usize, op: AtomicOp, reg: usize) -> Self {
        Self::Let(reg, Op::Atomic(id, op))
    }

    /// Les blocs de cette instruction.
    pub fn blocks(&self) -> Vec<&Vec<Self>> {
        blocks!(self, iter, |arm| &arm.body)
    }

    /// Les blocs de cette instruction, à modifier.
    pub fn blocks_mut(&mut self) -> Vec<&mut Vec<Self>> {
        blocks!(self, iter_mut, |arm| &mut arm.body)
    }

    /// Vrai si un autre fil peut remarquer cette instruction, quelle que soit la
    /// suite : une boucle en contient une à chaque tour.
    pub fn is_visible(&self) -> bool {
        !matches!(
            self,
            Self::Set(..)
                | Self::Make(..)
                | Self::Forget
                | Self::Fresh(..)
                | Self::Outer(_)
                | Self::If(..)
                | Self::Repeat(..)
                | Self::Break
                | Self::Panic
                | Self::Catch(..)
                | Self::Let(_, Op::Get(_))
                | Self::Put(..)
        )
    }
}

/// Les objets qu'un corps tient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Les verrous et le reste.
    pub shared: BTreeSet<usize>,
    /// Les canaux dont il a un émetteur.
    pub tx: BTreeSet<usize>,
    /// Les canaux dont il a un récepteur.
    pub rx: BTreeSet<usize>,
    /// Les `Arc` comptés dont il a un propriétaire.
    pub counted: BTreeSet<usize>,
}

impl Program {
    /// Ce que tient le corps `body` : tout pour `main` ; pour les autres, ce qu'ils
    /// nomment, et ce que nomment les fils qu'ils lancent.
    pub fn uses(&self, body: usize) -> Uses {
        let mut uses = Uses::default();
        if body != 0 {
            self.collect(&self.bodies[body].statements, &mut uses);
            return uses;
        }
        for (id, object) in self.objects.iter().enumerate() {
            match object {
                Object::Channel(_) => {
                    uses.tx.insert(id);
                    uses.rx.insert(id)
                }
                Object::Counted => uses.counted.insert(id),
                _ => uses.shared.insert(id),
            };
        }
        uses
    }

    fn collect(&self, statements: &[Stmt], uses: &mut Uses) {
        for statement in statements {
            match statement {
                Stmt::Lock(id, ..)
                | Stmt::ClearPoison(id)
                | Stmt::Store(id, _)
                | Stmt::Notify(id, _)
                | Stmt::Let(
                    _,
                    Op::IsPoisoned(id) | Op::Atomic(id, _) | Op::Barrier(id) | Op::Once(id, _),
                ) => uses.shared.extend([*id]),
                Stmt::Wait(condvar, lock)
                | Stmt::WaitTimeout(condvar, lock, _)
                | Stmt::WaitWhile(condvar, lock, _) => uses.shared.extend([*condvar, *lock]),
                Stmt::DropTx(id) | Stmt::Let(_, Op::Send(id, ..) | Op::LenTx(id)) => {
                    uses.tx.extend([*id]);
                }
                Stmt::Let(_, Op::Request(id, reply)) => uses.tx.extend([*id, *reply]),
                Stmt::DropRx(id)
                | Stmt::Iter(id, ..)
                | Stmt::Let(_, Op::Recv(id, _) | Op::Len(id)) => uses.rx.extend([*id]),
                Stmt::Owner(id, _) | Stmt::Let(_, Op::Count(id)) => uses.counted.extend([*id]),
                Stmt::Select(arms, ..) => arms.iter().for_each(|arm| match arm.kind {
                    ArmKind::Recv(_) => uses.rx.extend([arm.channel]),
                    ArmKind::Send(_) => uses.tx.extend([arm.channel]),
                }),
                Stmt::Spawn(child) => self.collect(&self.bodies[*child].statements, uses),
                _ => {}
            }
            for block in statement.blocks() {
                self.collect(block, uses);
            }
        }
    }

    /// Le nom du fil `body`, tel que le dit l'explorateur : « main », « fil 1 »,
    /// « fil 1.1 », par rang de lancement.
    ///
    /// Un fil ne peut en lancer deux que l'un après l'autre au premier niveau, dans
    /// l'ordre de leurs numéros.
    pub fn thread_name(&self, body: usize) -> String {
        if body == 0 {
            return "main".to_owned();
        }
        let mut path = Vec::new();
        let mut at = body;
        while at != 0 {
            let parent = self.bodies[at].parent;
            let before = (1..at).filter(|&other| self.bodies[other].parent == parent);
            path.push((before.count() + 1).to_string());
            at = parent;
        }
        path.reverse();
        format!("fil {}", path.join("."))
    }

    /// Le canal de ce rang.
    ///
    /// # Panics
    ///
    /// Si c'est un autre objet.
    pub fn pipe(&self, object: usize) -> Pipe {
        match self.objects[object] {
            Object::Channel(pipe) => pipe,
            other => unreachable!("un canal, pas {other:?}"),
        }
    }

    /// Vrai si ce programme a un texte que rustc accepte et si ses boucles avancent :
    /// chacune fait à chaque tour une étape que les autres voient ; les fils sont
    /// lancés au premier niveau, dans l'ordre, et attendus ensuite au plus une fois ;
    /// on ne lit que sous la garde qu'il faut ; rien ne sert une fois détruit.
    pub fn is_well_formed(&self) -> bool {
        (0..self.bodies.len()).all(|rank| {
            let body = &self.bodies[rank];
            let children =
                (1..self.bodies.len()).filter(|&child| self.bodies[child].parent == rank);
            let mut threads = Threads::default();
            loops_advance(&body.statements, false)
                && guarded(&body.statements, &mut Vec::new())
                && self.threads_placed(&body.statements, Level::Top, rank, &mut threads)
                // Un fil jamais lancé fausserait les noms des suivants.
                && children.eq(threads.spawned.iter().copied())
                && self.ends_live(&body.statements, &mut Uses::default())
        })
    }

    fn threads_placed(
        &self,
        statements: &[Stmt],
        level: Level,
        body: usize,
        threads: &mut Threads,
    ) -> bool {
        statements.iter().all(|statement| {
            let scoped = |child: usize| self.bodies[child].scoped;
            let level_of = |child: usize| match scoped(child) {
                true => Level::Scope,
                false => Level::Top,
            };
            let live = |threads: &Threads, child: &usize| {
                threads.spawned.contains(child) && !threads.joined.contains(child)
            };
            let Body { leaks, .. } = self.bodies[body];
            let fits = match statement {
                Stmt::Spawn(child) => {
                    let ordered = threads.spawned.last() < Some(child);
                    threads.spawned.push(*child);
                    level == level_of(*child)
                        && ordered
                        && self.bodies[*child].parent == body
                        && !leaks
                }
                Stmt::Let(_, Op::Join(child)) => {
                    let fits = level == level_of(*child) && live(threads, child);
                    threads.joined.push(*child);
                    fits
                }
                Stmt::Let(_, Op::IsFinished(child)) | Stmt::Unpark(child) => {
                    !scoped(*child) && live(threads, child)
                }
                Stmt::UnparkParent => body != 0,
                Stmt::Outer(_) | Stmt::Set(_, Expr::Lent(_)) => scoped(body),
                Stmt::Scope(_) => level == Level::Top,
                Stmt::DropTx(_) | Stmt::DropRx(_) => level != Level::Inner && !leaks,
                _ => true,
            };
            let inner = match statement {
                Stmt::Scope(_) => Level::Scope,
                _ => Level::Inner,
            };
            let mut blocks = statement.blocks().into_iter();
            let placed =
                fits && blocks.all(|block| self.threads_placed(block, inner, body, threads));
            if matches!(statement, Stmt::Scope(_)) {
                // Ses fils sont finis ; leurs poignées n'existent plus.
                let ended = threads.spawned.iter().filter(|&&child| scoped(child));
                threads.joined.extend(ended);
            }
            placed
        })
    }

    fn ends_live(&self, statements: &[Stmt], gone: &mut Uses) -> bool {
        statements.iter().all(|statement| {
            if let Stmt::Scope(inside) = statement {
                return self.ends_live(inside, gone);
            }
            let mut used = Uses::default();
            self.collect(std::slice::from_ref(statement), &mut used);
            if !used.tx.is_disjoint(&gone.tx) || !used.rx.is_disjoint(&gone.rx) {
                return false;
            }
            match statement {
                Stmt::DropTx(channel) => gone.tx.extend([*channel]),
                Stmt::DropRx(channel) => gone.rx.extend([*channel]),
                Stmt::Spawn(_) => {
                    let mpsc = used.rx.iter().filter(|&&channel| self.pipe(channel).mpsc);
                    gone.rx.extend(mpsc);
                }
                _ => {}
            }
            true
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Top,
    Scope,
    Inner,
}

#[derive(Default)]
struct Threads {
    spawned: Vec<usize>,
    joined: Vec<usize>,
}

/// Ce que tient un bloc : un verrou, en écriture ou non, ou autre chose.
type Guard = Option<(usize, bool)>;

fn guarded(statements: &[Stmt], held: &mut Vec<Guard>) -> bool {
    fn holding(guard: Guard, body: &[Stmt], held: &mut Vec<Guard>) -> bool {
        held.push(guard);
        let inside = guarded(body, held);
        held.pop();
        inside
    }
    statements.iter().all(|statement| {
        let writes = |held: &[Guard], lock: usize| held.contains(&Some((lock, true)));
        match statement {
            Stmt::Let(_, Op::Get(lock)) => {
                held.contains(&Some((*lock, false))) || writes(held, *lock)
            }
            Stmt::Put(lock, _) => writes(held, *lock),
            Stmt::Wait(_, lock) | Stmt::WaitTimeout(_, lock, _) | Stmt::WaitWhile(_, lock, _) => {
                held.last() == Some(&Some((*lock, true)))
            }
            Stmt::Lock(lock, how, body, otherwise) => {
                let again =
                    |&(other, writes): &(usize, bool)| other == *lock && (writes || !how.reads());
                !held.iter().flatten().any(again)
                    && holding(Some((*lock, !how.reads())), body, held)
                    && guarded(otherwise, held)
            }
            Stmt::Owner(_, body) => holding(None, body, held),
            // Les gardes du dehors n'y servent pas.
            Stmt::Catch(_, body) => guarded(body, &mut Vec::new()),
            Stmt::Scope(body) => held.is_empty() && guarded(body, held),
            other => other.blocks().into_iter().all(|block| guarded(block, held)),
        }
    })
}

fn loops_advance(statements: &[Stmt], inside: bool) -> bool {
    statements.iter().all(|statement| match statement {
        Stmt::Break => inside,
        Stmt::Loop(body) => body.first().is_some_and(Stmt::is_visible) && loops_advance(body, true),
        // Un `break` ne traverse ni une fermeture, ni une portée.
        Stmt::Catch(_, body) | Stmt::Scope(body) => loops_advance(body, false),
        Stmt::Repeat(_, _, body) | Stmt::Iter(_, _, body) => loops_advance(body, true),
        other => other
            .blocks()
            .into_iter()
            .all(|block| loops_advance(block, inside)),
    })
}
