//! Une adresse affichée sans `{:p}`

use std::sync::Arc;

fn main() {
    let a = Arc::new(1);
    let texte = format!("{:?}", Arc::as_ptr(&a));
    println!("{texte}");
}
