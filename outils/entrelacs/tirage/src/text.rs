//! Le texte Rust d'un programme : ce qu'écrirait quelqu'un.
//!
//! Les bouts de canal se déclarent à l'envers de leurs rangs, pour que chaque fil les
//! détruise dans l'ordre : le récepteur d'un canal, puis son émetteur.

use crate::program::{
    Arm, ArmKind, AtomicOp, Cond, Content, Expr, Fallback, How, Make, Mode, Object, OnceOp,
    Payload, Program, REGISTERS, Stmt,
};

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
    };
    writer.main();
    let main = writer.text;
    let mut text = String::new();
    let mut prelude = String::new();
    for (part, needs) in [
        (SHAPE, main.contains("forme(") || main.contains("prive")),
        (PRIVATE, main.contains("prive")),
        (MESSAGE, main.contains("Message")),
        (CELL, main.contains("Cellule")),
        (
            NUMBER,
            main.contains("nombre(&") || main.contains("nombre(o"),
        ),
    ] {
        if needs {
            prelude += "\n";
            prelude += part;
        }
    }
    for (path, word) in [
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
    ] {
        if main.contains(word) || prelude.contains(word) {
            text += &format!("use {path};\n");
        }
    }
    text + &prelude + "\nfn main() {\n" + &main + "}\n"
}

struct Writer<'a> {
    program: &'a Program,
    before: &'a str,
    text: String,
    depth: usize,
}

const LIMIT: &str = "Duration::from_millis(1)";

fn expr(value: Expr) -> String {
    match value {
        Expr::Const(value) => value.to_string(),
        Expr::Reg(reg, 0) => format!("r[{reg}]"),
        Expr::Reg(reg, plus) => format!("r[{reg}] + {plus}"),
        Expr::Private => "prive.nombre()".to_owned(),
        Expr::Cell(child) => format!("cellule{child}.valeur"),
        Expr::Lent(reg) => format!("prete[{reg}]"),
    }
}

/// Une expression qui précède un appel de méthode.
fn called(value: Expr) -> String {
    match value {
        Expr::Const(value) => format!("{value}i64"),
        Expr::Reg(_, plus) if plus != 0 => format!("({})", expr(value)),
        _ => expr(value),
    }
}

fn cond(cond: Cond) -> String {
    match cond {
        Cond::Is(reg, value) => format!("r[{reg}] == {value}"),
        Cond::Less(reg, value) => format!("r[{reg}] < {value}"),
        Cond::More(reg, value) => format!("r[{reg}] > {value}"),
    }
}

