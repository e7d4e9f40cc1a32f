//! Réduire un programme tant qu'un désaccord reste.

use crate::program::{Expr, Op, Program, Stmt};

/// Le plus petit programme trouvé, en retirant des instructions de `program`, pour
/// lequel `fails` reste vrai. `tries` borne le nombre d'essais.
pub fn shrink(program: &Program, tries: usize, mut fails: impl FnMut(&Program) -> bool) -> Program {
    let mut best = program.clone();
    let mut left = tries;
    let mut rank = 0;
    loop {
        let Some(smaller) = candidate(&best, rank) else {
            return best;
        };
        rank += 1;
        if smaller == best || !smaller.is_well_formed() {
            continue;
        }
        if left == 0 {
            return best;
        }
        left -= 1;
        if fails(&smaller) {
            best = smaller;
            rank = 0;
        }
    }
}

/// La réduction de ce rang : d'abord un fil de moins, puis une instruction de moins,
/// puis une instruction remplacée par un de ses blocs.
fn candidate(program: &Program, rank: usize) -> Option<Program> {
    let mut rank = rank;
    let threads = program.bodies.len() - 1;
    if rank < threads {
        return Some(without_thread(program, threads - rank));
    }
    rank -= threads;
    for body in 0..program.bodies.len() {
        let count = count(&program.bodies[body].statements);
        if rank < 2 * count {
            let mut smaller = program.clone();
            let mut at = rank / 2;
            edit(&mut smaller.bodies[body].statements, &mut at, rank % 2 == 1);
            return Some(smaller);
        }
        rank -= 2 * count;
    }
    (rank < program.bodies.len()).then(|| {
        let mut smaller = program.clone();
        smaller.bodies[rank].result = Expr::Const(0);
        smaller
    })
}

fn count(statements: &[Stmt]) -> usize {
    let blocks = statements.iter().flat_map(Stmt::blocks);
    statements.len() + blocks.map(|block| count(block)).sum::<usize>()
}

/// Retire l'instruction de rang `at`, en gardant ses blocs si `keep`.
fn edit(statements: &mut Vec<Stmt>, at: &mut usize, keep: bool) -> bool {
    for rank in 0..statements.len() {
        if *at == 0 {
            let mut removed = statements.remove(rank);
            if keep {
                let blocks = removed.blocks_mut().into_iter();
                let kept: Vec<Stmt> = blocks.flat_map(std::mem::take).collect();
                statements.splice(rank..rank, kept);
            }
            return true;
        }
        *at -= 1;
        for block in statements[rank].blocks_mut() {
            if edit(block, at, keep) {
                return true;
            }
        }
    }
    false
}

/// Le programme sans le dernier fil, ou sans celui-ci si aucun autre ne le suit.
fn without_thread(program: &Program, thread: usize) -> Program {
    let mut smaller = program.clone();
    if smaller
        .bodies
        .iter()
        .skip(1)
        .any(|body| body.parent == thread)
    {
        return smaller;
    }
    smaller.bodies.remove(thread);
    for body in &mut smaller.bodies {
        if body.parent > thread {
            body.parent -= 1;
        }
        if let Expr::Cell(cell) = body.result
            && cell >= thread
        {
            body.result = Expr::Const(0);
        }
        forget(&mut body.statements, thread);
    }
    smaller
}

/// Retire ce qui nomme le fil `thread`, et renomme ceux qui le suivent.
fn forget(statements: &mut Vec<Stmt>, thread: usize) {
    fn named(statement: &mut Stmt) -> Option<&mut usize> {
        match statement {
            Stmt::Spawn(child)
            | Stmt::Let(_, Op::Join(child) | Op::IsFinished(child))
            | Stmt::Unpark(child)
            | Stmt::Set(_, Expr::Cell(child)) => Some(child),
            _ => None,
        }
    }
    statements.retain_mut(|statement| match named(statement) {
        Some(child) if *child == thread => false,
        Some(child) => {
            *child -= usize::from(*child > thread);
            true
        }
        None => true,
    });
    for block in statements.iter_mut().flat_map(Stmt::blocks_mut) {
        forget(block, thread);
    }
}
