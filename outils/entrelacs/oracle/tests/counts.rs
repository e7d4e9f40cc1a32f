//! Fusionner les états, et n'exécuter que pour apprendre, épargne presque toutes
//! les exécutions.

use entrelacs::{Config, explore};
use entrelacs_oracle::{find, under_loom, under_shuttle};
use std::time::Duration;

/// Une borne de temps assez large pour que seule compte celle des exécutions.
const LONG: Duration = Duration::from_secs(120);
const RATIO: usize = 1_000;

#[test]
fn quatre_fils_et_un_verrou_demandent_mille_fois_moins_d_executions() {
    let name = "tailles/mutex_4";
    let exploration = explore(entrelacs_oracle::program(name), &Config::default()).unwrap();
    assert!(exploration.is_complete());
    let ours = usize::try_from(exploration.statistics().executions).unwrap();
    let bound = RATIO * ours;

    let shuttle = find(under_shuttle::PROGRAMS, name);
    let (sample, finished) = under_shuttle::exhaust(shuttle, bound, LONG);
    println!(
        "entrelacs {ours}, shuttle {} (fini : {finished})",
        sample.executions
    );
    assert!(
        sample.executions >= bound,
        "shuttle : {}",
        sample.executions
    );

    let (executions, finished) = under_loom::exhaust(find(under_loom::PROGRAMS, name), bound, LONG);
    println!("entrelacs {ours}, loom {executions} (fini : {finished})");
    assert!(executions >= bound, "loom : {executions}");
}
