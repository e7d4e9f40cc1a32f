//! Le programme que compare le test différentiel pour une graine, et ses issues selon la référence :
//! `cargo run -p entrelacs-generator --example draw -- 12`.

use entrelacs_generator::{Reference, drawn, rust};

fn main() {
    for seed in std::env::args().skip(1) {
        let Ok(seed) = seed.parse() else {
            eprintln!("« {seed} » n'est pas une graine : un nombre est attendu");
            std::process::exit(2);
        };
        let program = drawn(seed);
        println!("{}", rust(&program));
        let reference = Reference::of(&program, 20_000);
        let known = if reference.complete { "" } else { " au moins" };
        println!("// {}{known} états", reference.states);
        for ending in reference.endings {
            println!("// {ending:?}");
        }
    }
}
