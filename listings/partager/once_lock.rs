//! OnceLock : le premier arrivé calcule, les autres attendent

use std::sync::OnceLock;
use std::thread;

static CLEF: OnceLock<String> = OnceLock::new();

fn clef() -> &'static str {
    CLEF.get_or_init(|| {
        println!("lecture de la clef");
        String::from("sésame")
    })
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| println!("Ana : {}", clef()));
        s.spawn(|| println!("Luc : {}", clef()));
    });
}
