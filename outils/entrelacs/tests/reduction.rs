//! Ne suivre qu'un ordre de plusieurs étapes indépendantes ne change aucune issue.

use entrelacs_corpus::PROGRAMS;
use entrelacs_corpus::properties::{Reduction, reducing_changes_nothing};

#[test]
fn un_graphe_reduit_a_les_memes_issues() {
    let compared: Vec<Reduction> = PROGRAMS
        .iter()
        .filter_map(reducing_changes_nothing)
        .collect();
    let whole: usize = compared.iter().map(|sizes| sizes.whole).sum();
    let reduced: usize = compared.iter().map(|sizes| sizes.reduced).sum();
    println!("{whole} états, {reduced} une fois réduits");
    let applied = compared.iter().filter(|sizes| sizes.applied).count();
    assert!(applied > 100, "seulement {applied} programmes comparés");
    assert!(reduced * 3 < whole * 2);
}
