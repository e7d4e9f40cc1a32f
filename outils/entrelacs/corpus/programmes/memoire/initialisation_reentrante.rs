//! Une initialisation qui s'attend elle-même

use std::sync::Once;

static UNE_FOIS: Once = Once::new();

fn preparer() {
    UNE_FOIS.call_once(|| {
        println!("init");
        aider();
    });
}

fn aider() {
    preparer();
    println!("aide");
}

fn main() {
    preparer();
    println!("fin");
}
