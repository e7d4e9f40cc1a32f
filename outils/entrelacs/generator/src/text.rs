//! Le texte Rust d'un programme : ce qu'écrirait quelqu'un.
//!
//! Les bouts de canal se déclarent à l'envers de leurs rangs, pour que chaque fil les
//! détruise dans l'ordre : le récepteur d'un canal, puis son émetteur.

use crate::program::{
    Arm, ArmKind, AtomicOp, Body, Cond, Content, Expr, How, Make, Mode, Object, OnceOp, Op,
    Payload, Pipe, Program, REGISTERS, Stmt,
};
use std::cell::Cell;

const SHAPE: &str = "trait Forme: Send + Sync {
    fn aire(&self) -> i64;
}

struct Carre(i64);
struct Barre(i64);

impl Forme for Carre {
    fn aire(&self) -> i64 {
        self.0.wrapping_mul(self.0)
    }
}

impl Forme for Barre {
    fn aire(&self) -> i64 {
        self.0
    }
}

fn forme(cote: i64) -> Box<dyn Forme> {
    if cote % 2 == 0 { Box::new(Carre(cote)) } else { Box::new(Barre(cote)) }
}
";

const PRIVATE: &str = "enum Prive {
    Rien,
    Texte(String),
    Liste(Vec<i64>),
    Forme(Box<dyn Forme>),
    Fermeture(Box<dyn Fn(i64) -> i64>),
    Partage(Rc<i64>),
    Commun(Arc<i64>),
    Reste(std::vec::IntoIter<i64>),
}

impl Prive {
    fn nombre(&self) -> i64 {
        match self {
            Prive::Rien => 0,
            Prive::Texte(texte) => texte.len() as i64,
            Prive::Liste(liste) => liste.iter().sum(),
            Prive::Forme(forme) => forme.aire(),
            Prive::Fermeture(appel) => appel(1),
            Prive::Partage(valeur) => **valeur,
            Prive::Commun(valeur) => **valeur,
            Prive::Reste(reste) => reste.as_slice().iter().sum(),
        }
    }
}
";

const MESSAGE: &str = "enum Message {
    Valeur(i64),
    Reponse(crossbeam_channel::Sender<i64>),
}

fn lu(message: Message) -> i64 {
    match message {
        Message::Valeur(valeur) => valeur,
        Message::Reponse(reponse) => {
            let _ = reponse.send(7);
            100
        }
    }
}
";

const CELL: &str = "#[derive(Default)]
struct Cellule {
    valeur: i64,
    dit: String,
}
";

const NUMBER: &str = "fn nombre(texte: &str) -> i64 {
    texte.parse().unwrap()
}
";

/// Ce que déclare un programme, selon les mots de son `main`.
const PRELUDE: &[(&str, &[&str])] = &[
    (SHAPE, &["forme(", "prive"]),
    (PRIVATE, &["prive"]),
    (MESSAGE, &["Message"]),
    (CELL, &["Cellule"]),
    (NUMBER, &["nombre(&", "nombre(o"]),
];

/// Ce qu'il importe, selon ses mots.
const IMPORTS: &[(&str, &str)] = &[
    ("crossbeam_channel::select", "select!"),
    ("crossbeam_channel::{bounded, unbounded}", "bounded"),
    (
        "std::panic::{AssertUnwindSafe, catch_unwind}",
        "catch_unwind",
    ),
    ("std::rc::Rc", "Rc"),
    ("std::sync::atomic::{AtomicI64, Ordering::SeqCst}", "Atomic"),
    ("std::sync::Arc", "Arc"),
    ("std::sync::Barrier", "Barrier::"),
    ("std::sync::Condvar", "Condvar"),
    ("std::sync::Mutex", "Mutex"),
    ("std::sync::OnceLock", "OnceLock"),
    ("std::sync::PoisonError", "PoisonError"),
    ("std::sync::RwLock", "RwLock"),
    ("std::sync::TryLockError", "TryLockError"),
    ("std::sync::mpsc", "mpsc::"),
    ("std::thread", "thread"),
    ("std::time::Duration", "Duration"),
];

/// Le texte de `program`, que rustc accepte tel quel, et qui n'emploie que std et
/// crossbeam-channel.
pub fn rust(program: &Program) -> String {
    rust_between(program, "")
}

