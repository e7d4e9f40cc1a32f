//! Un corps, mis à plat : des instructions et des sauts.

use crate::program::{Arm, ArmKind, AtomicOp, Cond, Expr, How, Mode, OnceOp, Op, Program, Stmt};

/// Une instruction.
#[derive(Clone, Debug)]
pub enum Instr {
    /// Une instruction sans bloc ni saut, telle quelle.
    Do(Stmt),
    Jump(usize),
    Unless(Cond, usize),
    /// Remet un compteur caché à zéro.
    Reset(usize),
    /// Le tour suivant d'une boucle comptée : son compteur, le nombre de tours, le
    /// registre du tour, et la sortie.
    Turn(usize, i64, usize, usize),
    /// Le registre qui dit s'il y a eu panique, et où elle mène.
    EnterCatch(usize, usize),
    LeaveCatch(usize),
    EnterScope,
    LeaveScope,
    /// Recommence l'attente, à cette place, si le contenu de ce verrou donne encore ce
    /// nombre.
    WaitAgain(usize, i64, usize),
    /// Prend un verrou, ou saute.
    Take(usize, How, usize),
    /// Rend la dernière chose prise.
    Release,
    /// Rend le verrou et entre dans la file d'une condition, puis attend, puis reprend le
    /// verrou ; dit dans un registre si le délai a expiré, s'il y en a un.
    Wait(usize, usize, Option<usize>),
    /// La seconde moitié de [`AtomicOp::Double`].
    Doubled(usize, usize),
    /// Commence une initialisation, ou saute si elle est faite.
    OnceBegin(Init, usize),
    OnceEnd(Init, Expr),
    Select {
        arms: Vec<(usize, ArmKind, usize)>,
        mode: Mode,
        otherwise: usize,
        /// Le registre du résultat d'un envoi seul.
        reg: Option<usize>,
    },
    /// Reçoit d'un canal dans un registre, ou saute à la fermeture.
    Next(usize, usize, usize),
    /// Un propriétaire de plus, que le fil garde, ou qui part avec le fil lancé ensuite.
    CloneOwner(usize, bool),
    /// La fin du corps.
    End(Expr),
}

/// L'initialisation d'une `OnceLock`.
#[derive(Clone, Copy, Debug)]
pub struct Init {
    pub once: usize,
    /// Le registre du résultat.
    pub reg: usize,
    /// Vrai pour `set`, dont le résultat dit si la valeur est prise.
    pub sets: bool,
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
        held: 0,
        loops: Vec::new(),
    };
    let body = &program.bodies[body];
    builder.block(&body.statements);
    builder.push(Instr::End(body.result));
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

