//! L'explorateur, comparé à la référence sur des programmes tirés que rustc a compilés.

#[path = "differential/comparison.rs"]
mod comparison;

use comparison::disagreement;
use entrelacs::Reduce;
use entrelacs_generator::{Reference, compiled};
use std::fmt::Write as _;

/// Au-delà de ces états, la référence renonce.
const REFERENCE_STATES: usize = 20_000;

#[test]
fn les_programmes_compiles_ont_les_issues_de_la_reference() {
    let mut wrong = String::new();
    let (mut incomplete, mut states, mut count) = (0, 0, 0);
    for compiled in compiled() {
        let reference = Reference::of(&compiled.program, REFERENCE_STATES);
        assert!(reference.complete, "{} : trop d'états", compiled.name);
        for reduce in [Reduce::Never, Reduce::Beyond(0)] {
            let program = entrelacs_generated::program(&compiled.name);
            let found = comparison::explored(program, reduce);
            let said = disagreement(&found, &reference);
            if !said.is_empty() {
                let _ = writeln!(wrong, "{}\n{reduce:?}\n{said}", compiled.text());
            }
            if let Ok(found) = found {
                if !found.complete {
                    println!("{} : incomplet, {} états", compiled.name, found.states);
                }
                incomplete += usize::from(!found.complete);
                states += found.states;
            }
        }
        count += 1;
    }
    println!("{count} programmes, {states} états, {incomplete} incomplets");
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 40, "seulement {count} programmes");
    assert!(
        incomplete * 20 <= count,
        "{incomplete} incomplets sur {count}"
    );
}