/// Comme [`rust`], avec `before` devant chaque instruction : de quoi laisser passer
/// les autres fils.
pub fn rust_between(program: &Program, before: &str) -> String {
    let mut writer = Writer {
        program,
        before,
        text: String::new(),
        depth: 1,
        private: Cell::new(false),
    };
    writer.main();
    let main = writer.text;
    let needed = PRELUDE
        .iter()
        .filter(|(_, words)| words.iter().any(|word| main.contains(word)));
    let prelude: String = needed.map(|(part, _)| format!("\n{part}")).collect();
    let used = IMPORTS
        .iter()
        .filter(|(_, word)| main.contains(word) || prelude.contains(word));
    let imports: String = used.map(|(path, _)| format!("use {path};\n")).collect();
    format!("{imports}{prelude}\nfn main() {{\n{main}}}\n")
}

const LIMIT: &str = "Duration::from_millis(1)";

struct Writer<'a> {
    program: &'a Program,
    before: &'a str,
    text: String,
    depth: usize,
    /// Vrai si le corps en cours se sert de la valeur privée de son fil.
    private: Cell<bool>,
}

/// Écrit une ligne.
macro_rules! line {
    ($writer:ident, $($text:tt)+) => {
        $writer.line(&format!($($text)+))
    };
}

/// Écrit la ligne qui ouvre un bloc.
macro_rules! open {
    ($writer:ident, $($text:tt)+) => {{
        $writer.line(&format!($($text)+));
        $writer.depth += 1;
    }};
}

