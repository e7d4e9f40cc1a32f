//! Un corps, mis à plat : des instructions et des sauts.

use crate::program::{
    Arm, ArmKind, AtomicOp, Cond, Expr, Fallback, How, Make, Mode, OnceOp, Program, Stmt,
};

/// Une instruction. Celles de la première moitié ne regardent que le fil.
#[derive(Clone, Debug)]
pub enum Instr {
    Set(usize, Expr),
    Make(Make, Expr),
    Forget,
    Outer(Expr),
    Jump(usize),
    Unless(Cond, usize),
    /// Remet un compteur caché à zéro.
    Reset(usize),
    /// Le tour suivant d'une boucle comptée, ou sa sortie.
    Turn {
        counter: usize,
        limit: i64,
        reg: usize,
        exit: usize,
    },
    Get(usize, usize),
    Put(usize, Expr),
    Panic,
    EnterCatch {
        reg: usize,
        handler: usize,
    },
    LeaveCatch(usize),
    EnterScope,
    /// Recommence l'attente si le contenu donne encore ce nombre.
    WaitAgain {
        lock: usize,
        while_is: i64,
        start: usize,
    },

    Print(String, Vec<Expr>),
    Exit,
    Take {
        lock: usize,
        how: How,
        otherwise: usize,
    },
    /// Rend le dernier verrou pris.
    Release,
    /// Rend le verrou et entre dans la file, puis attend, puis reprend le verrou.
    Wait {
        condvar: usize,
        lock: usize,
        timeout: Option<usize>,
    },
    Notify(usize, bool),
    IsPoisoned(usize, usize),
    ClearPoison(usize),
    Atomic(usize, AtomicOp, usize),
    /// La seconde moitié de [`AtomicOp::Double`].
    Doubled(usize, usize),
    Barrier(usize, usize),
    OnceGet(usize, usize),
    /// Commence l'initialisation, ou saute si elle est faite.
    OnceBegin {
        once: usize,
        reg: usize,
        done: usize,
        sets: bool,
    },
    OnceEnd {
        once: usize,
        reg: usize,
        value: Expr,
        sets: bool,
    },
    Select {
        arms: Vec<(usize, ArmKind, usize)>,
        mode: Mode,
        otherwise: usize,
        /// Le registre du résultat d'un envoi seul.
        reg: Option<usize>,
    },
    /// Une réception qui mène ailleurs à la fermeture.
    Next {
        channel: usize,
        reg: usize,
        exit: usize,
    },
    Request(usize, usize, usize),
    Len(usize, usize),
    DropTx(usize),
    DropRx(usize),
    Spawn(usize),
    Join(usize, usize),
    IsFinished(usize, usize),
    LeaveScope,
    Park(bool),
    Unpark(usize),
    Pause,
    Count(usize, usize),
    CloneOwner {
        id: usize,
        /// Vrai si le fil le garde, faux s'il part avec le fil lancé ensuite.
        held: bool,
    },
    DropOwner,
    /// La fin du corps.
    End(Expr),
}

/// Le code d'un corps.
#[derive(Debug)]
pub struct Code {
    pub instrs: Vec<Instr>,
    pub counters: usize,
}

/// Met à plat le corps `body`.
pub fn compile(program: &Program, body: usize) -> Code {
    let mut builder = Builder {
        program,
        body,
        instrs: Vec::new(),
        counters: 0,
        owners: Vec::new(),
        loops: Vec::new(),
    };
    let body = &program.bodies[body];
    builder.block(&body.statements);
    builder.instrs.push(Instr::End(body.result));
    Code {
        instrs: builder.instrs,
        counters: builder.counters,
    }
}

/// Une boucle en cours : les sauts vers sa sortie, et ce que le fil tenait.
struct Looping {
    exits: Vec<usize>,
    held: usize,
}

/// Ce qu'un bloc rend en finissant, du plus ancien au plus récent.
#[derive(Clone, Copy)]
enum Held {
    Guard,
    Owner,
}

struct Builder<'a> {
    program: &'a Program,
    body: usize,
    instrs: Vec<Instr>,
    counters: usize,
    owners: Vec<Held>,
    loops: Vec<Looping>,
}

