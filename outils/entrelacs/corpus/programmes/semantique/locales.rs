//! `thread_local!` : chaque fil a la sienne, calculée à son premier emploi
use std::cell::{Cell, RefCell};
use std::thread;

thread_local! {
    static COMPTE: Cell<u32> = const { Cell::new(10) };
    pub static NOMS: RefCell<Vec<&'static str>> = RefCell::new(vec!["premier"]);
    static FIXE: String = String::from("fixe");
}

fn main() {
    COMPTE.set(COMPTE.get() + 1);
    let fil = thread::spawn(|| {
        NOMS.with_borrow_mut(|noms| noms.push("fil"));
        NOMS.set(vec!["neuf"]);
        COMPTE.with(|compte| compte.set(compte.get() * 2));
        (COMPTE.replace(5), COMPTE.take(), COMPTE.get(), NOMS.take())
    });
    println!("{:?}", fil.join().unwrap());
    println!("{} {:?}", COMPTE.get(), NOMS.replace(Vec::new()));
    println!("{} {}", FIXE.with(String::len), NOMS.with(|noms| noms.borrow().len()));
    println!("{:?}", FIXE.try_with(|texte| texte.clone()));
}