fn cond(cond: Cond) -> String {
    match cond {
        Cond::Is(reg, value) => format!("r[{reg}] == {value}"),
        Cond::Less(reg, value) => format!("r[{reg}] < {value}"),
        Cond::More(reg, value) => format!("r[{reg}] > {value}"),
    }
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        self.text += &"    ".repeat(self.depth);
        self.text += line;
        self.text.push('\n');
    }

    fn close(&mut self, line: &str) {
        self.depth -= 1;
        self.line(line);
    }

    fn expr(&self, value: Expr) -> String {
        match value {
            Expr::Const(value) => value.to_string(),
            Expr::Reg(reg, 0) => format!("r[{reg}]"),
            Expr::Reg(reg, plus) => format!("r[{reg}] + {plus}"),
            Expr::Private => {
                self.private.set(true);
                "prive.nombre()".to_owned()
            }
            Expr::Cell(child) => format!("cellule{child}.valeur"),
            Expr::Lent(reg) => format!("prete[{reg}]"),
        }
    }

    /// Une expression qui précède un appel de méthode.
    fn called(&self, value: Expr) -> String {
        match value {
            Expr::Const(value) => format!("{value}i64"),
            Expr::Reg(_, plus) if plus != 0 => format!("({})", self.expr(value)),
            _ => self.expr(value),
        }
    }

    fn main(&mut self) {
        let program = self.program;
        for (id, object) in program.objects.iter().enumerate().rev() {
            let letter = letter(*object);
            let new = match *object {
                Object::Mutex(content) => format!("Mutex::new({})", content_new(content)),
                Object::RwLock(content) => format!("RwLock::new({})", content_new(content)),
                Object::Atomic => "AtomicI64::new(0)".to_owned(),
                Object::Condvar => "Condvar::new()".to_owned(),
                Object::Barrier(size) => format!("Barrier::new({size})"),
                Object::Once => "OnceLock::<String>::new()".to_owned(),
                Object::Counted => "\"compté\".to_string()".to_owned(),
                Object::Channel(Pipe {
                    capacity,
                    payload,
                    mpsc,
                }) => {
                    let of = match payload {
                        Payload::Int => "i64",
                        Payload::Text => "String",
                        Payload::Message => "Message",
                    };
                    let new = match (mpsc, capacity) {
                        (true, None) => format!("mpsc::channel::<{of}>()"),
                        (true, Some(size)) => format!("mpsc::sync_channel::<{of}>({size})"),
                        (false, None) => format!("unbounded::<{of}>()"),
                        (false, Some(size)) => format!("bounded::<{of}>({size})"),
                    };
                    line!(self, "let (tx{id}, rx{id}) = {new};");
                    continue;
                }
            };
            line!(self, "let {letter}{id} = Arc::new({new});");
        }
        for (child, body) in program.bodies.iter().enumerate() {
            if body.scoped {
                line!(self, "let mut cellule{child} = Cellule::default();");
            }
        }
        self.body(&program.bodies[0], None);
    }

    /// Les variables d'un fil, ce qu'il fait, et ce que rend `result`.
    fn body(&mut self, body: &Body, result: Option<&dyn Fn(&Self) -> String>) {
        line!(self, "let mut r = [0i64; {REGISTERS}];");
        let (start, depth) = (self.text.len(), self.depth);
        let around = self.private.replace(body.result == Expr::Private);
        self.block(&body.statements);
        if let Some(result) = result {
            self.line(&result(self));
        }
        if self.private.replace(around) {
            let declared = "    ".repeat(depth) + "let mut prive = Prive::Rien;\n";
            self.text.insert_str(start, &declared);
        }
    }

    fn block(&mut self, statements: &[Stmt]) {
        for statement in statements {
            if !self.before.is_empty() {
                self.line(self.before);
            }
            self.statement(statement);
        }
    }

    /// Un bloc, jusqu'à son accolade.
    fn closed(&mut self, statements: &[Stmt]) {
        self.block(statements);
        self.close("}");
    }

    fn content(&self, lock: usize) -> Content {
        match self.program.objects[lock] {
            Object::Mutex(content) | Object::RwLock(content) => content,
            other => unreachable!("un verrou, pas {other:?}"),
        }
    }

    /// Le nombre que donne le contenu de `lock`, nommé `name`.
    fn number(&self, lock: usize, name: &str) -> String {
        match self.content(lock) {
            Content::Int => format!("*{name}"),
            Content::List => format!("{name}.len() as i64"),
            Content::Shape => format!("{name}.aire()"),
        }
    }

    fn unwrap(&self) -> &'static str {
        match self.program.tolerant {
            true => "unwrap_or_else(PoisonError::into_inner)",
            false => "unwrap()",
        }
    }

    /// Ce qui définit ce canal.
    fn from(&self, id: usize) -> &'static str {
        match self.program.pipe(id).mpsc {
            true => "mpsc",
            false => "crossbeam_channel",
        }
    }

    /// La valeur à envoyer.
    fn message(&self, id: usize, value: Expr) -> String {
        match self.program.pipe(id).payload {
            Payload::Int => self.expr(value),
            Payload::Text => format!("{}.to_string()", self.called(value)),
            Payload::Message => format!("Message::Valeur({})", self.expr(value)),
        }
    }

    /// Ce que vaut le message `recu`.
    fn received(&self, id: usize) -> &'static str {
        match self.program.pipe(id).payload {
            Payload::Int => "recu",
            Payload::Text => "nombre(&recu)",
            Payload::Message => "lu(recu)",
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        let unwrap = self.unwrap();
        match statement {
            Stmt::Set(reg, value) => line!(self, "r[{reg}] = {};", self.expr(*value)),
            Stmt::Let(reg, op) => line!(self, "r[{reg}] = {};", self.op(op)),
            Stmt::Make(make, value) => {
                self.private.set(true);
                line!(self, "prive = {};", self.made(*make, *value));
            }
            Stmt::Forget => {
                self.private.set(true);
                self.line("prive = Prive::Rien;");
            }
            Stmt::Fresh(reg, value) => {
                open!(self, "{{");
                line!(self, "let neuf = Mutex::new({});", self.expr(*value));
                self.line("*neuf.lock().unwrap() += 1;");
                line!(self, "r[{reg}] = *neuf.lock().unwrap();");
                self.close("}");
            }
            Stmt::Outer(value) => {
                line!(self, "cellule.valeur = {};", self.expr(*value));
                self.line("cellule.dit = cellule.valeur.to_string();");
            }
            Stmt::If(test, then, otherwise) => {
                open!(self, "if {} {{", cond(*test));
                self.block(then);
                if !otherwise.is_empty() {
                    self.close("} else {");
                    self.depth += 1;
                    self.block(otherwise);
                }
                self.close("}");
            }
            Stmt::Repeat(reg, turns, body) => {
                open!(self, "for tour in 0..{turns} {{");
                line!(self, "r[{reg}] = tour;");
                self.closed(body);
            }
            Stmt::Loop(body) => {
                open!(self, "loop {{");
                self.closed(body);
            }
            Stmt::Break => self.line("break;"),
            Stmt::Panic => self.line("panic!(\"voulue\");"),
            Stmt::Exit => self.line("std::process::exit(3);"),
            Stmt::Catch(reg, body) => {
                open!(self, "let rattrapee = catch_unwind(AssertUnwindSafe(|| {{");
                self.block(body);
                self.close("}));");
                line!(self, "r[{reg}] = i64::from(rattrapee.is_err());");
            }
            Stmt::Print(word, values) => {
                let holes = " {}".repeat(values.len());
                let values = values
                    .iter()
                    .map(|value| format!(", {}", self.expr(*value)));
                let values: String = values.collect();
                line!(self, "println!(\"{word}{holes}\"{values});");
            }
            Stmt::Lock(lock, how, body, otherwise) => self.lock(*lock, *how, body, otherwise),
            Stmt::Put(lock, value) => match self.content(*lock) {
                Content::Int => line!(self, "*g{lock} = {};", self.expr(*value)),
                Content::List => line!(self, "g{lock}.push({}.to_string());", self.called(*value)),
                Content::Shape => line!(self, "*g{lock} = forme({});", self.expr(*value)),
            },
            Stmt::Wait(condvar, lock) => {
                line!(self, "g{lock} = c{condvar}.wait(g{lock}).{unwrap};")
            }
            Stmt::WaitTimeout(condvar, lock, reg) => {
                line!(
                    self,
                    "let (garde, fini) = c{condvar}.wait_timeout(g{lock}, {LIMIT}).{unwrap};"
                );
                line!(self, "g{lock} = garde;");
                line!(self, "r[{reg}] = i64::from(fini.timed_out());");
            }
            Stmt::WaitWhile(condvar, lock, value) if self.program.tolerant => {
                let number = self.number(*lock, &format!("g{lock}"));
                open!(self, "while {number} == {value} {{");
                line!(self, "g{lock} = c{condvar}.wait(g{lock}).{unwrap};");
                self.close("}");
            }
            Stmt::WaitWhile(condvar, lock, value) => {
                let until = format!("|contenu| {} == {value}", self.number(*lock, "contenu"));
                line!(
                    self,
                    "g{lock} = c{condvar}.wait_while(g{lock}, {until}).{unwrap};"
                );
            }
            Stmt::Notify(condvar, true) => line!(self, "c{condvar}.notify_all();"),
            Stmt::Notify(condvar, false) => line!(self, "c{condvar}.notify_one();"),
            Stmt::ClearPoison(lock) => line!(self, "m{lock}.clear_poison();"),
            Stmt::Store(id, value) => line!(self, "a{id}.store({}, SeqCst);", self.expr(*value)),
            Stmt::Iter(id, reg, body) => {
                open!(self, "for recu in rx{id}.iter() {{");
                line!(self, "r[{reg}] = {};", self.received(*id));
                self.closed(body);
            }
            Stmt::DropTx(id) => line!(self, "drop(tx{id});"),
            Stmt::DropRx(id) => line!(self, "drop(rx{id});"),
            Stmt::Select(arms, mode, otherwise) => self.select(arms, *mode, otherwise),
            Stmt::Spawn(child) => self.spawn(*child),
            Stmt::Scope(body) => {
                self.line("let prete = r;");
                self.line("let prete = &prete;");
                open!(self, "thread::scope(|portee| {{");
                self.block(body);
                self.close("});");
            }
            Stmt::Park => self.line("thread::park();"),
            Stmt::ParkTimeout => line!(self, "thread::park_timeout({LIMIT});"),
            Stmt::Unpark(child) => line!(self, "fil{child}.thread().unpark();"),
            Stmt::UnparkParent => self.line("parent.unpark();"),
            Stmt::Yield => self.line("thread::yield_now();"),
            Stmt::Sleep => line!(self, "thread::sleep({LIMIT});"),
            Stmt::Owner(id, body) => {
                open!(self, "{{");
                line!(self, "let _de_plus = Arc::clone(&p{id});");
                self.closed(body);
            }
        }
    }

    /// La valeur privée que `make` fait d'un entier.
    fn made(&self, make: Make, value: Expr) -> String {
        let (value, called) = (self.expr(value), self.called(value));
        match make {
            Make::Text => format!("Prive::Texte(\"x\".repeat({called}.rem_euclid(5) as usize))"),
            Make::List => format!("Prive::Liste((0..{called}.rem_euclid(4)).collect())"),
            Make::Shape => format!("Prive::Forme(forme({value}))"),
            Make::Closure => format!(
                "{{ let pris: i64 = {value}; Prive::Fermeture(Box::new(move |x| x + pris)) }}"
            ),
            Make::Shared => format!("Prive::Partage(Rc::new({value}))"),
            Make::Owned => format!("Prive::Commun(Arc::new({value}))"),
            Make::Rest => format!(
                "{{ let mut reste = vec![10, 20].into_iter(); if {value} % 2 != 0 {{ reste.next(); }} Prive::Reste(reste) }}"
            ),
        }
    }

    /// L'expression que vaut une opération.
    fn op(&self, op: &Op) -> String {
        match op {
            Op::Get(lock) => self.number(*lock, &format!("g{lock}")),
            Op::IsPoisoned(lock) => format!("i64::from(m{lock}.is_poisoned())"),
            Op::Atomic(id, op) => format!("a{id}.{}", self.atomic(*op)),
            Op::Barrier(id) => format!("i64::from(b{id}.wait().is_leader())"),
            Op::Once(id, OnceOp::Get) => {
                format!("o{id}.get().map_or(-1, |texte| nombre(&texte))")
            }
            Op::Once(id, OnceOp::Set(value)) => {
                let value = self.called(*value);
                format!("i64::from(o{id}.set({value}.to_string()).is_ok())")
            }
            Op::Once(id, OnceOp::Init(value, prints)) => {
                let says = match prints {
                    true => "println!(\"initialise\"); ",
                    false => "",
                };
                let value = self.called(*value);
                format!("nombre(o{id}.get_or_init(|| {{ {says}{value}.to_string() }}))")
            }
            Op::Send(id, value, mode) => {
                let (message, from) = (self.message(*id, *value), self.from(*id));
                let (call, error) = match mode {
                    Mode::Block => return format!("tx{id}.send({message}).map_or(-1, |()| 1)"),
                    Mode::Now => (format!("try_send({message})"), "TrySendError::Full"),
                    Mode::Timeout => {
                        let call = format!("send_timeout({message}, {LIMIT})");
                        (call, "SendTimeoutError::Timeout")
                    }
                };
                format!(
                    "match tx{id}.{call} {{ Ok(()) => 1, Err({from}::{error}(_)) => 0, Err(_) => -1 }}"
                )
            }
            Op::Recv(id, mode) => {
                let (read, from) = (self.received(*id), self.from(*id));
                let (call, error) = match mode {
                    Mode::Block => return format!("rx{id}.recv().map_or(-1, |recu| {read})"),
                    Mode::Now => ("try_recv()".to_owned(), "TryRecvError::Empty"),
                    Mode::Timeout => (
                        format!("recv_timeout({LIMIT})"),
                        "RecvTimeoutError::Timeout",
                    ),
                };
                format!(
                    "match rx{id}.{call} {{ Ok(recu) => {read}, Err({from}::{error}) => -2, Err(_) => -1 }}"
                )
            }
            Op::Request(id, reply) => {
                format!("tx{id}.send(Message::Reponse(tx{reply}.clone())).map_or(-1, |()| 1)")
            }
            Op::Len(id) => format!("rx{id}.len() as i64"),
            Op::LenTx(id) => format!("tx{id}.len() as i64"),
            Op::Join(child) => match self.program.bodies[*child].scoped {
                true => format!("fil{child}.join().map_or(-1, |texte| nombre(&texte))"),
                false => format!("fil{child}.join().unwrap_or(-1)"),
            },
            Op::IsFinished(child) => format!("i64::from(fil{child}.is_finished())"),
            Op::Count(id) => format!("Arc::strong_count(&p{id}) as i64"),
        }
    }

    fn lock(&mut self, lock: usize, how: How, body: &[Stmt], otherwise: &[Stmt]) {
        let method = match how {
            How::Lock => "lock",
            How::TryLock => "try_lock",
            How::Read => "read",
            How::Write => "write",
            How::TryRead => "try_read",
            How::TryWrite => "try_write",
        };
        let unwrap = self.unwrap();
        let mutable = if how.reads() { "" } else { "mut " };
        if !how.tries() {
            open!(self, "{{");
            line!(self, "let {mutable}g{lock} = m{lock}.{method}().{unwrap};");
            return self.closed(body);
        }
        open!(self, "match m{lock}.{method}() {{");
        open!(self, "Err(TryLockError::WouldBlock) => {{");
        self.closed(otherwise);
        open!(self, "pris => {{");
        if self.program.tolerant {
            open!(self, "let {mutable}g{lock} = match pris {{");
            self.line("Err(TryLockError::Poisoned(erreur)) => erreur.into_inner(),");
            self.line("autre => autre.unwrap(),");
            self.close("};");
        } else {
            line!(self, "let {mutable}g{lock} = pris.unwrap();");
        }
        self.closed(body);
        self.close("}");
    }

    fn atomic(&self, op: AtomicOp) -> String {
        match op {
            AtomicOp::Load => "load(SeqCst)".to_owned(),
            AtomicOp::Add(term) => format!("fetch_add({term}, SeqCst)"),
            AtomicOp::Swap(value) => format!("swap({}, SeqCst)", self.expr(value)),
            AtomicOp::Exchange(current, new) => format!(
                "compare_exchange({current}, {}, SeqCst, SeqCst).unwrap_or_else(|la| la)",
                self.expr(new)
            ),
            AtomicOp::Max(other) => format!("fetch_max({other}, SeqCst)"),
            AtomicOp::Double => {
                "fetch_update(SeqCst, SeqCst, |x| Some(x * 2)).unwrap_or_else(|la| la)".to_owned()
            }
        }
    }

    fn select(&mut self, arms: &[Arm], mode: Mode, otherwise: &[Stmt]) {
        open!(self, "select! {{");
        for Arm {
            channel,
            kind,
            body,
        } in arms
        {
            match kind {
                ArmKind::Recv(reg) => {
                    let read = self.received(*channel);
                    open!(self, "recv(rx{channel}) -> choisi => {{");
                    line!(self, "r[{reg}] = choisi.map_or(-1, |recu| {read});");
                }
                ArmKind::Send(value) => {
                    let message = self.message(*channel, *value);
                    open!(self, "send(tx{channel}, {message}) -> _ => {{");
                }
            }
            self.closed(body);
        }
        if mode != Mode::Block {
            match mode {
                Mode::Now => open!(self, "default => {{"),
                _ => open!(self, "default({LIMIT}) => {{"),
            }
            self.closed(otherwise);
        }
        self.close("}");
    }

    fn spawn(&mut self, child: usize) {
        let program = self.program;
        let uses = program.uses(child);
        let body = &program.bodies[child];
        open!(self, "let fil{child} = {{");
        for &id in uses.shared.union(&uses.counted) {
            let letter = letter(program.objects[id]);
            line!(self, "let {letter}{id} = Arc::clone(&{letter}{id});");
        }
        for &id in uses.rx.iter().filter(|&&id| !program.pipe(id).mpsc) {
            line!(self, "let rx{id} = rx{id}.clone();");
        }
        for &id in &uses.tx {
            line!(self, "let tx{id} = tx{id}.clone();");
        }
        if wakes_parent(&body.statements) {
            self.line("let parent = thread::current();");
        }
        if body.scoped {
            line!(self, "let cellule = &mut cellule{child};");
            open!(self, "portee.spawn(move || {{");
        } else {
            open!(self, "thread::spawn(move || {{");
        }
        // Ces copies se détruisent à l'envers de leur déclaration.
        for id in (0..program.objects.len()).rev() {
            let kinds = [(&uses.counted, "p"), (&uses.tx, "tx"), (&uses.rx, "rx")];
            for (_, kind) in kinds.iter().filter(|(uses, _)| uses.contains(&id)) {
                match body.leaks {
                    true => line!(self, "let {kind}{id} = &*Box::leak(Box::new({kind}{id}));"),
                    false => line!(self, "let {kind}{id} = {kind}{id};"),
                }
            }
        }
        if body.scoped {
            self.line("let cellule: &mut Cellule = cellule;");
        }
        let result = |writer: &Self| match body.scoped {
            true => format!("{}.to_string()", writer.called(body.result)),
            false => writer.expr(body.result),
        };
        self.body(body, Some(&result));
        self.close("})");
        self.close("};");
    }
}

/// La première lettre du nom d'un objet.
fn letter(object: Object) -> char {
    match object {
        Object::Mutex(_) | Object::RwLock(_) => 'm',
        Object::Atomic => 'a',
        Object::Condvar => 'c',
        Object::Barrier(_) => 'b',
        Object::Once => 'o',
        Object::Counted | Object::Channel(_) => 'p',
    }
}

fn content_new(content: Content) -> &'static str {
    match content {
        Content::Int => "0i64",
        Content::List => "Vec::<String>::new()",
        Content::Shape => "forme(0)",
    }
}

fn wakes_parent(statements: &[Stmt]) -> bool {
    let within = |block: &Vec<Stmt>| wakes_parent(block);
    statements.iter().any(|statement| {
        *statement == Stmt::UnparkParent || statement.blocks().into_iter().any(within)
    })
}