impl Writer<'_> {
    fn line(&mut self, line: impl AsRef<str>) {
        self.text += &"    ".repeat(self.depth);
        self.text += line.as_ref();
        self.text.push('\n');
    }

    fn open(&mut self, line: impl AsRef<str>) {
        self.line(line);
        self.depth += 1;
    }

    fn close(&mut self, line: &str) {
        self.depth -= 1;
        self.line(line);
    }

    fn main(&mut self) {
        let program = self.program;
        for (id, object) in program.objects.iter().enumerate().rev() {
            let line = match *object {
                Object::Mutex(content) => {
                    format!(
                        "let m{id} = Arc::new(Mutex::new({}));",
                        content_new(content)
                    )
                }
                Object::RwLock(content) => {
                    format!(
                        "let m{id} = Arc::new(RwLock::new({}));",
                        content_new(content)
                    )
                }
                Object::Atomic => format!("let a{id} = Arc::new(AtomicI64::new(0));"),
                Object::Condvar => format!("let c{id} = Arc::new(Condvar::new());"),
                Object::Barrier(size) => format!("let b{id} = Arc::new(Barrier::new({size}));"),
                Object::Once => format!("let o{id} = Arc::new(OnceLock::<String>::new());"),
                Object::Counted => format!("let p{id} = Arc::new(\"compté\".to_string());"),
                Object::Channel {
                    capacity,
                    payload,
                    mpsc,
                } => {
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
                    format!("let (tx{id}, rx{id}) = {new};")
                }
            };
            self.line(line);
        }
        for (child, body) in program.bodies.iter().enumerate() {
            if body.scoped {
                self.line(format!("let mut cellule{child} = Cellule::default();"));
            }
        }
        self.locals(&program.bodies[0].statements, program.bodies[0].result);
        self.block(&program.bodies[0].statements);
    }

    fn locals(&mut self, statements: &[Stmt], result: Expr) {
        self.line(format!("let mut r = [0i64; {REGISTERS}];"));
        if result == Expr::Private || mentions_private(statements) {
            self.line("let mut prive = Prive::Rien;");
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

    fn content(&self, lock: usize) -> Content {
        match self.program.objects[lock] {
            Object::Mutex(content) | Object::RwLock(content) => content,
            other => unreachable!("un verrou, pas {other:?}"),
        }
    }

    fn unwrap(&self) -> &'static str {
        if self.program.tolerant {
            "unwrap_or_else(PoisonError::into_inner)"
        } else {
            "unwrap()"
        }
    }

    fn channel(&self, id: usize) -> (Payload, &'static str) {
        match self.program.objects[id] {
            Object::Channel { payload, mpsc, .. } => {
                (payload, if mpsc { "mpsc" } else { "crossbeam_channel" })
            }
            other => unreachable!("un canal, pas {other:?}"),
        }
    }

    /// La valeur à envoyer.
    fn message(&self, id: usize, value: Expr) -> String {
        match self.channel(id).0 {
            Payload::Int => expr(value),
            Payload::Text => format!("{}.to_string()", called(value)),
            Payload::Message => format!("Message::Valeur({})", expr(value)),
        }
    }

    /// Ce que vaut le message `recu`.
    fn received(&self, id: usize) -> &'static str {
        match self.channel(id).0 {
            Payload::Int => "recu",
            Payload::Text => "nombre(&recu)",
            Payload::Message => "lu(recu)",
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Set(reg, value) => self.line(format!("r[{reg}] = {};", expr(*value))),
            Stmt::Make(make, value) => {
                let (value, called) = (expr(*value), called(*value));
                self.line(match make {
                    Make::Text => {
                        format!("prive = Prive::Texte(\"x\".repeat({called}.rem_euclid(5) as usize));")
                    }
                    Make::List => {
                        format!("prive = Prive::Liste((0..{called}.rem_euclid(4)).collect());")
                    }
                    Make::Shape => format!("prive = Prive::Forme(forme({value}));"),
                    Make::Closure => format!(
                        "prive = {{ let pris: i64 = {value}; Prive::Fermeture(Box::new(move |x| x + pris)) }};"
                    ),
                    Make::Shared => format!("prive = Prive::Partage(Rc::new({value}));"),
                    Make::Owned => format!("prive = Prive::Commun(Arc::new({value}));"),
                    Make::Rest => format!(
                        "prive = {{ let mut reste = vec![10, 20].into_iter(); if {value} % 2 != 0 {{ reste.next(); }} Prive::Reste(reste) }};"
                    ),
                });
            }
            Stmt::Forget => self.line("prive = Prive::Rien;"),
            Stmt::Fresh(reg, value) => {
                self.open("{");
                self.line(format!("let neuf = Mutex::new({});", expr(*value)));
                self.line("*neuf.lock().unwrap() += 1;");
                self.line(format!("r[{reg}] = *neuf.lock().unwrap();"));
                self.close("}");
            }
            Stmt::Outer(value) => {
                self.line(format!("cellule.valeur = {};", expr(*value)));
                self.line("cellule.dit = cellule.valeur.to_string();");
            }
            Stmt::If(test, then, otherwise) => {
                self.open(format!("if {} {{", cond(*test)));
                self.block(then);
                if !otherwise.is_empty() {
                    self.close("} else {");
                    self.depth += 1;
                    self.block(otherwise);
                }
                self.close("}");
            }
            Stmt::Repeat(reg, turns, body) => {
                self.open(format!("for tour in 0..{turns} {{"));
                self.line(format!("r[{reg}] = tour;"));
                self.block(body);
                self.close("}");
            }
            Stmt::Loop(body) => {
                self.open("loop {");
                self.block(body);
                self.close("}");
            }
            Stmt::Break => self.line("break;"),
            Stmt::Panic => self.line("panic!(\"voulue\");"),
            Stmt::Exit => self.line("std::process::exit(3);"),
            Stmt::Catch(reg, body) => {
                self.open("let rattrapee = catch_unwind(AssertUnwindSafe(|| {");
                self.block(body);
                self.close("}));");
                self.line(format!("r[{reg}] = i64::from(rattrapee.is_err());"));
            }
            Stmt::Print(word, values) => {
                let holes = " {}".repeat(values.len());
                let values: String = values
                    .iter()
                    .map(|value| format!(", {}", expr(*value)))
                    .collect();
                self.line(format!("println!(\"{word}{holes}\"{values});"));
            }
            Stmt::Lock(lock, how, body, otherwise) => self.lock(*lock, *how, body, otherwise),
            Stmt::Get(lock, reg) => {
                let value = match self.content(*lock) {
                    Content::Int => format!("*g{lock}"),
                    Content::List => format!("g{lock}.len() as i64"),
                    Content::Shape => format!("g{lock}.aire()"),
                };
                self.line(format!("r[{reg}] = {value};"));
            }
            Stmt::Put(lock, value) => {
                let line = match self.content(*lock) {
                    Content::Int => format!("*g{lock} = {};", expr(*value)),
                    Content::List => format!("g{lock}.push({}.to_string());", called(*value)),
                    Content::Shape => format!("*g{lock} = forme({});", expr(*value)),
                };
                self.line(line);
            }
            Stmt::Wait(condvar, lock) => {
                let unwrap = self.unwrap();
                self.line(format!("g{lock} = c{condvar}.wait(g{lock}).{unwrap};"));
            }
            Stmt::WaitTimeout(condvar, lock, reg) => {
                let unwrap = self.unwrap();
                self.line(format!(
                    "let (garde, fini) = c{condvar}.wait_timeout(g{lock}, {LIMIT}).{unwrap};"
                ));
                self.line(format!("g{lock} = garde;"));
                self.line(format!("r[{reg}] = i64::from(fini.timed_out());"));
            }
            Stmt::WaitWhile(condvar, lock, value) => {
                let number = |name: &str, content| match content {
                    Content::Int => format!("*{name}"),
                    Content::List => format!("{name}.len() as i64"),
                    Content::Shape => format!("{name}.aire()"),
                };
                let content = self.content(*lock);
                let unwrap = self.unwrap();
                if self.program.tolerant {
                    self.open(format!(
                        "while {} == {value} {{",
                        number(&format!("g{lock}"), content)
                    ));
                    self.line(format!("g{lock} = c{condvar}.wait(g{lock}).{unwrap};"));
                    self.close("}");
                } else {
                    self.line(format!(
                        "g{lock} = c{condvar}.wait_while(g{lock}, |contenu| {} == {value}).{unwrap};",
                        number("contenu", content)
                    ));
                }
            }
            Stmt::Notify(condvar, all) => {
                let name = if *all { "notify_all" } else { "notify_one" };
                self.line(format!("c{condvar}.{name}();"));
            }
            Stmt::IsPoisoned(lock, reg) => {
                self.line(format!("r[{reg}] = i64::from(m{lock}.is_poisoned());"));
            }
            Stmt::ClearPoison(lock) => self.line(format!("m{lock}.clear_poison();")),
            Stmt::Atomic(id, op, reg) => self.atomic(*id, *op, *reg),
            Stmt::Barrier(id, reg) => {
                self.line(format!("r[{reg}] = i64::from(b{id}.wait().is_leader());"));
            }
            Stmt::Once(id, op, reg) => {
                let line = match op {
                    OnceOp::Get => format!("o{id}.get().map_or(-1, |texte| nombre(&texte))"),
                    OnceOp::Set(value) => {
                        format!(
                            "i64::from(o{id}.set({}.to_string()).is_ok())",
                            called(*value)
                        )
                    }
                    OnceOp::Init(value, prints) => {
                        let says = if *prints {
                            "println!(\"initialise\"); "
                        } else {
                            ""
                        };
                        let value = called(*value);
                        format!("nombre(o{id}.get_or_init(|| {{ {says}{value}.to_string() }}))")
                    }
                };
                self.line(format!("r[{reg}] = {line};"));
            }
            Stmt::Send(id, value, mode, reg) => {
                let message = self.message(*id, *value);
                let from = self.channel(*id).1;
                let line = match mode {
                    Mode::Block => format!("tx{id}.send({message}).map_or(-1, |()| 1)"),
                    Mode::Now => format!(
                        "match tx{id}.try_send({message}) {{ Ok(()) => 1, Err({from}::TrySendError::Full(_)) => 0, Err(_) => -1 }}"
                    ),
                    Mode::Timeout => format!(
                        "match tx{id}.send_timeout({message}, {LIMIT}) {{ Ok(()) => 1, Err({from}::SendTimeoutError::Timeout(_)) => 0, Err(_) => -1 }}"
                    ),
                };
                self.line(format!("r[{reg}] = {line};"));
            }
            Stmt::Recv(id, mode, reg) => {
                let read = self.received(*id);
                let from = self.channel(*id).1;
                let line = match mode {
                    Mode::Block => format!("rx{id}.recv().map_or(-1, |recu| {read})"),
                    Mode::Now => format!(
                        "match rx{id}.try_recv() {{ Ok(recu) => {read}, Err({from}::TryRecvError::Empty) => -2, Err(_) => -1 }}"
                    ),
                    Mode::Timeout => format!(
                        "match rx{id}.recv_timeout({LIMIT}) {{ Ok(recu) => {read}, Err({from}::RecvTimeoutError::Timeout) => -2, Err(_) => -1 }}"
                    ),
                };
                self.line(format!("r[{reg}] = {line};"));
            }
            Stmt::Iter(id, reg, body) => {
                let read = self.received(*id);
                self.open(format!("for recu in rx{id}.iter() {{"));
                self.line(format!("r[{reg}] = {read};"));
                self.block(body);
                self.close("}");
            }
            Stmt::Request(id, reply, reg) => self.line(format!(
                "r[{reg}] = tx{id}.send(Message::Reponse(tx{reply}.clone())).map_or(-1, |()| 1);"
            )),
            Stmt::Len(id, reg) => self.line(format!("r[{reg}] = rx{id}.len() as i64;")),
            Stmt::LenTx(id, reg) => self.line(format!("r[{reg}] = tx{id}.len() as i64;")),
            Stmt::DropTx(id) => self.line(format!("drop(tx{id});")),
            Stmt::DropRx(id) => self.line(format!("drop(rx{id});")),
            Stmt::Select(arms, fallback) => self.select(arms, fallback),
            Stmt::Spawn(child) => self.spawn(*child),
            Stmt::Join(child, reg) => {
                let read = match self.program.bodies[*child].scoped {
                    true => "map_or(-1, |texte| nombre(&texte))",
                    false => "unwrap_or(-1)",
                };
                self.line(format!("r[{reg}] = fil{child}.join().{read};"));
            }
            Stmt::IsFinished(child, reg) => {
                self.line(format!("r[{reg}] = i64::from(fil{child}.is_finished());"));
            }
            Stmt::Scope(body) => {
                self.line("let prete = r;");
                self.line("let prete = &prete;");
                self.open("thread::scope(|portee| {");
                self.block(body);
                self.close("});");
            }
            Stmt::Park => self.line("thread::park();"),
            Stmt::ParkTimeout => self.line(format!("thread::park_timeout({LIMIT});")),
            Stmt::Unpark(child) => self.line(format!("fil{child}.thread().unpark();")),
            Stmt::UnparkParent => self.line("parent.unpark();"),
            Stmt::Yield => self.line("thread::yield_now();"),
            Stmt::Sleep => self.line(format!("thread::sleep({LIMIT});")),
            Stmt::Count(id, reg) => {
                self.line(format!("r[{reg}] = Arc::strong_count(&p{id}) as i64;"));
            }
            Stmt::Owner(id, body) => {
                self.open("{");
                self.line(format!("let _de_plus = Arc::clone(&p{id});"));
                self.block(body);
                self.close("}");
            }
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
        let mutable = if matches!(how, How::Read | How::TryRead) {
            ""
        } else {
            "mut "
        };
        if matches!(how, How::Lock | How::Read | How::Write) {
            self.open("{");
            self.line(format!(
                "let {mutable}g{lock} = m{lock}.{method}().{unwrap};"
            ));
            self.block(body);
            self.close("}");
            return;
        }
        self.open(format!("match m{lock}.{method}() {{"));
        self.open("Err(TryLockError::WouldBlock) => {");
        self.block(otherwise);
        self.close("}");
        if self.program.tolerant {
            self.open("pris => {");
            self.open(format!("let {mutable}g{lock} = match pris {{"));
            self.line("Err(TryLockError::Poisoned(erreur)) => erreur.into_inner(),");
            self.line("autre => autre.unwrap(),");
            self.close("};");
        } else {
            self.open("pris => {");
            self.line(format!("let {mutable}g{lock} = pris.unwrap();"));
        }
        self.block(body);
        self.close("}");
        self.close("}");
    }

    fn atomic(&mut self, id: usize, op: AtomicOp, reg: usize) {
        let call = match op {
            AtomicOp::Store(value) => {
                return self.line(format!("a{id}.store({}, SeqCst);", expr(value)));
            }
            AtomicOp::Load => "load(SeqCst)".to_owned(),
            AtomicOp::Add(term) => format!("fetch_add({term}, SeqCst)"),
            AtomicOp::Swap(value) => format!("swap({}, SeqCst)", expr(value)),
            AtomicOp::Exchange(current, new) => format!(
                "compare_exchange({current}, {}, SeqCst, SeqCst).unwrap_or_else(|la| la)",
                expr(new)
            ),
            AtomicOp::Max(other) => format!("fetch_max({other}, SeqCst)"),
            AtomicOp::Double => {
                "fetch_update(SeqCst, SeqCst, |x| Some(x * 2)).unwrap_or_else(|la| la)".to_owned()
            }
        };
        self.line(format!("r[{reg}] = a{id}.{call};"));
    }

    fn select(&mut self, arms: &[Arm], fallback: &Fallback) {
        self.open("select! {");
        for arm in arms {
            match arm.kind {
                ArmKind::Recv(reg) => {
                    let read = self.received(arm.channel);
                    self.open(format!("recv(rx{}) -> choisi => {{", arm.channel));
                    self.line(format!("r[{reg}] = choisi.map_or(-1, |recu| {read});"));
                }
                ArmKind::Send(value) => {
                    let message = self.message(arm.channel, value);
                    self.open(format!("send(tx{}, {message}) -> _ => {{", arm.channel));
                }
            }
            self.block(&arm.body);
            self.close("}");
        }
        match fallback {
            Fallback::None => {}
            Fallback::Default(body) => {
                self.open("default => {");
                self.block(body);
                self.close("}");
            }
            Fallback::Timeout(body) => {
                self.open(format!("default({LIMIT}) => {{"));
                self.block(body);
                self.close("}");
            }
        }
        self.close("}");
    }

    fn spawn(&mut self, child: usize) {
        let program = self.program;
        let uses = program.uses(child);
        let body = &program.bodies[child];
        self.open(format!("let fil{child} = {{"));
        let letter = |id: usize| match program.objects[id] {
            Object::Mutex(_) | Object::RwLock(_) => 'm',
            Object::Atomic => 'a',
            Object::Condvar => 'c',
            Object::Barrier(_) => 'b',
            Object::Once => 'o',
            Object::Counted | Object::Channel { .. } => 'p',
        };
        for &id in uses.shared.union(&uses.counted) {
            let name = format!("{}{id}", letter(id));
            self.line(format!("let {name} = Arc::clone(&{name});"));
        }
        for &id in &uses.rx {
            if !program.is_mpsc(id) {
                self.line(format!("let rx{id} = rx{id}.clone();"));
            }
        }
        for &id in &uses.tx {
            self.line(format!("let tx{id} = tx{id}.clone();"));
        }
        if wakes_parent(&body.statements) {
            self.line("let parent = thread::current();");
        }
        let spawner = if body.scoped {
            self.line(format!("let cellule = &mut cellule{child};"));
            "portee.spawn"
        } else {
            "thread::spawn"
        };
        self.open(format!("{spawner}(move || {{"));
        // Ces copies se détruisent à l'envers de leur déclaration.
        for id in (0..program.objects.len()).rev() {
            let kinds = [(&uses.counted, "p"), (&uses.tx, "tx"), (&uses.rx, "rx")];
            for (_, kind) in kinds.iter().filter(|(uses, _)| uses.contains(&id)) {
                let name = format!("{kind}{id}");
                self.line(match body.leaks {
                    true => format!("let {name} = &*Box::leak(Box::new({name}));"),
                    false => format!("let {name} = {name};"),
                });
            }
        }
        if body.scoped {
            self.line("let cellule: &mut Cellule = cellule;");
        }
        self.locals(&body.statements, body.result);
        self.block(&body.statements);
        self.line(if body.scoped {
            format!("{}.to_string()", called(body.result))
        } else {
            expr(body.result)
        });
        self.close("})");
        self.close("};");
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
    statements.iter().any(|statement| {
        *statement == Stmt::UnparkParent
            || statement
                .blocks()
                .into_iter()
                .any(|block| wakes_parent(block))
    })
}

/// Vrai si ce bloc se sert de la valeur privée du fil.
fn mentions_private(statements: &[Stmt]) -> bool {
    statements.iter().any(|statement| {
        let text = match statement {
            // Le corps d'un autre fil a la sienne.
            Stmt::Spawn(_) => return false,
            Stmt::Make(..) | Stmt::Forget => return true,
            Stmt::Select(arms, _) => arms
                .iter()
                .any(|arm| arm.kind == ArmKind::Send(Expr::Private)),
            Stmt::Set(_, value)
            | Stmt::Fresh(_, value)
            | Stmt::Outer(value)
            | Stmt::Put(_, value)
            | Stmt::Send(_, value, ..)
            | Stmt::Atomic(
                _,
                AtomicOp::Store(value) | AtomicOp::Swap(value) | AtomicOp::Exchange(_, value),
                _,
            )
            | Stmt::Once(_, OnceOp::Init(value, _) | OnceOp::Set(value), _) => {
                *value == Expr::Private
            }
            Stmt::Print(_, values) => values.contains(&Expr::Private),
            _ => false,
        };
        text || statement
            .blocks()
            .into_iter()
            .any(|block| mentions_private(block))
    })
}
