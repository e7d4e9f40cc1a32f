//! Ce qui passe par les canaux.

use crate::code::Instr;
use crate::machine::{Machine, Turn, value_of};
use crate::program::{ArmKind, Mode, Op, Stmt};
use crate::state::{Message, State, Thread, Wait};

/// Ce qu'un fil voudrait échanger.
struct Exchange {
    arms: Vec<(usize, Way, usize)>,
    mode: Mode,
    otherwise: usize,
    reg: Option<usize>,
    /// Où mène une réception sur un canal fermé.
    closed: Option<usize>,
    answers: bool,
}

#[derive(Clone, Copy)]
enum Way {
    Recv(usize),
    Send(Message),
}

impl Exchange {
    /// Un échange par un seul canal, qui attend autant qu'il faut.
    fn simple(channel: usize, way: Way, target: usize) -> Self {
        Self {
            arms: vec![(channel, way, target)],
            mode: Mode::Block,
            otherwise: 0,
            reg: None,
            closed: None,
            answers: false,
        }
    }

    /// Ce que voudrait échanger `t` ; `None` s'il n'en est pas là.
    fn wanted(machine: &Machine<'_>, state: &State, t: usize) -> Option<Self> {
        let thread = &state.threads[t];
        if !thread.is_at_instr() {
            return None;
        }
        if let Some(port) = thread.port {
            let answer = Way::Send(Message::Value(7));
            return Some(Self {
                answers: true,
                ..Self::simple(port, answer, thread.pc)
            });
        }
        match machine.instr(state, t) {
            Instr::Select {
                arms,
                mode,
                otherwise,
                reg,
            } => {
                let arms = arms.iter().map(|&(channel, kind, target)| match kind {
                    ArmKind::Recv(reg) => (channel, Way::Recv(reg), target),
                    ArmKind::Send(value) => {
                        let value = Message::Value(value_of(thread, value));
                        (channel, Way::Send(value), target)
                    }
                });
                Some(Self {
                    arms: arms.collect(),
                    mode: *mode,
                    otherwise: *otherwise,
                    reg: *reg,
                    closed: None,
                    answers: false,
                })
            }
            Instr::Next(channel, reg, exit) => Some(Self {
                closed: Some(*exit),
                ..Self::simple(*channel, Way::Recv(*reg), thread.pc + 1)
            }),
            Instr::Do(Stmt::Let(reg, Op::Request(channel, reply))) => Some(Self {
                reg: Some(*reg),
                ..Self::simple(*channel, Way::Send(Message::Port(*reply)), thread.pc + 1)
            }),
            _ => None,
        }
    }

    /// La suite de l'échange, fait par `t`.
    fn conclude(&self, next: &mut State, t: usize, target: usize) {
        let thread = &mut next.threads[t];
        thread.wait = Wait::None;
        thread.pc = target;
        if let Some(reg) = self.reg {
            thread.regs[reg] = 1;
        }
        if self.answers {
            thread.dropping.extend(thread.port.take());
        }
    }

    /// Ce que change, pour `t`, de trouver le canal fermé.
    fn find_closed(&self, thread: &mut Thread, way: Way) {
        match (way, self.closed) {
            (Way::Recv(_), Some(exit)) => thread.pc = exit,
            (Way::Recv(reg), None) => thread.regs[reg] = -1,
            (Way::Send(_), _) => {
                if let Some(reg) = self.reg {
                    thread.regs[reg] = -1;
                }
            }
        }
    }
}

impl Turn<'_> {
    /// Les échanges que peut faire le fil, seul ou avec un autre.
    pub fn exchange(&mut self) {
        let (machine, state) = (self.machine, self.state);
        let entered = self.thread.wait == Wait::Channel;
        let wanted = Exchange::wanted(machine, state, self.t).expect("un échange");
        let mut ready = false;
        let mut meets = false;
        for &(channel, way, target) in &wanted.arms {
            let capacity = machine.program.pipe(channel).capacity;
            let object = state.channel(channel);
            let alone = match (way, capacity) {
                (Way::Recv(_), _) => !object.queue.is_empty() || object.tx == 0,
                (Way::Send(_), _) if object.rx == 0 => true,
                (Way::Send(_), None) => true,
                (Way::Send(_), Some(size)) => object.queue.len() < size,
            };
            if alone {
                ready = true;
                self.step(|next, t| {
                    let closed = transfer(next, t, channel, way);
                    wanted.conclude(next, t, target);
                    if closed {
                        wanted.find_closed(&mut next.threads[t], way);
                    }
                });
            }
            if capacity != Some(0) {
                continue;
            }
            meets = true;
            // L'autre doit être déjà dans la file : le dernier arrivé conclut.
            let others = (0..state.threads.len()).filter(|other| {
                *other != self.t && !entered && state.threads[*other].wait == Wait::Channel
            });
            for other in others.collect::<Vec<_>>() {
                let theirs = Exchange::wanted(machine, state, other).expect("il attend");
                for &(their_channel, their_way, their_target) in &theirs.arms {
                    let message = match (way, their_way) {
                        (Way::Send(message), Way::Recv(_)) | (Way::Recv(_), Way::Send(message))
                            if their_channel == channel =>
                        {
                            message
                        }
                        _ => continue,
                    };
                    ready = true;
                    self.step(|next, t| {
                        count_port(next, message);
                        for (who, way) in [(t, way), (other, their_way)] {
                            if let Way::Recv(reg) = way {
                                deliver(&mut next.threads[who], reg, message);
                            }
                        }
                        wanted.conclude(next, t, target);
                        theirs.conclude(next, other, their_target);
                        machine.settle(next, other);
                    });
                }
            }
        }
        if ready {
            return;
        }
        if meets && !entered && wanted.mode != Mode::Now {
            self.enter(Wait::Channel);
        }
        if wanted.mode != Mode::Block {
            self.step(|next, t| {
                next.threads[t].wait = Wait::None;
                next.threads[t].pc = wanted.otherwise;
            });
        }
    }
}

fn deliver(thread: &mut Thread, reg: usize, message: Message) {
    match message {
        Message::Value(value) => thread.regs[reg] = value,
        Message::Port(reply) => {
            thread.regs[reg] = 100;
            thread.port = Some(reply);
        }
    }
}

/// Un émetteur envoyé en est un de plus.
fn count_port(next: &mut State, message: Message) {
    if let Message::Port(reply) = message {
        next.channel_mut(reply).tx += 1;
    }
}

/// Un échange qui n'a besoin de personne : avec le tampon, ou un canal fermé ; rend
/// vrai s'il est fermé.
fn transfer(next: &mut State, t: usize, id: usize, way: Way) -> bool {
    let channel = next.channel_mut(id);
    match way {
        Way::Recv(reg) => match channel.queue.pop_front() {
            Some(message) => deliver(&mut next.threads[t], reg, message),
            None => return true,
        },
        Way::Send(_) if channel.rx == 0 => return true,
        Way::Send(message) => {
            channel.queue.push_back(message);
            count_port(next, message);
        }
    }
    false
}