struct Builder<'a> {
    program: &'a Program,
    body: usize,
    instrs: Vec<Instr>,
    counters: usize,
    /// Ce que tient le bloc : gardes et propriétaires.
    held: usize,
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

    /// Fait viser cette place au saut laissé en suspens.
    fn land(&mut self, at: usize) {
        let here = self.here();
        match &mut self.instrs[at] {
            Instr::Jump(to)
            | Instr::Unless(_, to)
            | Instr::Turn(.., to)
            | Instr::EnterCatch(_, to)
            | Instr::Take(.., to)
            | Instr::OnceBegin(_, to)
            | Instr::Next(.., to) => *to = here,
            other => unreachable!("{other:?} ne saute pas"),
        }
    }

    /// Finit le premier bloc d'une alternative, et fait le second, où mène `at`.
    fn otherwise(&mut self, at: usize, block: &[Stmt]) {
        let end = self.push(Instr::Jump(0));
        self.land(at);
        self.block(block);
        self.land(end);
    }

    /// Un bloc qui rend à la fin ce qui vient d'être pris.
    fn holding(&mut self, body: &[Stmt]) {
        self.held += 1;
        self.block(body);
        self.held -= 1;
        self.push(Instr::Release);
    }

    fn looping(&mut self, body: &[Stmt], start: usize, exit: Option<usize>) {
        self.loops.push(Looping {
            exits: exit.into_iter().collect(),
            held: self.held,
        });
        self.block(body);
        self.push(Instr::Jump(start));
        let done = self.loops.pop().map(|looping| looping.exits);
        for exit in done.into_iter().flatten() {
            self.land(exit);
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Fresh(reg, value) => {
                self.push(Instr::Do(Stmt::Set(*reg, *value)));
                self.push(Instr::Do(Stmt::Set(*reg, Expr::Reg(*reg, 1))));
            }
            Stmt::If(cond, then, otherwise) => {
                let test = self.push(Instr::Unless(*cond, 0));
                self.block(then);
                self.otherwise(test, otherwise);
            }
            Stmt::Repeat(reg, limit, body) => {
                let counter = self.counters;
                self.counters += 1;
                self.push(Instr::Reset(counter));
                let start = self.push(Instr::Turn(counter, *limit, *reg, 0));
                self.looping(body, start, Some(start));
            }
            Stmt::Loop(body) => self.looping(body, self.here(), None),
            Stmt::Break => {
                let kept = self.loops.last().map_or(0, |looping| looping.held);
                for _ in kept..self.held {
                    self.push(Instr::Release);
                }
                let jump = self.push(Instr::Jump(0));
                if let Some(looping) = self.loops.last_mut() {
                    looping.exits.push(jump);
                }
            }
            Stmt::Catch(reg, body) => {
                let enter = self.push(Instr::EnterCatch(*reg, 0));
                self.block(body);
                self.push(Instr::LeaveCatch(*reg));
                self.land(enter);
            }
            Stmt::Lock(lock, how, body, otherwise) => {
                let take = self.push(Instr::Take(*lock, *how, 0));
                self.holding(body);
                self.otherwise(take, otherwise);
            }
            Stmt::Wait(condvar, lock) => {
                self.push(Instr::Wait(*condvar, *lock, None));
            }
            Stmt::WaitTimeout(condvar, lock, reg) => {
                self.push(Instr::Wait(*condvar, *lock, Some(*reg)));
            }
            Stmt::WaitWhile(condvar, lock, while_is) => {
                // Le test vient avant la première attente.
                let test = self.push(Instr::Jump(0));
                let start = self.push(Instr::Wait(*condvar, *lock, None));
                self.land(test);
                self.push(Instr::WaitAgain(*lock, *while_is, start));
            }
            Stmt::Let(reg, Op::Atomic(id, AtomicOp::Double)) => {
                let load = Op::Atomic(*id, AtomicOp::Load);
                self.push(Instr::Do(Stmt::Let(*reg, load)));
                self.push(Instr::Doubled(*id, *reg));
            }
            Stmt::Let(_, Op::Once(_, OnceOp::Get)) => {
                self.push(Instr::Do(statement.clone()));
            }
            Stmt::Let(reg, Op::Once(id, op)) => self.once(*id, *reg, *op),
            Stmt::Let(reg, Op::Send(channel, value, mode)) => {
                let alone = Arm::alone(*channel, ArmKind::Send(*value));
                let full = Stmt::Set(*reg, Expr::Const(0));
                self.select(&[alone], *mode, &[full], Some(*reg));
            }
            Stmt::Let(reg, Op::Recv(channel, mode)) => {
                let alone = Arm::alone(*channel, ArmKind::Recv(*reg));
                let empty = Stmt::Set(*reg, Expr::Const(-2));
                self.select(&[alone], *mode, &[empty], None);
            }
            Stmt::Iter(channel, reg, body) => {
                let start = self.push(Instr::Next(*channel, *reg, 0));
                self.looping(body, start, Some(start));
            }
            Stmt::Select(arms, mode, otherwise) => self.select(arms, *mode, otherwise, None),
            Stmt::Spawn(child) => {
                for id in self.program.uses(*child).counted {
                    self.push(Instr::CloneOwner(id, false));
                }
                self.push(Instr::Do(statement.clone()));
            }
            Stmt::Scope(body) => {
                self.push(Instr::EnterScope);
                self.block(body);
                self.push(Instr::LeaveScope);
            }
            Stmt::UnparkParent => {
                let parent = self.program.bodies[self.body].parent;
                self.push(Instr::Do(Stmt::Unpark(parent)));
            }
            Stmt::Owner(id, body) => {
                self.push(Instr::CloneOwner(*id, true));
                self.holding(body);
            }
            other => {
                self.push(Instr::Do(other.clone()));
            }
        }
    }

    fn once(&mut self, once: usize, reg: usize, op: OnceOp) {
        let (value, prints, sets) = match op {
            OnceOp::Init(value, prints) => (value, prints, false),
            OnceOp::Set(value) => (value, false, true),
            OnceOp::Get => unreachable!("rien à initialiser"),
        };
        let init = Init { once, reg, sets };
        let begin = self.push(Instr::OnceBegin(init, 0));
        if prints {
            let print = Stmt::Print("initialise".to_owned(), Vec::new());
            self.push(Instr::Do(print));
        }
        self.push(Instr::OnceEnd(init, value));
        self.land(begin);
    }

    fn select(&mut self, arms: &[Arm], mode: Mode, otherwise: &[Stmt], reg: Option<usize>) {
        let at = self.push(Instr::Jump(0));
        let mut ends = Vec::new();
        let mut targets = Vec::new();
        for arm in arms {
            targets.push((arm.channel, arm.kind, self.here()));
            self.block(&arm.body);
            ends.push(self.push(Instr::Jump(0)));
        }
        self.instrs[at] = Instr::Select {
            arms: targets,
            mode,
            otherwise: self.here(),
            reg,
        };
        self.block(otherwise);
        for end in ends {
            self.land(end);
        }
    }
}
