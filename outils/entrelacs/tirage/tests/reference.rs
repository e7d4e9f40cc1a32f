//! La référence, sur des programmes dont on connaît d'avance toutes les issues.

use entrelacs_tirage::{
    AtomicOp, Body, Content, Expr, How, Kind, Object, Program, Reference, Stmt, draw,
};
use std::collections::BTreeSet;

/// Deux fils qui font la même chose, que `main` attend avant d'afficher `r[0]`.
fn twins(object: Object, statements: Vec<Stmt>, last: Vec<Stmt>) -> Program {
    let body = |parent, statements| Body {
        parent,
        scoped: false,
        leaks: false,
        statements,
        result: Expr::Const(0),
    };
    let mut main = vec![
        Stmt::Spawn(1),
        Stmt::Spawn(2),
        Stmt::Join(1, 1),
        Stmt::Join(2, 1),
    ];
    main.extend(last);
    main.push(Stmt::Print("fin".to_owned(), vec![Expr::Reg(0, 0)]));
    Program {
        objects: vec![object],
        bodies: vec![
            body(0, main),
            body(0, statements.clone()),
            body(0, statements),
        ],
        tolerant: false,
    }
}

fn endings(program: &Program) -> BTreeSet<(Kind, String)> {
    assert!(program.is_well_formed());
    let reference = Reference::of(program, 10_000);
    assert!(reference.complete);
    let endings = reference.endings.into_iter();
    endings.map(|ending| (ending.kind, ending.stdout)).collect()
}

fn set(expected: &[(Kind, &str)]) -> BTreeSet<(Kind, String)> {
    let owned = expected
        .iter()
        .map(|(kind, text)| (*kind, (*text).to_owned()));
    owned.collect()
}

#[test]
fn une_mise_a_jour_se_perd_sans_verrou_et_jamais_avec() {
    let load = Stmt::Atomic(0, AtomicOp::Load, 0);
    let store = Stmt::Atomic(0, AtomicOp::Store(Expr::Reg(0, 1)), 0);
    let lost = twins(Object::Atomic, vec![load.clone(), store], vec![load]);
    assert_eq!(
        endings(&lost),
        set(&[(Kind::Exit, "fin 1\n"), (Kind::Exit, "fin 2\n")])
    );
    let locked = |body| Stmt::Lock(0, How::Lock, body, Vec::new());
    let add = locked(vec![Stmt::Get(0, 0), Stmt::Put(0, Expr::Reg(0, 1))]);
    let kept = twins(
        Object::Mutex(Content::Int),
        vec![add],
        vec![locked(vec![Stmt::Get(0, 0)])],
    );
    assert_eq!(endings(&kept), set(&[(Kind::Exit, "fin 2\n")]));
}

#[test]
fn une_barriere_trop_grande_bloque_et_une_attente_sans_espoir_tourne_sans_fin() {
    let wait = |size| twins(Object::Barrier(size), vec![Stmt::Barrier(0, 0)], Vec::new());
    assert_eq!(endings(&wait(2)), set(&[(Kind::Exit, "fin 0\n")]));
    assert_eq!(endings(&wait(3)), set(&[(Kind::Deadlock, "")]));
    let spin = Stmt::Loop(vec![Stmt::Atomic(0, AtomicOp::Load, 0)]);
    let endless = twins(Object::Atomic, vec![spin], Vec::new());
    assert_eq!(endings(&endless), set(&[(Kind::Livelock, "")]));
}

#[test]
fn une_graine_donne_toujours_le_meme_programme_et_il_est_bien_forme() {
    for seed in 0..300 {
        let program = draw(seed);
        assert!(program.is_well_formed(), "graine {seed}");
        assert_eq!(program, draw(seed), "graine {seed}");
    }
}