impl Builder<'_> {
    fn push(&mut self, instr: Instr) -> usize {
        self.instrs.push(instr);
        self.instrs.len() - 1
    }

    fn here(&self) -> usize {
        self.instrs.len()
    }

    fn block(&mut self, statements: &[Stmt]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn counter(&mut self) -> usize {
        self.counters += 1;
        self.counters - 1
    }

    /// Fait viser `target` aux sauts laissés en suspens.
    fn patch(&mut self, at: usize, target: usize) {
        match &mut self.instrs[at] {
            Instr::Jump(to)
            | Instr::Unless(_, to)
            | Instr::Turn { exit: to, .. }
            | Instr::EnterCatch { handler: to, .. }
            | Instr::Take { otherwise: to, .. }
            | Instr::OnceBegin { done: to, .. }
            | Instr::Select { otherwise: to, .. }
            | Instr::Next { exit: to, .. } => *to = target,
            other => unreachable!("{other:?} ne saute pas"),
        }
    }

    fn release(&mut self, held: Held) {
        match held {
            Held::Guard => self.push(Instr::Release),
            Held::Owner => self.push(Instr::DropOwner),
        };
    }

    fn looping(&mut self, body: &[Stmt], start: usize, exit: Option<usize>) {
        self.loops.push(Looping {
            exits: exit.into_iter().collect(),
            held: self.owners.len(),
        });
        self.block(body);
        self.push(Instr::Jump(start));
        let done = self.loops.pop().map(|looping| looping.exits);
        let here = self.here();
        for exit in done.into_iter().flatten() {
            self.patch(exit, here);
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Set(reg, value) => {
                self.push(Instr::Set(*reg, *value));
            }
            Stmt::Make(make, value) => {
                self.push(Instr::Make(*make, *value));
            }
            Stmt::Forget => {
                self.push(Instr::Forget);
            }
            Stmt::Outer(value) => {
                self.push(Instr::Outer(*value));
            }
            Stmt::Fresh(reg, value) => {
                self.push(Instr::Set(*reg, *value));
                self.push(Instr::Set(*reg, Expr::Reg(*reg, 1)));
            }
            Stmt::If(cond, then, otherwise) => {
                let test = self.push(Instr::Unless(*cond, 0));
                self.block(then);
                let end = self.push(Instr::Jump(0));
                let here = self.here();
                self.patch(test, here);
                self.block(otherwise);
                let here = self.here();
                self.patch(end, here);
            }
            Stmt::Repeat(reg, limit, body) => {
                let counter = self.counter();
                self.push(Instr::Reset(counter));
                let start = self.push(Instr::Turn {
                    counter,
                    limit: *limit,
                    reg: *reg,
                    exit: 0,
                });
                self.looping(body, start, Some(start));
            }
            Stmt::Loop(body) => {
                let start = self.here();
                self.looping(body, start, None);
            }
            Stmt::Break => {
                let kept = self.loops.last().map_or(0, |looping| looping.held);
                let left: Vec<Held> = self.owners[kept..].iter().rev().copied().collect();
                for held in left {
                    self.release(held);
                }
                let jump = self.push(Instr::Jump(0));
                if let Some(looping) = self.loops.last_mut() {
                    looping.exits.push(jump);
                }
            }
            Stmt::Panic => {
                self.push(Instr::Panic);
            }
            Stmt::Exit => {
                self.push(Instr::Exit);
            }
            Stmt::Catch(reg, body) => {
                let enter = self.push(Instr::EnterCatch {
                    reg: *reg,
                    handler: 0,
                });
                self.block(body);
                self.push(Instr::LeaveCatch(*reg));
                let here = self.here();
                self.patch(enter, here);
            }
            Stmt::Print(word, values) => {
                self.push(Instr::Print(word.clone(), values.clone()));
            }
            Stmt::Lock(lock, how, body, otherwise) => {
                let take = self.push(Instr::Take {
                    lock: *lock,
                    how: *how,
                    otherwise: 0,
                });
                self.owners.push(Held::Guard);
                self.block(body);
                self.owners.pop();
                self.push(Instr::Release);
                let end = self.push(Instr::Jump(0));
                let here = self.here();
                self.patch(take, here);
                self.block(otherwise);
                let here = self.here();
                self.patch(end, here);
            }
            Stmt::Get(lock, reg) => {
                self.push(Instr::Get(*lock, *reg));
            }
            Stmt::Put(lock, value) => {
                self.push(Instr::Put(*lock, *value));
            }
            Stmt::Wait(condvar, lock) => self.wait(*condvar, *lock, None),
            Stmt::WaitTimeout(condvar, lock, reg) => self.wait(*condvar, *lock, Some(*reg)),
            Stmt::WaitWhile(condvar, lock, while_is) => {
                // Le test vient avant la première attente.
                let test = self.push(Instr::Jump(0));
                let start = self.here();
                self.wait(*condvar, *lock, None);
                let here = self.here();
                self.patch(test, here);
                self.push(Instr::WaitAgain {
                    lock: *lock,
                    while_is: *while_is,
                    start,
                });
            }
            Stmt::Notify(condvar, all) => {
                self.push(Instr::Notify(*condvar, *all));
            }
            Stmt::IsPoisoned(lock, reg) => {
                self.push(Instr::IsPoisoned(*lock, *reg));
            }
            Stmt::ClearPoison(lock) => {
                self.push(Instr::ClearPoison(*lock));
            }
            Stmt::Atomic(id, AtomicOp::Double, reg) => {
                self.push(Instr::Atomic(*id, AtomicOp::Load, *reg));
                self.push(Instr::Doubled(*id, *reg));
            }
            Stmt::Atomic(id, op, reg) => {
                self.push(Instr::Atomic(*id, *op, *reg));
            }
            Stmt::Barrier(id, reg) => {
                self.push(Instr::Barrier(*id, *reg));
            }
            Stmt::Once(id, op, reg) => self.once(*id, *op, *reg),
            Stmt::Send(channel, value, mode, reg) => self.select(
                &[(*channel, ArmKind::Send(*value), &[])],
                *mode,
                &[Stmt::Set(*reg, Expr::Const(0))],
                Some(*reg),
            ),
            Stmt::Recv(channel, mode, reg) => self.select(
                &[(*channel, ArmKind::Recv(*reg), &[])],
                *mode,
                &[Stmt::Set(*reg, Expr::Const(-2))],
                None,
            ),
            Stmt::Iter(channel, reg, body) => {
                let start = self.push(Instr::Next {
                    channel: *channel,
                    reg: *reg,
                    exit: 0,
                });
                self.looping(body, start, Some(start));
            }
            Stmt::Request(channel, reply, reg) => {
                self.push(Instr::Request(*channel, *reply, *reg));
            }
            Stmt::Len(channel, reg) | Stmt::LenTx(channel, reg) => {
                self.push(Instr::Len(*channel, *reg));
            }
            Stmt::DropTx(channel) => {
                self.push(Instr::DropTx(*channel));
            }
            Stmt::DropRx(channel) => {
                self.push(Instr::DropRx(*channel));
            }
            Stmt::Select(arms, fallback) => self.select_statement(arms, fallback),
            Stmt::Spawn(child) => {
                for owned in self.program.uses(*child).counted {
                    self.push(Instr::CloneOwner {
                        id: owned,
                        held: false,
                    });
                }
                self.push(Instr::Spawn(*child));
            }
            Stmt::Join(child, reg) => {
                self.push(Instr::Join(*child, *reg));
            }
            Stmt::IsFinished(child, reg) => {
                self.push(Instr::IsFinished(*child, *reg));
            }
            Stmt::Scope(body) => {
                self.push(Instr::EnterScope);
                self.block(body);
                self.push(Instr::LeaveScope);
            }
            Stmt::Park => {
                self.push(Instr::Park(false));
            }
            Stmt::ParkTimeout => {
                self.push(Instr::Park(true));
            }
            Stmt::Unpark(child) => {
                self.push(Instr::Unpark(*child));
            }
            Stmt::UnparkParent => {
                self.push(Instr::Unpark(self.program.bodies[self.body].parent));
            }
            Stmt::Yield | Stmt::Sleep => {
                self.push(Instr::Pause);
            }
            Stmt::Count(id, reg) => {
                self.push(Instr::Count(*id, *reg));
            }
            Stmt::Owner(id, body) => {
                self.push(Instr::CloneOwner {
                    id: *id,
                    held: true,
                });
                self.owners.push(Held::Owner);
                self.block(body);
                self.owners.pop();
                self.push(Instr::DropOwner);
            }
        }
    }

    fn wait(&mut self, condvar: usize, lock: usize, timeout: Option<usize>) {
        self.push(Instr::Wait {
            condvar,
            lock,
            timeout,
        });
    }

    fn once(&mut self, once: usize, op: OnceOp, reg: usize) {
        let (value, prints, sets) = match op {
            OnceOp::Get => {
                self.push(Instr::OnceGet(once, reg));
                return;
            }
            OnceOp::Init(value, prints) => (value, prints, false),
            OnceOp::Set(value) => (value, false, true),
        };
        let begin = self.push(Instr::OnceBegin {
            once,
            reg,
            done: 0,
            sets,
        });
        if prints {
            self.push(Instr::Print("initialise".to_owned(), Vec::new()));
        }
        self.push(Instr::OnceEnd {
            once,
            reg,
            value,
            sets,
        });
        let here = self.here();
        self.patch(begin, here);
    }

    fn select_statement(&mut self, arms: &[Arm], fallback: &Fallback) {
        let listed: Vec<(usize, ArmKind, &[Stmt])> = arms
            .iter()
            .map(|arm| (arm.channel, arm.kind, arm.body.as_slice()))
            .collect();
        let (mode, otherwise): (_, &[Stmt]) = match fallback {
            Fallback::None => (Mode::Block, &[]),
            Fallback::Default(body) => (Mode::Now, body),
            Fallback::Timeout(body) => (Mode::Timeout, body),
        };
        self.select(&listed, mode, otherwise, None);
    }

    fn select(
        &mut self,
        arms: &[(usize, ArmKind, &[Stmt])],
        mode: Mode,
        otherwise: &[Stmt],
        reg: Option<usize>,
    ) {
        let at = self.push(Instr::Select {
            arms: Vec::new(),
            mode,
            otherwise: 0,
            reg,
        });
        let mut ends = Vec::new();
        let mut targets = Vec::new();
        for (channel, kind, body) in arms {
            targets.push((*channel, *kind, self.here()));
            self.block(body);
            ends.push(self.push(Instr::Jump(0)));
        }
        let here = self.here();
        self.patch(at, here);
        self.block(otherwise);
        let here = self.here();
        for end in ends {
            self.patch(end, here);
        }
        if let Instr::Select { arms, .. } = &mut self.instrs[at] {
            *arms = targets;
        }
    }
}
