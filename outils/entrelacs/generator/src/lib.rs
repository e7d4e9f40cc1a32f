//! De petits programmes concurrents tirés au hasard, et leurs issues, calculées
//! sans `entrelacs`.
//!
//! Un [`Program`] est une donnée. [`draw`] en tire un d'une graine, toujours le
//! même ; [`rust`] en fait le texte d'un programme Rust ; [`Reference`] énumère tous
//! ses entrelacements, un état explicite après l'autre, d'après la documentation
//! de std et de crossbeam ; [`shrink`] le réduit tant qu'un désaccord reste.
//!
//! Ce paquet ne dépend de rien : un oracle qui partagerait le code de
//! l'explorateur partagerait ses erreurs.

mod code;
mod compiled;
mod draw;
mod exchange;
mod focus;
mod machine;
mod program;
mod reference;
mod shrink;
mod state;
mod text;

pub use self::{
    compiled::{Compiled, compiled},
    draw::draw,
    focus::{drawn, focused},
    program::{
        Arm, ArmKind, AtomicOp, Body, Cond, Content, Expr, How, Make, Mode, Object, OnceOp, Op,
        Payload, Pipe, Program, REGISTERS, Stmt, Uses,
    },
    reference::{Ending, Kind, Reference},
    shrink::shrink,
    text::{rust, rust_between},
};
