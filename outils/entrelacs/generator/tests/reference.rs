//! La référence, sur des programmes dont on connaît d'avance toutes les issues.

use entrelacs_generator::{
    AtomicOp, Body, Content, Expr, Kind, Object, Op, Program, Reference, Stmt, draw,
};
use std::collections::BTreeSet;

/// Deux fils qui font la même chose, que `main` attend avant d'afficher `r[0]`.
fn twins(object: Object, statements: Vec<Stmt>, last: Vec<Stmt>) -> Program {
    let mut main = vec![
        Stmt::Spawn(1),
        Stmt::Spawn(2),
        Stmt::Let(1, Op::Join(1)),
        Stmt::Let(1, Op::Join(2)),
    ];
    main.extend(last);
    main.push(Stmt::Print("fin".to_owned(), vec![Expr::Reg(0, 0)]));
    Program {
        objects: vec![object],
        bodies: [main, statements.clone(), statements].map(Body::of).into(),
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
    let load = Stmt::atomic(0, AtomicOp::Load, 0);
    let store = Stmt::Store(0, Expr::Reg(0, 1));
    let lost = twins(Object::Atomic, vec![load.clone(), store], vec![load]);
    assert_eq!(
        endings(&lost),
        set(&[(Kind::Exit, "fin 1\n"), (Kind::Exit, "fin 2\n")])
    );
    let get = Stmt::Let(0, Op::Get(0));
    let add = Stmt::locked(0, vec![get.clone(), Stmt::Put(0, Expr::Reg(0, 1))]);
    let last = Stmt::locked(0, vec![get]);
    let kept = twins(Object::Mutex(Content::Int), vec![add], vec![last]);
    assert_eq!(endings(&kept), set(&[(Kind::Exit, "fin 2\n")]));
}

#[test]
fn une_barriere_trop_grande_bloque_et_une_attente_sans_espoir_tourne_sans_fin() {
    let wait = |size| {
        twins(
            Object::Barrier(size),
            vec![Stmt::Let(0, Op::Barrier(0))],
            Vec::new(),
        )
    };
    assert_eq!(endings(&wait(2)), set(&[(Kind::Exit, "fin 0\n")]));
    assert_eq!(endings(&wait(3)), set(&[(Kind::Deadlock, "")]));
    let spin = Stmt::Loop(vec![Stmt::atomic(0, AtomicOp::Load, 0)]);
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
